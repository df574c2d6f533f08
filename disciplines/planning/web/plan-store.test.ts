import { Refusal } from '@callosum/kernel';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PlanEdit } from '../commands/edit-plan.ts';
import { recordsOf } from '../plan/records.ts';
import { planLink, planOf, planTask } from '../testing/plan.ts';
import { planningScope } from '../testing/scope.ts';
import { type Answer, createPlanStore } from './plan-store.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A store before the commands themselves: what a server would carry out. */
function working() {
  const scope = planningScope();
  scope.importPlan(
    planOf({
      properties: { ...planOf({}).properties, start: '2027-01-04T08:00' },
      tasks: [planTask(1), planTask(2, { stored: { start: '2027-01-05T08:00', finish: '2027-01-05T17:00' } })],
      links: [planLink(1, 2)],
    }),
  );
  const sent: string[] = [];
  const refused: unknown[] = [];
  const lost: string[] = [];
  let behind = 0;
  const read = () => {
    const records = recordsOf(scope.graph);
    if (!records) throw new Error('There is no project.');
    return records;
  };
  const store = createPlanStore({
    records: read(),
    sequence: scope.graph.sequence(),
    today: '2027-01-04',
    send: async (command, input): Promise<Answer> => {
      sent.push(command);
      // As long as it takes over the wire.
      await new Promise((done) => {
        setTimeout(done, 20);
      });
      try {
        const { writes } = scope.run(command, input);
        return { sequence: scope.graph.sequence(), events: writes.length };
      } catch (error) {
        return { refused: error };
      }
    },
    onRefused: (why) => refused.push(why),
    onLost: (what) => lost.push(what),
    onBehind: () => {
      behind += 1;
    },
  });
  const id = (uid: number) => scope.idOf(`task:${uid}`);
  const last = (uid: number, seconds: number): PlanEdit[] => [
    { do: 'set', task: id(uid), fields: { duration: { seconds, unit: 'd', elapsed: false } } },
  ];
  const stored = (uid: number) => scope.graph.find(id(uid))?.fields;
  const finish = (uid: number) => {
    const { plan } = store.read();
    return plan.schedule().dates.finish[plan.indexOf(id(uid)) ?? -1];
  };
  return { scope, store, sent, refused, lost, read, last, id, stored, finish, behind: () => behind };
}

const settle = () => vi.advanceTimersByTimeAsync(5_000);

