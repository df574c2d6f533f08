import type pg from 'pg';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { CONSOLE } from '../../identity/access.ts';
import { hashPassword } from '../../identity/password.ts';
import { sealLedger } from '../../ledger/seal.ts';
import { type Installation, openInstallation, type OpenOptions } from '../../open.ts';
import { newId } from '../../store/new-id.ts';
import { createDatabase, type TestDatabase } from '../../testing/database.ts';
import { buildProject } from '../../testing/project.ts';
import { testRegistry } from '../../testing/registry.ts';

/** A directory and a database that nobody has opened yet. */
export interface Place {
  readonly options: OpenOptions & { readonly databaseUrl: string };
  readonly database: TestDatabase;
  readonly remove: () => Promise<void>;
}

export async function newPlace(cluster: string): Promise<Place> {
  const database = await createDatabase(cluster);
  const home = await mkdtemp(join(tmpdir(), 'callosum-backup-'));
  const options = {
    dataDir: join(home, 'data'),
    databaseUrl: database.url,
    registry: testRegistry,
    importers: [],
    version: '0.0.0-test',
    log: () => undefined,
  };
  return {
    options,
    database,
    remove: async () => {
      await database.drop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** An installation with people, two projects, awkward texts, files, unfinished work and several seals. */
export async function fill(place: Place): Promise<Installation> {
  const installation = await openInstallation({ ...place.options, command: true });
  const { pool, files, secrets } = installation;
  for (const key of ['ONE', 'TWO']) {
    const { id } = await buildProject(installation, { key });
    for (const title of AWKWARD) await createItem(installation, id, title);
    await sealLedger(pool, secrets.sealKey);
  }
  await files.put(Readable.from([Buffer.from('first file\n')]), CONSOLE.account);
  await files.put(Readable.from([Buffer.alloc(300_000, 'second file')]), CONSOLE.account);
  await files.put(Readable.from([]), CONSOLE.account);
  const account = newId();
  await pool.query(
    `insert into "user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
     values ($1, 'Olive Owner', 'olive@example.org', true, now(), now())`,
    [account],
  );
  await pool.query(
    `insert into account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
     values ($1, $2, 'credential', $2, $3, now(), now())`,
    [newId(), account, await hashPassword('correct horse battery staple')],
  );
  await pool.query(`insert into membership (account, scope, role) select $1, id, 'owner' from scope limit 1`, [
    account,
  ]);
  await pool.query(
    `insert into view (id, scope, kind, name, owner, shared, definition, updated)
     select $1, id, 'item', 'Mine', $2, true, '{"sort":"due"}', now() from scope limit 1`,
    [newId(), account],
  );
  return installation;
}

const AWKWARD = ['Plain', 'Tab\there', 'Back\\slash \\N', 'Two\nlines\r\n', 'Ünïcode – 漢字 😀', '\\.', ' ', '"; drop'];

export async function createItem({ writes }: Installation, scope: string, title: string): Promise<number> {
  const command = { command: 'record.create', input: { kind: 'item', fields: { title, remark: title } } };
  const { sequence } = await writes.execute({ scope, actor: CONSOLE, commands: [command], idempotencyKey: newId() });
  return sequence;
}

/** Every row of every table, as text, in an order of its own; what the migrator keeps is left out. */
export async function contentOf(client: pg.Pool | pg.ClientBase): Promise<Record<string, string[]>> {
  const tables = await client.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely%' order by 1`,
  );
  const content: Record<string, string[]> = {};
  for (const { name } of tables.rows) {
    const { rows } = await client.query<{ row: string }>(`select t::text as row from "${name}" t order by 1`);
    content[name] = rows.map(({ row }) => row);
  }
  return content;
}

/** Names of all files below a directory; none when it is not there. */
export async function filesIn(path: string): Promise<string[]> {
  const found = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => []);
  return found
    .filter((one) => one.isFile())
    .map(({ name }) => name)
    .sort();
}
