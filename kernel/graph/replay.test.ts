import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../declare/problem.ts';
import { createRegistry } from '../declare/registry.ts';
import { testId } from '../testing/graph.ts';
import { attempt, begunScope, histories } from '../testing/histories.ts';
import { sample } from '../testing/kinds.ts';
import { createGraph, type Graph } from './graph.ts';
import type { Edge } from './reader.ts';
import { SPINE } from './write.ts';
import { createReplay, type HistoryEvent } from './replay.ts';

const registry = createRegistry([sample], []);

/** All that can be seen of a graph over the few ids of the histories. */
function seen(graph: Graph) {
  const ids = Array.from({ length: 8 }, (_, index) => testId(index + 1));
  const types = [...registry.links.keys()];
  const byId = (edges: Iterable<Edge>) => [...edges].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    rows: ids.map((id) => graph.find(id)),
    live: ['step', 'remark'].map((kind) => [...graph.rows(kind)].map(({ id }) => id).sort()),
    numbers: ['step', 'remark'].map((kind) => graph.nextNumber(kind)),
    edges: types.map((type) => byId(graph.edges(type))),
    ends: types.map((type) => ids.map((id) => [byId(graph.out(id, type)), byId(graph.in(id, type))])),
  };
}

function replayed(history: readonly HistoryEvent[], onto: Graph = createGraph(), known?: Graph): Graph {
  const replay = createReplay(registry, known);
  for (const event of history) {
    const change = replay.next(event);
    if (change) onto.apply([change], onto.sequence() + 1);
  }
  return onto;
}

describe('replay', () => {
  test('of a history’s values gives the graph that the commands left', () => {
    let applied = 0;
    fc.assert(
      fc.property(histories, (intentions) => {
        const scope = begunScope(registry);
        intentions.forEach((intention, index) => {
          if (attempt(scope, intention, index)) applied += 1;
        });
        expect(seen(replayed(scope.history))).toEqual(seen(scope.graph));
      }),
      { numRuns: 300 },
    );
    // The histories must not consist of refusals.
    expect(applied).toBeGreaterThan(1_000);
  });

  test('can be taken up at any point of a history that a graph already holds', () => {
    fc.assert(
      fc.property(histories, fc.nat(60), (intentions, cut) => {
        const scope = begunScope(registry);
        intentions.forEach((intention, index) => attempt(scope, intention, index));
        const graph = replayed(scope.history.slice(0, cut));
        expect(seen(replayed(scope.history.slice(cut), graph, graph))).toEqual(seen(scope.graph));
      }),
      { numRuns: 200 },
    );
  });

  const event = (kindVersion: number, version: number, values: HistoryEvent['values']): HistoryEvent => ({
    subject: { type: 'record', id: testId(1), kind: 'remark', kindVersion },
    action: version === 1 ? 'create' : 'update',
    version,
    values,
  });

  const born = { [SPINE.number]: 4, [SPINE.state]: 'current' };

  test('upgrades values of an old version when they are shown', () => {
    const graph = replayed([event(1, 1, { text: 'Old', stars: '***', ...born })]);
    expect(graph.find(testId(1))).toMatchObject({ number: 4, fields: { title: 'Old', stars: 3 } });
    expect(graph.find(testId(1))?.fields.text).toBeUndefined();
  });

  test('joins events of several versions in one history', () => {
    const graph = replayed([
      event(1, 1, { text: 'First', stars: '*', ...born }),
      event(1, 2, { stars: '****' }),
      event(2, 3, { title: 'Second' }),
      event(3, 4, { stars: 9 }),
      event(3, 5, { title: 'Third' }),
    ]);
    expect(graph.find(testId(1))).toMatchObject({ version: 5, fields: { title: 'Third', stars: 9 } });
  });

  test('keeps an old event’s meaning when a newer one changed another field', () => {
    const graph = replayed([
      event(1, 1, { text: 'First', ...born }),
      event(1, 2, { stars: '**' }),
      event(3, 3, { title: 'New' }),
    ]);
    expect(graph.find(testId(1))?.fields).toEqual({ title: 'New', stars: 2 });
  });

  test('refuses what a newer declaration wrote', () => {
    let error: unknown;
    try {
      replayed([event(4, 1, { title: 'From the future' })]);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(Refusal);
    expect(error).toMatchObject({ code: 'too-old' });
  });
});
