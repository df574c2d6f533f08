import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { testRegistry } from '../testing/registry.ts';
import { buildProject, startServer, type TestServer } from '../testing/server.ts';
import { tendIndexes } from './indexes.ts';

const MANY = 40;
const SORTABLE = Object.values(testRegistry.kinds.get('item')?.fields ?? {}).filter(({ sortable }) => sortable).length;

let server: TestServer;
let key = '';
beforeAll(async () => {
  server = await startServer({ cluster: inject('cluster') });
  ({ key } = await buildProject(server));
});
afterAll(() => server.close());

const names = async (): Promise<string[]> => {
  const { rows } = await server.installation.pool.query<{ name: string }>(
    `select indexname as name from pg_indexes where tablename = 'record' and indexname like 'record\\_by\\_%'`,
  );
  return rows.map(({ name }) => name);
};

test('a register gets indexes when it has grown large, keeps them, and loses them when it is small again', async () => {
  const { pool } = server.installation;
  const tend = () => tendIndexes(pool, testRegistry, MANY);
  expect(await tend()).toEqual({ built: [], dropped: [] });
  expect(await names()).toEqual([]);

  await server.owner.command(key, 'item.createMany', { titles: Array.from({ length: MANY }, (_, n) => `Item ${n}`) });
  const { built, dropped } = await tend();
  expect(built).toHaveLength(SORTABLE);
  expect(dropped).toEqual([]);
  expect((await names()).sort()).toEqual([...built].sort());
  expect(await tend()).toEqual({ built: [], dropped: [] });

  await pool.query(`delete from record where kind = 'item' and number > ${MANY - 10}`);
  expect(await tend()).toEqual({ built: [], dropped: [] });
  await pool.query(`delete from record where kind = 'item' and number > 10`);
  expect(new Set((await tend()).dropped)).toEqual(new Set(built));
  expect(await names()).toEqual([]);
});

test('a build that was interrupted is begun again', async () => {
  const { pool } = server.installation;
  await server.owner.command(key, 'item.createMany', { titles: Array.from({ length: MANY }, (_, n) => `More ${n}`) });
  const { built } = await tendIndexes(pool, testRegistry, MANY);
  const broken = built[0] ?? '';
  await pool.query(`update pg_index set indisvalid = false where indexrelid = $1::regclass`, [broken]);
  expect(await tendIndexes(pool, testRegistry, MANY)).toEqual({ built: [broken], dropped: [broken] });
});
