import { createGraph, createReplay, type Graph } from '@callosum/kernel';
import { ledgerCheck, recordPage } from '@callosum/kernel/contract';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { CONSOLE } from '../identity/access.ts';
import { readEvents, toHistory } from '../store/events.ts';
import { contentOf } from '../testing/graph.ts';
import { testRegistry } from '../testing/registry.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';
import { until } from '../testing/until.ts';

let one: TestServer;
let two: TestServer;

beforeAll(async () => {
  one = await startServer({ cluster: inject('cluster') });
  two = await startServer({ cluster: inject('cluster'), beside: one });
});
afterEach(() => vi.useRealTimers());
afterAll(async () => {
  await two.close();
  await one.close();
});

const verify = async (key: string) => {
  const answer = await one.owner.request('POST', `/projects/${key}/ledger/verify`, {});
  return ledgerCheck.parse(answer.body);
};

async function replayed(scope: string): Promise<Graph> {
  const graph = createGraph();
  const replay = createReplay(testRegistry);
  for await (const event of readEvents(one.installation.pool, scope, {})) {
    const change = replay.next(toHistory(event));
    graph.apply(change ? [change] : [], event.sequence);
  }
  return graph;
}

const ascending = (a: number, b: number): number => a - b;

describe('many commands at once', () => {
  test('on one project give a chain without a gap that verifies', async () => {
    const { key } = await buildProject(one);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        one.owner.command(key, 'record.create', { kind: 'item', fields: { title: `Item ${index}` } }),
      ),
    );
    expect(answers.map(({ sequence }) => sequence).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, i) => i + 2),
    );
    expect(await verify(key)).toMatchObject({ ok: true, events: 51 });
    const page = await one.owner.read(recordPage, `/projects/${key}/records/item?sort=number`);
    expect(page.rows.map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  });

  test('on two nodes never fork the chain, and both graphs end equal to history replayed', async () => {
    const { key, id } = await buildProject(one);
    const target = await createRecord(one.owner, key, 'item', { size: 0 });
    const nodes = [one, two];
    await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        const { owner } = nodes[index % 2] ?? one;
        const made = await createRecord(owner, key, index % 3 === 0 ? 'note' : 'item', { title: `Record ${index}` });
        if (index % 4 === 0) await owner.command(key, 'record.update', { id: target, fields: { size: index } });
        if (index % 5 === 1) await owner.command(key, 'record.withdraw', { id: made });
        if (index % 3 === 1) await owner.attempt(key, 'link.create', { type: 'item.needs', from: made, to: target });
      }),
    );
    const { events, ok } = await verify(key);
    expect(ok).toBe(true);
    const graphs = await Promise.all(nodes.map(({ installation }) => installation.graphs.of(id)));
    await until('both nodes are at the head', () => graphs.every((graph) => graph.sequence() === events));
    const truth = contentOf(await replayed(id));
    for (const graph of graphs) expect(contentOf(graph)).toEqual(truth);
  });

  test('an idempotency key holds on the other node', async () => {
    const { key } = await buildProject(one);
    const input = { kind: 'item', fields: { title: 'Once' } };
    const [first, second] = await Promise.all(
      [one, two].map(({ owner }) => owner.command(key, 'record.create', input, { idempotencyKey: 'the same key' })),
    );
    expect(second).toEqual(first);
    expect((await verify(key)).events).toBe(2);
  });

  test('two nodes asked to change the same version: one wins', async () => {
    const { key } = await buildProject(one);
    const id = await createRecord(one.owner, key, 'item', { size: 0 });
    const answers = await Promise.all(
      [one, two].map(({ owner }, size) =>
        owner.attempt(key, 'record.update', { id, fields: { size: size + 1 } }, { versions: { [id]: 1 } }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted(ascending)).toEqual([200, 409]);
  });

  test('a circle is not closed by two nodes that each add one half', async () => {
    const { key } = await buildProject(one);
    const [a, b] = [await createRecord(one.owner, key, 'item'), await createRecord(one.owner, key, 'item')];
    const answers = await Promise.all([
      one.owner.attempt(key, 'link.create', { type: 'item.needs', from: a, to: b }),
      two.owner.attempt(key, 'link.create', { type: 'item.needs', from: b, to: a }),
    ]);
    expect(answers.map(({ status }) => status).toSorted(ascending)).toEqual([200, 422]);
  });
});

describe('the recorded time', () => {
  test('never goes backwards when the clock does', async () => {
    const { key, id } = await buildProject(one);
    await createRecord(one.owner, key, 'item');
    const before = await lastRecorded(id);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(before) - 3_600_000 });
    await one.installation.writes.execute({
      scope: id,
      actor: CONSOLE,
      commands: [{ command: 'record.create', input: { kind: 'item', fields: { title: 'While the clock is wrong' } } }],
    });
    vi.useRealTimers();
    expect(await lastRecorded(id)).toBe(before);
    expect(await verify(key)).toMatchObject({ ok: true, events: 3 });
  });
});

async function lastRecorded(scope: string): Promise<string> {
  const { rows } = await one.installation.pool.query<{ recorded: Date }>(
    'select recorded from event where scope = $1 order by sequence desc limit 1',
    [scope],
  );
  return rows[0]?.recorded.toISOString() ?? '';
}
