import { testId } from '@callosum/kernel/testing';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PlanEdit } from '../commands/edit-plan.ts';
import * as gestures from '../plan/gestures.ts';
import { typeActualFinish, typeActualStart, typeRemaining } from '../plan/progress-gestures.ts';
import { type PlanRecords, recordsOf, type TaskRecord } from '../plan/records.ts';
import { restsOf } from '../plan/rests.ts';
import { planLink, planOf, planTask } from '../testing/plan.ts';
import { planningScope, registry } from '../testing/scope.ts';
import { typeIntoChosen } from './columns.ts';
import { type Answer, createPlanStore } from './plan-store.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const settle = () => vi.advanceTimersByTimeAsync(6_000);

/** Two phases with two tasks each that follow each other, and a store before the commands themselves. */
function working() {
  const scope = planningScope('2027-01-04');
  const at = (day: string) => ({ stored: { start: `${day}T08:00`, finish: `${day}T17:00` } });
  scope.importPlan(
    planOf({
      properties: { ...planOf({}).properties, start: '2027-01-04T08:00' },
      tasks: [
        planTask(1, {
          name: 'First',
          summary: true,
          stored: { start: '2027-01-04T08:00', finish: '2027-01-05T17:00' },
        }),
        planTask(2, { name: 'Build', parentUid: 1, outlineLevel: 2, ...at('2027-01-04') }),
        planTask(3, { name: 'Try', parentUid: 1, outlineLevel: 2, ...at('2027-01-05') }),
        planTask(4, {
          name: 'Second',
          summary: true,
          stored: { start: '2027-01-06T08:00', finish: '2027-01-07T17:00' },
        }),
        planTask(5, { name: 'Teach', parentUid: 4, outlineLevel: 2, ...at('2027-01-06') }),
        planTask(6, { name: 'Watch', parentUid: 4, outlineLevel: 2, ...at('2027-01-07') }),
      ],
      links: [planLink(2, 3), planLink(3, 5), planLink(5, 6)],
    }),
  );
  const requirement = scope.create('requirement', { title: 'Alarms' });
  scope.link('task.restsOn', scope.idOf('task:6'), requirement);
  scope.run('plan.reckon', {});
  const read = () => {
    const records = recordsOf(scope.graph) ?? expect.fail('There is no project.');
    const known = new Set(records.tasks.map(({ id }) => id));
    return {
      ...records,
      rests: restsOf(
        scope.graph,
        { at: { instant: '2027-01-04T08:00:00.000Z', today: '2027-01-04' }, registry },
        known,
      ),
    };
  };
  const store = createPlanStore({
    records: read(),
    sequence: scope.graph.sequence(),
    today: '2027-01-04',
    send: (command, input): Promise<Answer> => {
      try {
        const { writes } = scope.run(command, input);
        return Promise.resolve({ sequence: scope.graph.sequence(), events: writes.length });
      } catch (error) {
        return Promise.resolve({ refused: error });
      }
    },
    onRefused: (why) => expect.fail(String(why)),
    onLost: (what) => expect.fail(what),
    onBehind: () => void store.sync(read(), scope.graph.sequence()),
  });
  const id = (uid: number) => scope.idOf(`task:${uid}`);
  const row = (uid: number): TaskRecord =>
    store
      .read()
      .plan.records()
      .tasks.find((one) => one.id === id(uid)) ?? expect.fail(`There is no task ${uid}.`);
  return {
    store,
    read,
    row,
    id,
    requirement,
    plan: () => store.read().plan,
    records: () => store.read().plan.records(),
  };
}

type Desk = ReturnType<typeof working>;

/** What the store of records holds of a plan, without what only counts changes. */
function told({ tasks, links, rests = [] }: PlanRecords): unknown {
  return {
    tasks: tasks.map(({ id, parent, state, fields }) => ({ id, parent, state, fields })),
    links: links.map(({ from, to, fields }) => ({ from, to, fields })).toSorted((a, b) => (a.to < b.to ? -1 : 1)),
    rests: rests.map(({ task, record, title }) => ({ task, record, title })),
  };
}

const days = (count: number) => ({ seconds: count * 28_800, unit: 'd', elapsed: false }) as const;
const edits = (...list: PlanEdit[]): gestures.Gesture => ({ edits: list });

