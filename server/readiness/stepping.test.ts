import { addDays, createEvaluator, type Graph, lineOf } from '@callosum/kernel';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { CONSOLE } from '../identity/access.ts';
import { newId } from '../store/new-id.ts';
import { replayLine } from '../store/replay-line.ts';
import { organisation, scopeByKey } from '../store/scopes.ts';
import { buildProject, startServer, type TestServer } from '../testing/server.ts';
import type { View } from './service.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
});
afterAll(() => server.close());

const BEGIN = '2026-03-01';
const DAYS = 40;
const on = (day: number): string => addDays(BEGIN, day);

/** Whatever can be seen of a graph, in an order of its own. */
function seen(graph: Graph) {
  const { kinds, links } = server.installation.registry;
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  return {
    line: lineOf(graph).map(({ scope }) => scope.id),
    position: graph.position(),
    rows: [...kinds.keys()].map((kind) => [...graph.rows(kind)].sort(byId)),
    counts: [...kinds.keys()].map((kind) => graph.count(kind)),
    edges: [...links.keys()].map((type) => [...graph.edges(type)].sort(byId)),
    ends: [...graph.rows('item')]
      .sort(byId)
      .map(({ id }) =>
        ['item.needs', 'note.about'].map((type) => [
          [...graph.out(id, type)].sort(byId),
          [...graph.in(id, type)].sort(byId),
        ]),
      ),
  };
}

/** What every fact says, with the rows behind it. */
function told({ graph, evaluator }: Pick<View, 'graph' | 'evaluator'>) {
  return [...server.installation.registry.facts.keys()].map((fact) => [
    evaluator.value(fact, []),
    graph.sequence() === 0
      ? []
      : evaluator
          .rows(fact, [])
          .map(({ id, judgement }) => ({ id, judgement }))
          .sort((a, b) => (a.id < b.id ? -1 : 1)),
  ]);
}

/** A project, and the organisation above it, to which something happens on many days, some of it told late. */
async function begun() {
  const { key, id } = await buildProject(server);
  const above = (await organisation(server.installation.db)).id;
  const items: string[] = [];
  const edges: string[] = [];
  const write = async (scope: string, day: number, command: string, input: unknown): Promise<boolean> => {
    try {
      await server.installation.writes.execute({
        scope,
        actor: CONSOLE,
        commands: [{ command, input }],
        effective: `${on(day)}T12:00:00.000Z`,
      });
      return true;
    } catch {
      return false;
    }
  };
  const checkpoint = { title: 'G', fact: 'items.overdue', most: 0, date: on(DAYS) };
  await write(id, 0, 'record.create', { kind: 'checkpoint', fields: checkpoint });
  const carryOut = async ([what, which, other, day]: readonly [number, number, number, number]): Promise<boolean> => {
    const one = items[which % items.length] ?? '';
    const two = items[other % items.length] ?? '';
    const record = newId();
    switch (what) {
      case 0: {
        const fields = { title: `Item ${items.length}`, due: on(other) };
        const isMade = await write(other % 5 === 0 ? above : id, day, 'record.create', {
          kind: 'item',
          id: record,
          fields,
        });
        if (isMade) items.push(record);
        return isMade;
      }
      case 1:
        return write(id, day, 'record.update', { id: one, fields: { due: on(other), remark: `r${which}` } });
      case 2:
        return write(id, day, 'record.move', { id: one, move: which % 2 ? 'close' : 'reopen' });
      case 3:
        return write(id, day, which % 2 ? 'record.withdraw' : 'record.restore', { id: one });
      case 4: {
        const isMade = await write(id, day, 'link.create', { id: record, type: 'item.needs', from: one, to: two });
        if (isMade) edges.push(record);
        return isMade;
      }
      default:
        return write(id, day, 'link.remove', { id: edges[which % edges.length] ?? '' });
    }
  };
  return { key, carryOut };
}

const intentions = fc.array(fc.tuple(fc.nat(5), fc.nat(30), fc.nat(DAYS), fc.nat(DAYS)), {
  minLength: 60,
  maxLength: 60,
});
const journeys = fc.array(fc.nat(DAYS), { minLength: 12, maxLength: 12 });

describe('stepping through time', () => {
  test('comes to the same as replaying everything from the beginning, whatever the way', async () => {
    let carried = 0;
    await fc.assert(
      fc.asyncProperty(intentions, journeys, async (wishes, days) => {
        const { key, carryOut } = await begun();
        for (let n = 0; n < 8; n += 1) await carryOut([0, n, n + 3, n * 3]);
        for (const wish of wishes) if (await carryOut(wish)) carried += 1;
        const { installation } = server;
        const scope = await scopeByKey(installation.db, key);
        for (const [index, day] of days.entries()) {
          const view = await installation.readiness.view(scope, on(day));
          await installation.readiness.settle(view);
          const graph = await replayLine(installation.pool, installation.registry, scope, () => ({
            effectiveUpTo: view.at.instant,
          }));
          expect(seen(view.graph)).toEqual(seen(graph));
          const fresh = createEvaluator(graph, installation.registry, view.at);
          expect(told(view)).toEqual(told({ graph, evaluator: fresh }));
          // Now and then something more happens, some of it long ago.
          if (index % 4 === 3) await carryOut([1, index, day, day >> 1]);
        }
      }),
      { numRuns: 6 },
    );
    // It must not consist of refusals.
    expect(carried).toBeGreaterThan(100);
  });
});
