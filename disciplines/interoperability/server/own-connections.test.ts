import { startServer, type TestServer } from '@callosum/server/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createOwnConnections } from './own-connections.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
});
afterAll(() => server.close());

test('what a run sends from one node is known as its own on every node, and what a partner sends on none', async () => {
  const node = () => createOwnConnections({ pool: server.installation.pool, log: () => undefined });
  const [sends, listens] = [node(), node()];
  const [first, second] = [randomUUID(), randomUUID()];
  await sends.opened('10.0.0.5:40001', first);
  for (const { runAt } of [sends, listens]) {
    expect(await runAt('10.0.0.5:40001')).toBe(first);
    expect(await runAt('10.0.0.5:40002')).toBeUndefined();
  }
  // A port that is given out again belongs to whoever has it now.
  await node().opened('10.0.0.5:40001', second);
  expect(await node().runAt('10.0.0.5:40001')).toBe(second);
  // What was left behind by a node that ended counts no more.
  await server.installation.pool.query(`update test_connection set opened = now() - interval '2 hours'`);
  expect(await node().runAt('10.0.0.5:40001')).toBeUndefined();
});