/** Everything that can be done on the page, each as the page does it. */
const DONE: Readonly<Record<string, (desk: Desk) => gestures.Gesture>> = {
  'a task of one’s own': ({ records, row }) => gestures.addAfter(records(), row(2), testId(77), 'New'),
  'a new name': ({ row }) => gestures.typeName(row(2), 'Build it'),
  'a duration that is typed': ({ plan, row }) => gestures.typeDuration(plan(), row(2), '3d'),
  'a bar that is dragged': ({ plan, row }) => gestures.typeStart(plan(), row(2), '2027-01-08T08:00'),
  'a finish that is typed': ({ plan, row }) => gestures.typeFinish(plan(), row(5), '2027-01-12'),
  'links that are typed': ({ plan, row }) => gestures.typeLinks(plan(), row(6), '2FS+3d, 3SS'),
  'a link that is taken away': ({ plan, row }) => gestures.typeLinks(plan(), row(5), ''),
  'a level down': ({ records, id }) => gestures.indent(records(), [id(3)]),
  'a level down of a summary with its rows': ({ records, id }) => gestures.indent(records(), [id(4)]),
  'a level up': ({ records, id }) => gestures.outdent(records(), [id(5)]),
  'a row that is moved': ({ records, row }) => gestures.shift(records(), row(3), -1),
  'a task that is withdrawn': ({ records, id }) => gestures.withdraw(records(), [id(3)]),
  'a summary that is withdrawn with its rows': ({ records, id }) => gestures.withdraw(records(), [id(4)]),
  'a duration for several tasks': ({ plan, row }) =>
    typeIntoChosen(plan(), row(2), [row(2), row(3), row(6)], 'duration', '2d'),
  'an owner for several tasks': ({ plan, row }) => typeIntoChosen(plan(), row(2), [row(2), row(5)], 'owner', testId(1)),
  'progress for several tasks': ({ plan, row }) => typeIntoChosen(plan(), row(2), [row(2), row(3)], 'percent', '100'),
  'an actual start': ({ plan, row }) => typeActualStart(plan(), row(2), '2027-01-05T08:00'),
  'an actual finish': ({ plan, row }) => typeActualFinish(plan(), row(2), '2027-01-06T17:00'),
  'what is left': ({ plan, row }) => typeRemaining(plan(), row(2), '4d'),
  'a constraint': ({ id }) =>
    edits({ do: 'set', task: id(3), fields: { constraint: 'fnlt', constraintDate: '2027-01-05T12:00' } }),
  'a deadline': ({ id }) => edits({ do: 'set', task: id(3), fields: { deadline: '2027-01-05T12:00' } }),
  'a maximum lag': ({ id }) => edits({ do: 'link', from: id(2), to: id(3), type: 'FS', maxLag: days(2) }),
  'a record to rest on': ({ id, requirement }) => edits({ do: 'rest', task: id(2), record: requirement }),
  'a record to rest on no longer': ({ id, requirement }) => edits({ do: 'unrest', task: id(6), record: requirement }),
};

describe('what is done on the page of the plan can be undone and done again, in the store of records', () => {
  test.each(Object.entries(DONE))('%s', async (what, gesture) => {
    const desk = working();
    const { store, read } = desk;
    const before = told(read());
    const made = gesture(desk);
    if ('fault' in made) throw new Error(made.fault);
    expect(made.edits.length).toBeGreaterThan(0);
    store.run(what, made.edits);
    await settle();
    const after = told(read());
    expect(after).not.toEqual(before);
    expect(store.undo()).toBe(what);
    await settle();
    expect(told(read())).toEqual(before);
    // What the page shows is what is kept.
    expect(told({ ...read(), ...store.read().plan.records() })).toEqual(before);
    expect(store.redo()).toBe(what);
    await settle();
    expect(told(read())).toEqual(after);
  });

  test('one after the other, all of it back to the beginning', async () => {
    const desk = working();
    const { store, read } = desk;
    const before = told(read());
    let steps = 0;
    for (const [what, gesture] of Object.entries(DONE)) {
      if (/withdrawn|own|level/.test(what)) continue;
      const made = gesture(desk);
      if ('fault' in made || made.edits.length === 0) continue;
      store.run(what, made.edits);
      await settle();
      steps += 1;
    }
    expect(steps).toBeGreaterThan(12);
    while (store.undo() !== undefined) await settle();
    expect(told(read())).toEqual(before);
  });
});
