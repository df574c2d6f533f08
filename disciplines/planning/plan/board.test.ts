import { describe, expect, test } from 'vitest';
import { planAssignment, planLink, planOf, planResource, planTask } from '../testing/plan.ts';
import { planningScope } from '../testing/scope.ts';
import { boardOf, carry } from './board.ts';
import { recordsOf } from './records.ts';
import { createWorkingPlan } from './working-plan.ts';

const OWNER = '00000000-0000-7000-8000-00000000aaaa';

function working() {
  const scope = planningScope('2027-01-04');
  scope.importPlan(
    planOf({
      properties: { ...planOf({}).properties, start: '2027-01-04T08:00' },
      tasks: [
        planTask(1, { name: 'Phase', summary: true }),
        planTask(2, { parentUid: 1, outlineLevel: 2 }),
        planTask(3, { parentUid: 1, outlineLevel: 2 }),
        planTask(4, { percentComplete: 100, actualStart: '2027-01-04T08:00', actualFinish: '2027-01-04T17:00' }),
        planTask(5, { active: false }),
      ],
      links: [planLink(2, 3)],
      resources: [planResource(1, 'Ann', { group: 'Ward' }), planResource(2, 'Laboratory')],
      assignments: [planAssignment(1, 2, 1), planAssignment(2, 2, 2), planAssignment(3, 4, 1)],
    }),
  );
  const records = recordsOf(scope.graph);
  if (!records) throw new Error('There is no project.');
  const plan = createWorkingPlan(records, '2027-01-04');
  const row = (uid: number) => {
    const found = plan.records().tasks.find(({ id }) => id === scope.idOf(`task:${uid}`));
    if (!found) throw new Error(`There is no task ${uid}.`);
    return found;
  };
  const bring = (uid: number, by: 'state' | 'owner', to: string, today = '2027-01-04') => {
    const gesture = carry(plan, row(uid), by, to, today);
    if ('fault' in gesture) throw new Error(gesture.fault);
    plan.edit(gesture.edits);
    return gesture.edits;
  };
  const columns = (by: 'state' | 'owner' | 'team') =>
    Object.fromEntries(boardOf(plan, by).map(({ id, tasks }) => [id, tasks.map(({ fields }) => fields.title)]));
  return { plan, row, bring, columns };
}

describe('the board', () => {
  test('has active tasks of the lowest level in the order in which they finish', () => {
    expect(working().columns('state')).toEqual({ planned: ['Task 2', 'Task 3'], started: [], done: ['Task 4'] });
  });

  test('has a column for each team of those who are assigned: their group, or who they are', () => {
    const { plan, row, columns } = working();
    // What several teams work on stands with each; what is done with none.
    expect(columns('team')).toEqual({ '': ['Task 3'], Ward: ['Task 2'], Laboratory: ['Task 2'] });
    expect(carry(plan, row(2), 'team', 'Ward', '2027-01-04')).toEqual({ edits: [] });
  });

  test('carries a task by its progress, and what waits for it moves', () => {
    const { row, bring, columns } = working();
    bring(2, 'state', 'started');
    expect(row(2).fields).toMatchObject({ actualStart: '2027-01-04T08:00' });
    bring(2, 'state', 'done');
    expect(row(2).fields).toMatchObject({ percentComplete: 100, actualFinish: '2027-01-04T17:00' });
    expect(columns('state')).toEqual({ planned: ['Task 3'], started: [], done: ['Task 4', 'Task 2'] });
    bring(2, 'state', 'started');
    expect(row(2)).toMatchObject({ state: 'started' });
    bring(2, 'state', 'planned');
    expect(row(2).fields.actualStart).toBeUndefined();
    expect(bring(2, 'state', 'planned')).toEqual([]);
  });

  test('begins today what was planned for later', () => {
    const { row, bring } = working();
    // Its start was planned for the day after.
    bring(3, 'state', 'started', '2027-01-04');
    expect(row(3).fields.actualStart).toBe('2027-01-04T08:00');
  });

  test('gives a task to somebody, and takes it from him', () => {
    const { bring, columns } = working();
    bring(3, 'owner', OWNER);
    expect(columns('owner')).toEqual({ '': ['Task 2'], [OWNER]: ['Task 3'] });
    bring(3, 'owner', '');
    expect(boardOf(working().plan, 'owner', [OWNER]).map(({ id }) => id)).toEqual(['', OWNER]);
    expect(columns('owner')).toEqual({ '': ['Task 2', 'Task 3'] });
  });
});