describe('a plan on a page', () => {
  test('holds edits at once, sends them in their order, and keeps the dates once the planner pauses', async () => {
    const { store, sent, last, stored, finish } = working();
    const before = finish(2) ?? 0;
    store.run('longer', last(1, 2 * 28_800));
    store.run('longer still', last(1, 3 * 28_800));
    expect(finish(2)).toBe(before + 2 * 86_400);
    expect(store.read()).toMatchObject({ settled: false, undoable: 'longer still' });
    await vi.advanceTimersByTimeAsync(100);
    expect(sent).toEqual(['plan.edit', 'plan.edit']);
    expect(stored(2)?.['storedFinish']).toBe('2027-01-05T17:00');
    await settle();
    expect(sent).toEqual(['plan.edit', 'plan.edit', 'plan.reckon']);
    expect(stored(2)?.['storedFinish']).toBe('2027-01-07T17:00');
    expect(store.read().settled).toBe(true);
    expect(store.read().plan.differing()).toEqual([]);
  });

  test('goes back and forth', async () => {
    const { store, last, stored } = working();
    store.run('longer', last(1, 2 * 28_800));
    expect(store.undo()).toBe('longer');
    expect(store.read()).toMatchObject({ undoable: undefined, redoable: 'longer' });
    expect(store.redo()).toBe('longer');
    await settle();
    expect(stored(1)?.['duration']).toMatchObject({ seconds: 2 * 28_800 });
    expect(stored(2)?.['storedFinish']).toBe('2027-01-06T17:00');
  });

  test('sends nothing of what is only tried', async () => {
    const { store, sent, last, finish } = working();
    const before = finish(2);
    store.attempt(last(1, 5 * 28_800));
    store.attempt(last(1, 6 * 28_800));
    expect(finish(2)).not.toBe(before);
    store.attempt([]);
    expect(finish(2)).toBe(before);
    await settle();
    expect(sent).toEqual([]);
  });

  test('is another one at every try, and stays the same at rest', () => {
    const { store, last } = working();
    const [before, atRest] = [store.read(), store.readAtRest()];
    store.attempt(last(1, 5 * 28_800));
    expect(store.read()).not.toBe(before);
    expect(store.readAtRest()).toBe(atRest);
    store.attempt([]);
    expect(store.readAtRest()).toBe(store.read());
  });

  test('says when something is refused, forgets what followed, and takes the plan as it is', async () => {
    const { store, refused, last, id, read, scope, finish } = working();
    const before = finish(2);
    store.run('circle', [{ do: 'link', from: id(2), to: id(1), type: 'SS' }]);
    store.run('longer', last(1, 9 * 28_800));
    await settle();
    expect(refused).toHaveLength(1);
    expect(refused[0]).toBeInstanceOf(Refusal);
    expect(store.read().undoable).toBeUndefined();
    // The ledger is where it was, and yet the plan has to be read: the server must not find it unchanged.
    expect(store.sequence()).not.toBe(scope.graph.sequence());
    expect(store.sync(read(), scope.graph.sequence())).toBe(true);
    expect(finish(2)).toBe(before);
  });

  test('a refusal takes back no more than what was refused: steps before it are done, kept, and can be undone', async () => {
    const { store, refused, last, id, read, scope, stored, finish } = working();
    const before = finish(2);
    store.run('longer', last(1, 2 * 28_800));
    store.run('circle', [{ do: 'link', from: id(2), to: id(1), type: 'SS' }]);
    store.run('never sent', last(1, 9 * 28_800));
    await settle();
    expect(refused).toHaveLength(1);
    expect(stored(2)?.['storedFinish']).toBe('2027-01-06T17:00');
    expect(store.sync(read(), scope.graph.sequence())).toBe(true);
    expect(store.read()).toMatchObject({ settled: true, undoable: 'longer', redoable: undefined });
    expect(store.read().plan.differing()).toEqual([]);
    expect(store.undo()).toBe('longer');
    expect(finish(2)).toBe(before);
    await settle();
    expect(stored(1)?.['duration']).toMatchObject({ seconds: 28_800 });
  });

  test('an undo that was refused is still to be undone', async () => {
    const { store, scope, last, id, read, refused } = working();
    store.run('longer', last(1, 2 * 28_800));
    await settle();
    scope.run('record.withdraw', { id: id(1) });
    store.undo();
    await settle();
    expect(refused).toHaveLength(1);
    expect(store.read()).toMatchObject({ undoable: 'longer', redoable: undefined });
    expect(store.sync(read(), scope.graph.sequence())).toBe(true);
  });

  test('what was withdrawn comes back also after the plan was read anew, and what others took away is told', async () => {
    const { store, scope, id, last, read, lost } = working();
    store.run('longer', last(1, 2 * 28_800));
    store.run('gone', [{ do: 'withdraw', task: id(2) }]);
    await settle();
    scope.run('record.withdraw', { id: id(1) });
    expect(store.sync(read(), scope.graph.sequence())).toBe(true);
    expect(store.undo()).toBe('gone');
    expect(
      store
        .read()
        .plan.records()
        .tasks.map((row) => row.id),
    ).toEqual([id(2)]);
    await settle();
    expect(store.undo()).toBeUndefined();
    expect(lost).toEqual(['longer']);
    expect(store.read()).toMatchObject({ undoable: undefined, settled: true });
  });

  test('does not calculate anew what it did itself, and asks for nothing while it could not take it', async () => {
    const { store, scope, last, read, behind } = working();
    expect(store.postpone()).toBe(false);
    store.run('longer', last(1, 2 * 28_800));
    expect(store.postpone()).toBe(true);
    await settle();
    expect(behind()).toBe(1);
    expect(store.postpone()).toBe(false);
    const { plan } = store.read();
    expect(store.sync(read(), scope.graph.sequence())).toBe(true);
    expect(store.read().plan).toBe(plan);
    store.attempt(last(1, 3 * 28_800));
    expect(store.postpone()).toBe(true);
    store.attempt([]);
    expect(behind()).toBe(2);
  });

  test('waits with what others did until its own is through', async () => {
    const { store, scope, last, id, read, behind } = working();
    store.run('longer', last(1, 2 * 28_800));
    scope.run('record.update', { id: id(2), fields: { title: 'Another name' } });
    expect(store.sync(read(), scope.graph.sequence())).toBe(false);
    await settle();
    expect(behind()).toBeGreaterThan(0);
    expect(store.sync(read(), scope.graph.sequence())).toBe(true);
    expect(store.read().plan.records().tasks[1]?.fields.title).toBe('Another name');
  });

  test('keeps the dates at once when nobody looks any more', async () => {
    const { store, sent, last } = working();
    store.run('longer', last(1, 2 * 28_800));
    await vi.advanceTimersByTimeAsync(100);
    store.leave();
    expect(sent.at(-1)).toBe('plan.reckon');
  });
});
