import { describe, expect, test } from 'vitest';
import { planLink, planOf, planTask } from '../testing/plan.ts';
import { planningScope } from '../testing/scope.ts';
import * as gestures from './gestures.ts';
import { recordsOf } from './records.ts';
import { createWorkingPlan } from './working-plan.ts';

/** A phase of three tasks that follow each other, and one after it. */
function working() {
  const scope = planningScope();
  scope.importPlan(
    planOf({
      properties: { ...planOf({}).properties, start: '2027-01-04T08:00' },
      tasks: [
        planTask(1, { name: 'Phase', summary: true }),
        ...[2, 3, 4].map((uid) => planTask(uid, { parentUid: 1, outlineLevel: 2 })),
        planTask(5),
        planTask(6, { manual: true, manualStart: '2027-02-01T08:00' }),
        planTask(7, { percentComplete: 50, actualStart: '2027-01-04T08:00' }),
      ],
      links: [planLink(2, 3), planLink(3, 4)],
    }),
  );
  const records = recordsOf(scope.graph);
  if (!records) throw new Error('There is no project.');
  const plan = createWorkingPlan(records, '2027-01-04');
  const id = (uid: number) => scope.idOf(`task:${uid}`);
  const row = (uid: number) => {
    const found = plan.records().tasks.find((one) => one.id === id(uid));
    if (!found) throw new Error(`There is no task ${uid}.`);
    return found;
  };
  const carryOut = (gesture: gestures.Gesture) => {
    if ('fault' in gesture) throw new Error(gesture.fault);
    plan.edit(gesture.edits);
  };
  const outline = () =>
    plan.mapped().plan.tasks.map(({ outlineNumber, name }) => `${outlineNumber} ${name.replace('Task ', '')}`);
  return { plan, row, id, carryOut, outline };
}

describe('typing', () => {
  test('a start holds the task back, and without one it goes by logic alone', () => {
    const { plan, row, carryOut } = working();
    carryOut(gestures.typeStart(plan, row(3), '2027-01-20'));
    expect(row(3).fields).toMatchObject({ constraint: 'snet', constraintDate: '2027-01-20T08:00' });
    carryOut(gestures.typeStart(plan, row(3), ''));
    expect(row(3).fields.constraint).toBe('asap');
  });

  test('a finish makes the task as long as it takes', () => {
    const { plan, row, carryOut } = working();
    carryOut(gestures.typeFinish(plan, row(2), '2027-01-06'));
    expect(row(2).fields.duration?.seconds).toBe(3 * 28_800);
    expect(gestures.typeFinish(plan, row(2), '2027-01-01')).toMatchObject({ fault: 'date' });
  });

  test('progress makes facts of dates, and is taken back', () => {
    const { plan, row, carryOut } = working();
    carryOut(gestures.typeProgress(plan, row(2), '100 %'));
    expect(row(2)).toMatchObject({
      state: 'done',
      fields: { percentComplete: 100, actualStart: '2027-01-04T08:00', actualFinish: '2027-01-04T17:00' },
    });
    carryOut(gestures.typeProgress(plan, row(2), '0'));
    expect(row(2).state).toBe('planned');
    expect(row(2).fields.actualFinish).toBeUndefined();
  });

  test('no duration makes a milestone', () => {
    const { plan, row, carryOut } = working();
    carryOut(gestures.typeDuration(plan, row(2), '0d'));
    expect(row(2).fields.milestone).toBe(true);
    carryOut(gestures.typeDuration(plan, row(2), '2d?'));
    expect(row(2).fields).toMatchObject({ milestone: false, estimated: true });
  });

  test('links take the place of those before, and those that stay as they are stay', () => {
    const { plan, row, id, carryOut } = working();
    expect(gestures.typeLinks(plan, row(4), '3')).toEqual({ edits: [] });
    carryOut(gestures.typeLinks(plan, row(4), '2SS+1d'));
    expect(plan.waitsOf(id(4))).toMatchObject([{ from: id(2), fields: { type: 'SS', lag: { seconds: 28_800 } } }]);
  });

  test.each([
    ['a summary', 1, 'summary'],
    ['a task with dates set by hand', 6, 'manual'],
    ['a task that has begun', 7, 'begun'],
  ] as const)('%s is not moved', (_, uid, fault) => {
    const { plan, row } = working();
    expect(gestures.typeStart(plan, row(uid), '2027-01-20')).toMatchObject({ fault });
  });

  test('what makes no sense is named', () => {
    const { plan, row } = working();
    expect(gestures.typeDuration(plan, row(2), 'long')).toMatchObject({ fault: 'duration', text: 'long' });
    expect(gestures.typeLinks(plan, row(2), '40')).toMatchObject({ fault: 'row', text: '40' });
    expect(gestures.typeLinks(plan, row(2), '2')).toMatchObject({ fault: 'self' });
    expect(gestures.typeLinks(plan, row(2), 'soon')).toMatchObject({ fault: 'link' });
    expect(gestures.typeProgress(plan, row(2), '101')).toMatchObject({ fault: 'percent' });
  });
});

describe('the outline', () => {
  test('tasks go a level in and come out again where they stood', () => {
    const { plan, id, carryOut, outline } = working();
    carryOut(gestures.indent(plan.records(), [id(5)]));
    expect(outline().slice(0, 5)).toEqual(['1 Phase', '1.1 2', '1.2 3', '1.3 4', '1.4 5']);
    carryOut(gestures.outdent(plan.records(), [id(5)]));
    expect(outline().slice(4)).toEqual(['2 5', '3 6', '4 7']);
  });

  test('several neighbours go in together, and rows go with their summary', () => {
    const { plan, id, carryOut, outline } = working();
    carryOut(gestures.indent(plan.records(), [id(3), id(4)]));
    expect(outline().slice(0, 4)).toEqual(['1 Phase', '1.1 2', '1.1.1 3', '1.1.2 4']);
    carryOut(gestures.shift(plan.records(), plan.records().tasks[0] ?? never(), 1));
    expect(outline().slice(0, 5)).toEqual(['1 5', '2 Phase', '2.1 2', '2.1.1 3', '2.1.2 4']);
  });

  test('a new task stands after the one given, and a withdrawn summary takes its rows along', () => {
    const { plan, row, id, carryOut, outline } = working();
    carryOut(gestures.addAfter(plan.records(), row(2), '00000000-0000-7000-8000-000000009999', 'New'));
    expect(outline().slice(0, 4)).toEqual(['1 Phase', '1.1 2', '1.2 New', '1.3 3']);
    carryOut(gestures.withdraw(plan.records(), [id(1)]));
    expect(outline()).toEqual(['1 5', '2 6', '3 7']);
  });
});

function never(): never {
  throw new Error('There is no first task.');
}
