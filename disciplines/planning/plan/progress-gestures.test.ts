import { formatInstant } from '@callosum/schedule';
import { describe, expect, test } from 'vitest';
import { planOf, planTask } from '../testing/plan.ts';
import { planningScope } from '../testing/scope.ts';
import { datesIn, type Gesture } from './gestures.ts';
import { remainingIn, typeActualFinish, typeActualStart, typeRemaining } from './progress-gestures.ts';
import { recordsOf } from './records.ts';
import { createWorkingPlan } from './working-plan.ts';

/** Ten days of work from 4 January 2027, by the standard calendar. */
function working() {
  const scope = planningScope();
  const duration = { seconds: 10 * 28_800, unit: 'days', elapsed: false, estimated: false } as const;
  scope.importPlan(
    planOf({
      properties: { ...planOf({}).properties, start: '2027-01-04T08:00' },
      tasks: [
        planTask(1, { duration }),
        planTask(2, { summary: true }),
        planTask(3, { parentUid: 2, outlineLevel: 2 }),
      ],
    }),
  );
  const plan = createWorkingPlan(recordsOf(scope.graph) ?? expect.fail('There is no project.'), '2027-01-04');
  const row = (uid: number) =>
    plan.records().tasks.find(({ id }) => id === scope.idOf(`task:${uid}`)) ?? expect.fail(`There is no task ${uid}.`);
  const carryOut = (gesture: Gesture) => {
    if ('fault' in gesture) throw new Error(gesture.fault);
    const { undo } = plan.edit(gesture.edits);
    // What the browser does, the store does: the same edits are taken there.
    scope.run('plan.edit', { edits: JSON.parse(JSON.stringify(gesture.edits)) });
    return undo;
  };
  const finish = () => formatInstant(datesIn(plan, row(1).id).finish).slice(0, 16);
  const stored = () => scope.graph.find(row(1).id)?.fields;
  return { plan, row, carryOut, finish, stored };
}

describe('progress that is typed', () => {
  test('as an actual start moves the task there', () => {
    const { plan, row, carryOut, finish } = working();
    carryOut(typeActualStart(plan, row(1), '2027-01-06T08:00'));
    expect(row(1).state).toBe('started');
    expect(finish()).toBe('2027-01-19T17:00');
    carryOut(typeActualStart(plan, row(1), ''));
    expect(row(1).state).toBe('planned');
  });

  test('as an actual finish makes it as long as it took', () => {
    const { plan, row, carryOut, finish, stored } = working();
    carryOut(typeActualStart(plan, row(1), '2027-01-04T08:00'));
    carryOut(typeActualFinish(plan, row(1), '2027-01-08T17:00'));
    expect([row(1).state, row(1).fields.duration?.seconds, finish()]).toEqual(['done', 5 * 28_800, '2027-01-08T17:00']);
    expect(stored()).toMatchObject({ percentComplete: 100, actualFinish: '2027-01-08T17:00' });
    expect(typeActualFinish(plan, row(1), '2027-01-03T17:00')).toMatchObject({ fault: 'date' });
    expect(typeActualStart(plan, row(1), '2027-01-09T08:00')).toMatchObject({ fault: 'date' });
    carryOut(typeActualFinish(plan, row(1), ''));
    expect(row(1)).toMatchObject({ state: 'started', fields: { percentComplete: 0, actualStart: '2027-01-04T08:00' } });
  });

  test('as what is left keeps what is done, to the minute, and can be undone', () => {
    const { plan, row, carryOut, finish, stored } = working();
    carryOut(typeActualStart(plan, row(1), '2027-01-04T08:00'));
    carryOut({ edits: [{ do: 'set', task: row(1).id, fields: { percentComplete: 30 } }] });
    expect(remainingIn(plan, row(1))).toBe(7 * 28_800);
    const undo = carryOut(typeRemaining(plan, row(1), '5d'));
    // Three days are done and five left; 37.5 % is rounded, what is left is not.
    expect(row(1).fields).toMatchObject({ percentComplete: 38, duration: { seconds: 8 * 28_800 } });
    expect([remainingIn(plan, row(1)), finish()]).toEqual([5 * 28_800, '2027-01-13T17:00']);
    expect(stored()?.planDetails).toEqual({
      progress: { of: { seconds: 8 * 28_800, percent: 38 }, remaining: 5 * 28_800 },
    });
    plan.edit(undo);
    expect([remainingIn(plan, row(1)), finish()]).toEqual([7 * 28_800, '2027-01-15T17:00']);
    carryOut(typeRemaining(plan, row(1), '0d'));
    expect(row(1).state).toBe('done');
  });

  test('as what is left of a task that has not begun is its duration; summaries follow from their rows', () => {
    const { plan, row, carryOut } = working();
    carryOut(typeRemaining(plan, row(1), '4d'));
    expect(row(1).fields.duration?.seconds).toBe(4 * 28_800);
    expect(typeRemaining(plan, row(1), 'soon')).toMatchObject({ fault: 'duration' });
    expect(typeRemaining(plan, row(2), '1d')).toMatchObject({ fault: 'summary' });
    expect(typeActualStart(plan, row(2), '2027-01-04T08:00')).toMatchObject({ fault: 'summary' });
  });
});
