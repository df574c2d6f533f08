import { ledgerCheck, recordPage, recordView } from '@callosum/kernel/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createGraphs } from '../store/graphs.ts';
import type { TestClient } from '../testing/client.ts';
import { contentOf } from '../testing/graph.ts';
import { testRegistry } from '../testing/registry.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';
import { openStream } from '../testing/stream.ts';
import { until } from '../testing/until.ts';

let one: TestServer;
let other: TestServer;

beforeAll(async () => {
  one = await startServer({ cluster: inject('cluster') });
  other = await startServer({ cluster: inject('cluster'), beside: one });
});
afterAll(async () => {
  await other.close();
  await one.close();
});

/** Ends the connections by which nodes hear of each other; what is written until they are back, nobody is told. */
const deafen = (): Promise<unknown> =>
  one.installation.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen %'`,
  );

type Step =
  | { readonly what: 'create'; readonly node: 0 | 1 }
  | { readonly what: 'count'; readonly node: 0 | 1; readonly at: number }
  | { readonly what: 'link'; readonly node: 0 | 1; readonly from: number; readonly to: number }
  | { readonly what: 'deafen' };

const node = fc.constantFrom<0 | 1>(0, 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ what: fc.constant('create' as const), node }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('count' as const), node, at: fc.nat(3) }) },
  { weight: 5, arbitrary: fc.record({ what: fc.constant('link' as const), node, from: fc.nat(3), to: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.constant({ what: 'deafen' as const }) },
);
/** Steps of one round are sent at once; the next round waits for them. */
const rounds = fc.array(fc.array(step, { minLength: 1, maxLength: 6 }), { minLength: 4, maxLength: 12 });

describe('two nodes on one database, cut off from each other’s notifications at any moment,', () => {
  test('decide nothing on a stale graph, lose nothing, and end alike', { timeout: 180_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(rounds, async (all) => {
        const { key, id: scope } = await buildProject(one);
        const items: string[] = [];
        for (let n = 0; n < 4; n += 1) items.push(await createRecord(one.owner, key, 'item', { size: 0 }));
        const clients = [one.owner, other.owner] as const;
        const streams = [
          await openStream(one.owner, one.address, key),
          await openStream(other.owner, other.address, key),
        ];
        const done = { create: 0, count: 0, link: 0 };
        const carryOut = async (now: Step): Promise<void> => {
          if (now.what === 'deafen') return void (await deafen());
          const status = await attempt(clients[now.node], key, items, now);
          // A link may close a circle or stand already, a version may be old; nothing else may come of it.
          expect([200, 409, 422]).toContain(status);
          if (status === 200) done[now.what] += 1;
        };
        for (const round of all) await Promise.all(round.map(carryOut));

        const { rows } = recordPage.parse(
          (await one.owner.request('GET', `/projects/${key}/records/item?limit=500`)).body,
        );
        // Numbers are given by the graph: a stale one would give one twice.
        expect(rows.map(({ number }) => number).sort((a, b) => a - b)).toEqual(Array.from(rows, (_, n) => n + 1));
        expect(rows.length).toBe(4 + done.create);
        // Each count was made on the value it saw: none is lost.
        const counted = rows.reduce((sum, { fields }) => sum + Number(fields['size'] ?? 0), 0);
        expect(counted).toBe(done.count);

        const fresh = await createGraphs(one.installation.pool, testRegistry).of(scope);
        const edges = [...fresh.edges('item.needs')];
        expect(edges.length).toBe(done.link);
        expect(hasCircle(edges)).toBe(false);
        for (const { installation } of [one, other]) {
          const graph = await installation.graphs.of(scope);
          await until('the node is at the head', () => graph.sequence() === fresh.sequence());
          expect(contentOf(graph)).toEqual(contentOf(fresh));
        }
        for (const stream of streams) {
          await stream.reach(fresh.sequence());
          stream.close();
        }
        const verified = await one.owner.request('POST', `/projects/${key}/ledger/verify`, {});
        expect(ledgerCheck.parse(verified.body).ok).toBe(true);
      }),
      { numRuns: 12 },
    );
  });
});

/** One person's doing, on what the node shows him. */
async function attempt(
  client: TestClient,
  key: string,
  items: readonly string[],
  now: Exclude<Step, { what: 'deafen' }>,
): Promise<number> {
  if (now.what === 'create') {
    return (await client.attempt(key, 'record.create', { kind: 'item', fields: { title: 'One more' } })).status;
  }
  if (now.what === 'link') {
    const input = { type: 'item.needs', from: items[now.from], to: items[now.to] };
    const { status } = await client.attempt(key, 'link.create', input);
    // A record linked to itself is wrong in itself.
    return now.from === now.to && status === 400 ? 422 : status;
  }
  const id = items[now.at] ?? '';
  const { record } = await client.read(recordView, `/projects/${key}/record/${id}`);
  const fields = { size: Number(record.fields['size'] ?? 0) + 1 };
  return (await client.attempt(key, 'record.update', { id, fields }, { versions: { [id]: record.version } })).status;
}

function hasCircle(edges: readonly { readonly from: string; readonly to: string }[]): boolean {
  let left = [...edges];
  for (;;) {
    const needed = new Set(left.map(({ to }) => to));
    const rest = left.filter(({ from }) => needed.has(from));
    if (rest.length === left.length) return left.length > 0;
    left = rest;
  }
}
