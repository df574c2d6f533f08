import type { FieldValues } from '@callosum/kernel';
import { expect, test } from 'vitest';
import { asked } from '../testing/asked.ts';
import { adoptionScope } from '../testing/scope.ts';
import { wasteOf } from '../waste.ts';

const minutes = (count: number) => ({ seconds: count * 60, unit: 'm', elapsed: true }) as const;

function maps() {
  const scope = adoptionScope();
  const workflow = (title: string, map: 'current' | 'future', steps: readonly FieldValues[], state = 'draft') => {
    const id = scope.create('workflow', { title, map, walked: '2027-01-01', methods: ['observation'] }, { state });
    for (const [index, fields] of steps.entries()) {
      const step = scope.create('workflowStep', { title: `${title} ${index}`, ...fields });
      scope.link('workflowStep.partOf', step, id);
    }
    return id;
  };
  return { scope, workflow };
}

test('waste adds up over the steps, and accuracy multiplies', () => {
  const step = (fields: FieldValues) => ({ fields: { title: 's', ...fields } });
  expect(
    wasteOf([
      step({ touch: minutes(5), wait: minutes(30), handOff: true, completeAccurate: 90 }),
      step({ touch: minutes(10), wait: minutes(0), reEntry: true, completeAccurate: 50 }),
    ]),
  ).toEqual({ steps: 2, touch: 15, wait: 30, handOffs: 1, reEntries: 1, completeAccurate: 45, measured: true });
  // What nobody measured is not taken for perfect or for free.
  expect(wasteOf([step({ touch: minutes(5), completeAccurate: 90 }), step({})])).toMatchObject({
    completeAccurate: undefined,
    measured: false,
  });
  expect(wasteOf([])).toMatchObject({ completeAccurate: undefined, measured: false });
});

test('future workflows are compared with what they replace', () => {
  const { scope, workflow } = maps();
  const now = workflow('now', 'current', [
    { touch: minutes(10), wait: minutes(60), handOff: true, completeAccurate: 80 },
    { touch: minutes(5), wait: minutes(0), completeAccurate: 90 },
  ]);
  scope.link(
    'workflow.replaces',
    workflow('good', 'future', [{ touch: minutes(8), wait: minutes(20), completeAccurate: 95 }]),
    now,
  );
  scope.link(
    'workflow.replaces',
    workflow('bad', 'future', [{ touch: minutes(20), wait: minutes(5), completeAccurate: 50 }]),
    now,
  );
  scope.link('workflow.replaces', workflow('vague', 'future', [{ touch: minutes(1) }]), now);
  scope.link('workflow.replaces', workflow('empty', 'future', []), now);
  workflow('new', 'future', [{ touch: minutes(1), wait: minutes(1) }]);

  // Touch: 15 − 8 and 15 − 20. Lead: 75 − 28 and 75 − 25.
  expect(asked(scope, 'adoption.workflow-touch-saved')).toEqual({
    value: 2,
    failing: ['bad compared', 'empty unmeasured', 'vague unmeasured'],
  });
  expect(asked(scope, 'adoption.workflow-lead-saved').value).toBe(97);
  expect(asked(scope, 'adoption.workflows-adding-waste')).toEqual({ value: 2, failing: ['bad worse', 'empty empty'] });
});

test('future workflows are agreed, and today’s do not count', () => {
  const { scope, workflow } = maps();
  workflow('agreed', 'future', [], 'agreed');
  workflow('draft', 'future', []);
  workflow('today', 'current', []);
  workflow('gone', 'future', [], 'retired');
  expect(asked(scope, 'adoption.future-workflows-agreed')).toEqual({ value: 50, failing: ['draft open'] });
});

test('steps of the future are taught by themselves or with their workflow', () => {
  const { scope, workflow } = maps();
  const future = workflow('f', 'future', [{}, {}, { noTraining: 'Done by the system' }, { noTraining: ' ' }]);
  workflow('today', 'current', [{}]);
  const fact = 'adoption.steps-without-training';
  expect(asked(scope, fact)).toEqual({ value: 3, failing: ['f 0 untaught', 'f 1 untaught', 'f 3 untaught'] });
  const course = scope.create('course', { title: 'c' });
  const [first] = scope.graph.in(future, 'workflowStep.partOf');
  if (!first) throw new Error('no step');
  scope.link('course.teaches', course, first.from);
  expect(asked(scope, fact).value).toBe(2);
  scope.link('course.teaches', course, future);
  expect(asked(scope, fact).value).toBe(0);
  scope.apply([{ action: 'update', id: course, fields: {}, state: 'retired' }]);
  expect(asked(scope, fact).value).toBe(3);
});
