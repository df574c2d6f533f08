import { createGraph, createReplay, type Graph } from '@callosum/kernel';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { CONSOLE } from '../identity/access.ts';
import { contentOf } from '../testing/graph.ts';
import { testRegistry } from '../testing/registry.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';
import { readEvents, toHistory } from './events.ts';
import { createGraphs } from './graphs.ts';

let server: TestServer;
let other: TestServer;

beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  other = await startServer({ cluster: inject('cluster'), beside: server });
});
afterAll(async () => {
  await other.close();
  await server.close();
});

const fresh = (budget?: number) => createGraphs(server.installation.pool, testRegistry, budget);

async function replayed(scope: string): Promise<Graph> {
  const graph = createGraph();
  const replay = createReplay(testRegistry);
  for await (const event of readEvents(server.installation.pool, scope, {})) {
    const change = replay.next(toHistory(event));
    graph.apply(change ? [change] : [], event.sequence);
  }
  return graph;
}

const made = z.object({ id: z.string() });

/** Something somebody might do; `at` and `to` choose among what was made so far. */
const step = fc.oneof(
  fc.record({ do: fc.constant('create' as const), kind: fc.constantFrom('item', 'note'), size: fc.nat(9) }),
  fc.record({
    do: fc.constantFrom('update', 'clear', 'move', 'withdraw', 'restore', 'relink', 'unlink'),
    at: fc.nat(),
    size: fc.nat(9),
  }),
  fc.record({
    do: fc.constant('link' as const),
    type: fc.constantFrom('item.needs', 'item.main'),
    at: fc.nat(),
    to: fc.nat(),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function carryOut(scope: string, steps: readonly Step[]): Promise<void> {
  const records: string[] = [];
  const links: string[] = [];
  const pick = (from: readonly string[], at: number): string => from[at % Math.max(1, from.length)] ?? scope;
  for (const [index, one] of steps.entries()) {
    const [command, input] = commandOf(one, records, links, pick, index);
    // What the rules refuse is refused; the rest is what counts.
    const done = await server.installation.writes
      .execute({ scope, actor: CONSOLE, commands: [{ command, input }] })
      .catch(() => undefined);
    const id = made.safeParse(done?.result);
    if (id.success) (command === 'link.create' ? links : records).push(id.data.id);
  }
}

function commandOf(
  one: Step,
  records: readonly string[],
  links: readonly string[],
  pick: (from: readonly string[], at: number) => string,
  index: number,
): [string, unknown] {
  if (one.do === 'create') {
    const fields = { title: `Record ${index}`, ...(one.kind === 'item' ? { size: one.size } : { weight: one.size }) };
    return ['record.create', { kind: one.kind, fields }];
  }
  if (one.do === 'link')
    return ['link.create', { type: one.type, from: pick(records, one.at), to: pick(records, one.to) }];
  const id = pick(records, one.at);
  if (one.do === 'update') return ['record.update', { id, fields: { title: `Changed ${index}` } }];
  if (one.do === 'clear') return ['record.update', { id, fields: { size: null, weight: null } }];
  if (one.do === 'move') return ['record.move', { id, move: one.size % 2 ? 'close' : 'reopen' }];
  if (one.do === 'relink') return ['link.update', { id: pick(links, one.at), fields: { lag: one.size } }];
  if (one.do === 'unlink') return ['link.remove', { id: pick(links, one.at) }];
  return [`record.${one.do}`, { id }];
}

describe('a graph', () => {
  test('loaded from the tables is the same as all events replayed and as the one that was kept in memory', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const { id } = await buildProject(server);
        const kept = await server.installation.graphs.of(id);
        await carryOut(id, steps);
        const loaded = contentOf(await fresh().of(id));
        expect(loaded).toEqual(contentOf(await replayed(id)));
        expect(loaded).toEqual(contentOf(kept));
      }),
      { numRuns: 15 },
    );
  });

  test('that is being loaded while somebody writes ends at the head', async () => {
    for (let round = 0; round < 15; round += 1) {
      const { id, key } = await buildProject(server);
      await server.owner.command(key, 'item.createMany', { titles: Array.from({ length: 300 }, (_, n) => `Row ${n}`) });
      const loading = other.installation.graphs.of(id);
      const { sequence } = await server.owner.command(key, 'record.create', {
        kind: 'item',
        fields: { title: 'Meanwhile' },
      });
      const graph = await loading;
      await expect.poll(() => graph.sequence(), { timeout: 3_000 }).toBe(sequence);
    }
  });

  test('of a project that is not there is refused', async () => {
    await expect(fresh().of('00000000-0000-7000-8000-000000000000')).rejects.toMatchObject({ code: 'not-found' });
  });

  test('that could not be loaded once is tried again', async () => {
    const { id } = await buildProject(server);
    const { pool } = server.installation;
    let broken = true;
    const connect = () => (broken ? Promise.reject(new Error('away')) : pool.connect());
    const query = (text: string, values: string[]) =>
      broken ? Promise.reject(new Error('away')) : pool.query(text, values);
    const graphs = createGraphs(Object.assign(Object.create(pool), { connect, query }), testRegistry);
    await expect(graphs.of(id)).rejects.toThrow('away');
    broken = false;
    expect((await graphs.of(id)).count('project')).toBe(1);
  });
});

