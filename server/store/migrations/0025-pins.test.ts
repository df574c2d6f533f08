import { isSuspect } from '@callosum/kernel';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { CONSOLE } from '../../identity/access.ts';
import { type RunningServer, serve } from '../../serve.ts';
import { connectTo, createDatabase, type TestDatabase } from '../../testing/database.ts';
import { testRegistry } from '../../testing/registry.ts';
import { buildProject, createRecord, startServer, type TestServer } from '../../testing/server.ts';
import { migrate } from '../migrate.ts';
import { newId } from '../new-id.ts';
import type { Schema } from '../schema.ts';
import { scopeByKey } from '../scopes.ts';

// A store as it stood before records knew when they last changed materially, and what becomes of it.

const BEFORE = '0024-webhooks';

let now: TestServer;
let earlier: TestDatabase;
let upgraded: RunningServer | undefined;
let key = '';
let scope = '';
const ids = { untouched: '', remarked: '', resized: '', rests: '' };

beforeAll(async () => {
  now = await startServer({ cluster: inject('cluster') });
  ({ key, id: scope } = await buildProject(now));
  const make = (title: string) => createRecord(now.owner, key, 'item', { title, size: 4 });
  ids.rests = await make('Downtime kit');
  for (const name of ['untouched', 'remarked', 'resized'] as const) {
    ids[name] = await make(name);
    await now.owner.command(key, 'link.create', { type: 'item.needs', from: ids.rests, to: ids[name] });
  }
  await now.owner.command(key, 'record.update', { id: ids.remarked, fields: { remark: 'Second floor' } });
  await now.owner.command(key, 'record.update', { id: ids.resized, fields: { size: 5 } });
  earlier = await createDatabase(inject('cluster'));
  await rewind(now.database, earlier);
});
afterAll(async () => {
  await upgraded?.close();
  await earlier.drop();
  await now.close();
});

/** Makes the tables of before and fills them with what they would have held. */
async function rewind(from: TestDatabase, to: TestDatabase): Promise<void> {
  const pool = new pg.Pool({ connectionString: to.url, max: 1 });
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  await migrate(db, BEFORE);
  await db.destroy();
  const [source, target] = [await connectTo(from.url), await connectTo(to.url)];
  try {
    // Rows come table by table, not in the order in which they refer to each other.
    await target.query(`set session_replication_role = replica`);
    const { rows: tables } = await target.query<{ name: string; columns: string }>(
      `select table_name as name, string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns
       where table_schema = 'public' and is_generated = 'NEVER' and table_name not like 'kysely%' group by table_name`,
    );
    for (const { name, columns } of tables) {
      const { rows } = await source.query<{ all: string | null }>(
        `select json_agg(t)::text as all from public."${name}" t`,
      );
      const found = rows[0]?.all;
      if (!found) continue;
      await target.query(
        `insert into public."${name}" (${columns}) select ${columns} from json_populate_recordset(null::public."${name}", $1)`,
        [found],
      );
    }
    // Links did not pin anything either.
    await target.query(`update link set fields = fields - 'pinned' where type in ('item.needs', 'item.main')`);
  } finally {
    await source.end();
    await target.end();
  }
}

/** What the records carry, by title. */
async function stored(url: string): Promise<Map<string, unknown>> {
  const client = await connectTo(url);
  try {
    const { rows } = await client.query<{ title: string; row: { version: number; material_version?: number } }>(
      `select title, to_json(record) as row from record where kind = 'item'`,
    );
    return new Map(rows.map(({ title, row }) => [title, [row.version, row.material_version]]));
  } finally {
    await client.end();
  }
}

/** Which of the links of the kit are suspect, by where they end. */
async function suspects({ installation }: RunningServer): Promise<string[]> {
  const { graph } = await installation.readiness.view(await scopeByKey(installation.db, key));
  return graph
    .out(ids.rests, 'item.needs')
    .filter((edge) => isSuspect(edge, graph, testRegistry))
    .map(({ to }) => graph.find(to)?.fields['title'])
    .filter((title) => typeof title === 'string')
    .sort();
}

async function write(server: RunningServer, command: string, input: object): Promise<void> {
  await server.installation.writes.execute({ scope, actor: CONSOLE, commands: [{ command, input }] });
}

test('before, no record says when it last changed materially', async () => {
  expect(await stored(earlier.url)).toEqual(
    new Map([
      ['Downtime kit', [1, undefined]],
      ['untouched', [1, undefined]],
      ['remarked', [2, undefined]],
      ['resized', [2, undefined]],
    ]),
  );
});

test('records of before count as changed in the version they have: never too early', async () => {
  upgraded = await serve({
    dataDir: now.dataDir,
    databaseUrl: earlier.url,
    registry: testRegistry,
    importers: [],
    version: '0.0.0-test',
    log: () => undefined,
    host: '127.0.0.1',
    port: 0,
  });
  expect(await stored(earlier.url)).toEqual(
    new Map([
      ['Downtime kit', [1, 1]],
      ['untouched', [1, 1]],
      // It was the remark, which is not material; nobody could tell any more.
      ['remarked', [2, 2]],
      ['resized', [2, 2]],
    ]),
  );
});

test('links of before are suspect until somebody looks, and from then on as those of records made today', async () => {
  if (!upgraded) throw new Error('The store was not brought up to date');
  expect(await suspects(upgraded)).toEqual(['remarked', 'resized', 'untouched']);
  const { graph } = await upgraded.installation.readiness.view(await scopeByKey(upgraded.installation.db, key));
  await write(upgraded, 'link.review', { ids: graph.out(ids.rests, 'item.needs').map(({ id }) => id) });
  expect(await suspects(upgraded)).toEqual([]);
  await write(upgraded, 'record.update', { id: ids.remarked, fields: { remark: 'Third floor' } });
  await write(upgraded, 'record.update', { id: ids.untouched, fields: { size: 6 } });
  expect(await suspects(upgraded)).toEqual(['untouched']);
  expect(await stored(earlier.url)).toEqual(
    new Map([
      ['Downtime kit', [1, 1]],
      ['untouched', [2, 2]],
      ['remarked', [3, 2]],
      ['resized', [2, 2]],
    ]),
  );
});

test('records made after it carry it from the beginning', async () => {
  if (!upgraded) throw new Error('The store was not brought up to date');
  const id = newId();
  await write(upgraded, 'record.create', { kind: 'item', id, fields: { title: 'New', size: 1 } });
  await write(upgraded, 'link.create', { type: 'item.needs', from: ids.rests, to: id });
  await write(upgraded, 'record.update', { id, fields: { remark: 'x' } });
  expect((await stored(earlier.url)).get('New')).toEqual([2, 1]);
  expect(await suspects(upgraded)).toEqual(['untouched']);
});
