import { Refusal } from '@callosum/kernel';
import { schedule, scheduledTasks } from '@callosum/schedule';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PlanEdit } from '../commands/edit-plan.ts';
import { drawnEdit, editOf } from '../testing/edits.ts';
import { planAssignment, planLink, planOf, planResource, planTask } from '../testing/plan.ts';
import { planningScope } from '../testing/scope.ts';
import { type PlanRecords, recordsOf } from './records.ts';
import { toPlan } from './to-plan.ts';
import { createWorkingPlan } from './working-plan.ts';

const TODAY = '2027-03-01';

/** Two phases of three tasks each; one task has somebody to do it. */
function imported() {
  const scope = planningScope(TODAY);
  const row = (uid: number, parentUid: number) => planTask(uid, { parentUid, outlineLevel: 2 });
  scope.importPlan(
    planOf({
      properties: { ...planOf({}).properties, start: '2027-01-04T08:00' },
      tasks: [
        planTask(1, { name: 'Build', summary: true }),
        row(2, 1),
        row(3, 1),
        row(4, 1),
        planTask(5, { name: 'Test', summary: true }),
        row(6, 5),
        row(7, 5),
      ],
      links: [planLink(2, 3), planLink(3, 6)],
      resources: [planResource(1, 'Analyst')],
      assignments: [{ ...planAssignment(1, 3, 1), workSeconds: 28_800 }],
    }),
  );
  return scope;
}

function records({ graph }: ReturnType<typeof imported>): PlanRecords {
  const found = recordsOf(graph);
  if (!found) throw new Error('There is no project.');
  return found;
}

/** What two sides have to agree on: versions and ids of links are the store's own. */
const told = ({ tasks, links }: PlanRecords) => ({
  tasks: tasks.map(({ id, parent, state, fields }) => {
    return { id, parent, state, fields: { ...fields, storedStart: null, storedFinish: null } };
  }),
  links: links
    .map(({ from, to, fields }) => ({ from, to, fields }))
    .sort((a, b) => (a.from + a.to < b.from + b.to ? -1 : 1)),
});

/** A link that would close a circle is drawn now and then, and the store takes none. */
function isRefused(run: () => unknown): boolean {
  try {
    run();
    return false;
  } catch (error) {
    if (error instanceof Refusal && error.message.includes('circle')) return true;
    throw error;
  }
}

const datesOf = (found: PlanRecords) => {
  const { plan, idOf } = toPlan(found, TODAY);
  return scheduledTasks(schedule(plan)).map(({ uid, start, finish, totalFloat }) => {
    return { id: idOf.get(uid), start, finish, totalFloat };
  });
};

describe('a plan that somebody works on', () => {
  test('says after any edits what the store says after the same, has the dates of a full calculation, and goes all the way back', () => {
    fc.assert(
      fc.property(fc.array(drawnEdit, { maxLength: 12 }), (draws) => {
        const scope = imported();
        const plan = createWorkingPlan(records(scope), TODAY);
        const before = told(plan.records());
        const ways: (readonly PlanEdit[])[] = [];
        for (const [index, draw] of draws.entries()) {
          const edit = editOf(draw, plan.records(), index);
          if (!edit) continue;
          if (isRefused(() => scope.run('plan.edit', { edits: [edit] }))) continue;
          ways.push(plan.edit([edit]).undo);
          expect(told(plan.records())).toEqual(told(records(scope)));
          const shown = scheduledTasks(plan.schedule()).map(({ uid, start, finish, totalFloat }) => {
            return { id: plan.mapped().idOf.get(uid), start, finish, totalFloat };
          });
          expect(shown).toEqual(datesOf(plan.records()));
        }
        for (const edits of ways.toReversed()) {
          plan.edit(edits);
          scope.run('plan.edit', { edits });
        }
        expect(told(plan.records())).toEqual(before);
        expect(told(records(scope))).toEqual(before);
      }),
      { numRuns: 120 },
    );
  });

  test('tells which tasks moved', () => {
    const scope = imported();
    const plan = createWorkingPlan(records(scope), TODAY);
    const duration = { seconds: 2 * 28_800, unit: 'd', elapsed: false } as const;
    const { moved } = plan.edit([{ do: 'set', task: scope.idOf('task:2'), fields: { duration } }]);
    expect(new Set(moved)).toEqual(new Set([1, 2, 3, 5, 6].map((uid) => scope.idOf(`task:${uid}`))));
  });

  test('leaves everything as it was when an edit speaks of what is not there', () => {
    const scope = imported();
    const plan = createWorkingPlan(records(scope), TODAY);
    const before = plan.records();
    const edits: PlanEdit[] = [
      { do: 'set', task: scope.idOf('task:2'), fields: { title: 'Other' } },
      { do: 'unlink', from: scope.idOf('task:2'), to: scope.idOf('task:7'), type: 'FS' },
    ];
    expect(() => plan.edit(edits)).toThrow(RangeError);
    expect(plan.records()).toBe(before);
    expect(() => scope.run('plan.edit', { edits })).toThrow('nothing of the kind between these two');
  });
});
