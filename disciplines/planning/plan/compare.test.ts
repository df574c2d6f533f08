import { describe, expect, test } from 'vitest';
import type { PlanEdit } from '../commands/edit-plan.ts';
import { planLink, planOf, planTask } from '../testing/plan.ts';
import { planningScope } from '../testing/scope.ts';
import { agreedIn, calculatedOf, moveCause, movesIn, varianceOf } from './compare.ts';
import { recordsOf } from './records.ts';
import { createWorkingPlan } from './working-plan.ts';

const DAY = 28_800;

/** Three tasks in a row and one that stands alone, agreed as baseline 0; then Friday’s task takes longer. */
function working() {
  const scope = planningScope();
  const held = (uid: number, day: string) => ({
    uid,
    start: `2027-01-${day}T08:00`,
    finish: `2027-01-${day}T17:00`,
    durationSeconds: DAY,
  });
  scope.importPlan(
    planOf({
      properties: { ...planOf({}).properties, start: '2027-01-06T08:00' },
      tasks: [1, 2, 3, 4].map((uid) => planTask(uid)),
      links: [planLink(1, 2), planLink(2, 3)],
      baselines: [{ number: 0, tasks: [held(1, '06'), held(2, '07'), held(3, '08'), held(4, '06')] }],
    }),
  );
  const records = recordsOf(scope.graph);
  if (!records) throw new Error('There is no project.');
  const id = (uid: number) => scope.idOf(`task:${uid}`);
  const plan = createWorkingPlan(records, '2027-01-06');
  const longer = (uid: number, days: number): PlanEdit => ({
    do: 'set',
    task: id(uid),
    fields: { duration: { seconds: days * DAY, unit: 'd', elapsed: false } },
  });
  return { records, plan, id, longer };
}

describe('a plan held against another', () => {
  test('says by how many working days each task is later: days off are no difference', () => {
    const { plan, records, id, longer } = working();
    const agreed = agreedIn(records.baselines, 0);
    if (!agreed) throw new Error('There is no baseline.');
    expect(movesIn(plan, agreed)).toEqual([]);
    plan.edit([longer(2, 2)]);
    // Friday’s task goes to Monday: one working day, three by the clock.
    expect(varianceOf(plan, agreed, id(3))).toEqual({ start: DAY, finish: DAY });
    expect(varianceOf(plan, agreed, id(2))).toEqual({ start: 0, finish: DAY });
    expect(varianceOf(plan, agreed, id(1))).toEqual({ start: 0, finish: 0 });
    expect(movesIn(plan, agreed).map(({ task }) => task.id)).toEqual([id(2), id(3)]);
  });

  test('names the first in the chain of causes that moved, and what is otherwise with it', () => {
    const { plan, records, id, longer } = working();
    const then = calculatedOf(records, '2027-01-06');
    plan.edit([longer(1, 3)]);
    expect(moveCause(plan, then, id(3))).toMatchObject({
      root: id(1),
      changes: [{ kind: 'duration', before: DAY, now: 3 * DAY }],
    });
    plan.edit([{ do: 'set', task: id(4), fields: { constraint: 'snet', constraintDate: '2027-01-20T08:00' } }]);
    expect(moveCause(plan, then, id(4))).toMatchObject({
      root: id(4),
      changes: [{ kind: 'constraint' }],
      reason: { because: { kind: 'constraint', type: 'snet' } },
    });
    plan.edit([{ do: 'link', from: id(4), to: id(2), type: 'FS' }]);
    expect(moveCause(plan, then, id(2))?.root).toBe(id(4));
    // A link to what did not move is the task’s own doing.
    plan.edit([{ do: 'set', task: id(4), fields: { constraint: 'asap', constraintDate: null } }, longer(1, 1)]);
    plan.edit([{ do: 'link', from: id(1), to: id(2), type: 'FS', lag: { seconds: DAY, unit: 'd', elapsed: false } }]);
    expect(moveCause(plan, then, id(3))).toMatchObject({ root: id(2), changes: [{ kind: 'links' }] });
  });

  test('tells what came and what went', () => {
    const { plan, records, id } = working();
    const then = calculatedOf(records, '2027-01-06');
    const added = '00000000-0000-7000-8000-000000009999';
    plan.edit([
      { do: 'add', task: added, parent: null, position: 9, fields: { title: 'New', duration: null } },
      { do: 'withdraw', task: id(4) },
    ]);
    expect(
      movesIn(plan, then).map(({ task, before, now }) => [task.id, before !== undefined, now !== undefined]),
    ).toEqual([
      [added, false, true],
      [id(4), true, false],
    ]);
    expect(moveCause(plan, then, added)?.changes).toEqual([{ kind: 'added' }]);
    expect(varianceOf(plan, then, added)).toBeUndefined();
  });

  test('knows of a finish alone what can be known of it', () => {
    const { plan, records, id } = working();
    const [baseline] = records.baselines;
    if (!baseline) throw new Error('There is no baseline.');
    const held = [{ task: id(1), finish: '2027-01-05T17:00' }];
    const agreed = agreedIn([{ ...baseline, held }], 0);
    expect(agreed && varianceOf(plan, agreed, id(1))).toEqual({ start: 0, finish: DAY });
  });

  test('is held against nothing where that baseline was never taken', () => {
    expect(agreedIn(working().records.baselines, 3)).toBeUndefined();
  });
});