describe('the memory budget', () => {
  const filled = async (count: number): Promise<string> => {
    const { id, key } = await buildProject(server);
    for (let n = 0; n < count; n += 1) await createRecord(server.owner, key, 'item');
    return id;
  };

  test('is kept by leaving out the graph that was used longest ago, and answers stay right', async () => {
    const scopes = [await filled(4), await filled(4), await filled(4)];
    const graphs = fresh(11);
    for (const scope of [...scopes, ...scopes.toReversed(), ...scopes]) {
      expect(contentOf(await graphs.of(scope))).toEqual(contentOf(await replayed(scope)));
      // The organisation's is mounted on.
      expect(graphs.scopes().length).toBeLessThanOrEqual(3);
      expect(graphs.scopes()).toContain(scope);
    }
  });

  test('counts what was added after loading, and projects that were made here', async () => {
    const [large, small] = [await filled(1), await filled(1)];
    const graphs = fresh(20);
    const graph = await graphs.of(large);
    await graphs.of(small);
    expect(graphs.scopes()).toEqual(expect.arrayContaining([large, small]));
    const rows = Array.from({ length: 30 }, (_, n) => ({
      row: {
        id: `${n}`,
        kind: 'item',
        number: n,
        version: 1,
        materialVersion: 1,
        state: 'open',
        withdrawn: false,
        fields: {},
      },
    }));
    graph.apply(rows, 99);
    await graphs.of(small);
    graphs.adopt(createGraph({ id: 'another', type: 'project', key: 'ANOTHER' }));
    expect(graphs.scopes()).not.toContain(large);
    const adopted = createGraph({ id: 'a large one', type: 'project', key: 'LARGE' });
    adopted.apply(rows, 30);
    graphs.adopt(adopted);
    expect(graphs.scopes()).toContain('a large one');
    expect(graphs.scopes()).not.toContain(small);
    expect(graphs.scopes()).not.toContain('another');
  });

  test('somebody who watches and fails is told that he lost it, and the write that he heard of is not disturbed', async () => {
    const { id, key } = await buildProject(server);
    let lost = 0;
    const fail = (): never => {
      throw new Error('cannot hear this');
    };
    const stop = await server.installation.graphs.watch(id, fail, () => (lost += 1));
    expect(await createRecord(server.owner, key, 'item')).toBeTruthy();
    stop();
    expect(lost).toBe(1);
  });

  test('never leaves out a graph somebody watches, until he stops', async () => {
    const [watched, ...rest] = [await filled(3), await filled(3), await filled(3)];
    const graphs = fresh(1);
    const heard: number[] = [];
    const stop = await graphs.watch(watched, (_changes, graph) => heard.push(graph.sequence()));
    for (const scope of rest) await graphs.of(scope);
    expect(graphs.scopes()).toContain(watched);
    const graph = await graphs.of(watched);
    graph.apply([], 77);
    expect(heard).toEqual([77]);
    stop();
    graph.apply([], 78);
    expect(heard).toEqual([77]);
    await graphs.of(rest[0] ?? '');
    expect(graphs.scopes()).not.toContain(watched);
  });
});
