import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createGraphs } from '../store/graphs.ts';
import { joinedAs } from '../testing/people.ts';
import { testRegistry } from '../testing/registry.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../testing/server.ts';
import { until } from '../testing/until.ts';
import { createLanes } from '../write/lane.ts';
import { BY_MAIL, type Claimed } from './outgoing.ts';
import { sift } from './sift.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
});
afterAll(() => server.close());

const CLAIMED = `select n.id as notice, false as urgent, n.scope, s.key, n.record, n.reason, n.read, n.sequence, e.text, false as "left"
  from notice n join scope s on s.id = n.scope join event e on e.scope = n.scope and e.sequence = n.sequence
  where n.record = $1`;

test('A node that has not heard yet of what a notice is about reads it before it says that nobody may see it', async () => {
  const { pool, access } = server.installation;
  const { key, id: scope } = await buildProject(server);
  const person = await joinedAs(server, 'manager', key, 'Lara Late');
  // Graphs of a node that follows nobody.
  const graphs = createGraphs(pool, testRegistry);
  const before = (await graphs.of(scope)).sequence();
  const record = await createRecord(server.owner, key, 'item', { title: 'Fresh', owner: person.account.id });
  const claimed = async () => (await pool.query<Claimed>(CLAIMED, [record])).rows;
  await until('it is news', async () => (await claimed()).length === 1);
  expect((await graphs.of(scope)).sequence()).toBe(before);
  const parts = { pool, registry: testRegistry, graphs, lanes: createLanes(), access };
  const { tellings, over } = await sift(parts, person.account.id, BY_MAIL, await claimed());
  expect(over.size).toBe(0);
  expect(tellings).toMatchObject([{ record, title: 'Fresh' }]);
});
