import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { verifyLedger } from '../ledger/verify.ts';
import { type Installation, openInstallation } from '../open.ts';
import { connectTo } from '../testing/database.ts';
import { writeBackup } from './backup.ts';
import { checkArchive } from './check.ts';
import { restoreBackup } from './restore.ts';
import { readSecretFiles } from './secrets.ts';
import { forge } from './testing/archives.ts';
import { contentOf, createItem, fill, filesIn, newPlace, type Place } from './testing/store.ts';

const PASSPHRASE = 'correct horse battery staple';

let place: Place;
let installation: Installation;
let home: string;
let archive: string;
/** What the archive was made from. */
let content: Record<string, string[]>;
const others: Place[] = [];

beforeAll(async () => {
  place = await newPlace(inject('cluster'));
  home = await mkdtemp(join(tmpdir(), 'callosum-backup-'));
  archive = join(home, 'whole.tgz');
  installation = await fill(place);
  await backup({ target: archive, passphrase: PASSPHRASE });
  content = await contentOf(installation.pool);
});
afterAll(async () => {
  await installation.close();
  await Promise.all([place, ...others].map(({ remove }) => remove()));
  await rm(home, { recursive: true, force: true });
});

const backup = (options: { target: string; passphrase?: string; onProgress?: () => void }) =>
  writeBackup(installation, { dataDir: place.options.dataDir, ...options });

async function elsewhere(): Promise<Place> {
  const other = await newPlace(inject('cluster'));
  others.push(other);
  return other;
}

const restore = (target: Place, source: string, passphrase?: string) =>
  restoreBackup({ ...target.options, source, passphrase });

async function look<T>(target: Place, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connectTo(target.database.url);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const tablesOf = (target: Place) =>
  look(target, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public'`,
    );
    return rows.map(({ name }) => name);
  });

/** Nothing anybody wrote is in the store. */
const expectEmpty = (target: Place) =>
  look(target, async (client) => {
    const left = await contentOf(client);
    for (const table of ['user', 'event', 'record', 'file', 'membership']) expect(left[table] ?? []).toEqual([]);
  });

describe('a back-up, restored', () => {
  test('brings back every row, every file and the secrets', async () => {
    const target = await elsewhere();
    const summary = await restore(target, archive, PASSPHRASE);
    expect(summary).toMatchObject({ projects: 2, events: 18, files: 3, secrets: { restored: true, included: true } });
    expect(await look(target, contentOf)).toEqual(content);
    expect(content.record).toHaveLength(18);
    const files = (dataDir: string) => filesIn(join(dataDir, 'files'));
    expect(await files(target.options.dataDir)).toEqual(await files(place.options.dataDir));
    expect(await readSecretFiles(target.options.dataDir)).toEqual(await readSecretFiles(place.options.dataDir));
  });

  test('is a store that goes on: it verifies, and takes the next event', async () => {
    const target = await elsewhere();
    await restore(target, archive);
    const restored = await openInstallation({ ...target.options, command: true });
    try {
      const { rows } = await restored.pool.query<{ id: string }>(`select id from scope where key = 'ONE'`);
      expect(await createItem(restored, rows[0]?.id ?? '', 'One more')).toBe(10);
      expect(await verifyLedger(restored.pool)).toMatchObject({ ok: true, events: 19 });
      const found = await restored.pool.query(`select from record where search @@ to_tsquery('simple', 'unicode')`);
      expect(found.rowCount).toBe(2);
    } finally {
      await restored.close();
    }
  });

  test('without the passphrase keeps the new store’s own secrets', async () => {
    const target = await elsewhere();
    await (await openInstallation({ ...target.options, command: true })).close();
    const own = await readSecretFiles(target.options.dataDir);
    const summary = await restore(target, archive);
    expect(summary.secrets).toMatchObject({ restored: false, included: true });
    expect(await readSecretFiles(target.options.dataDir)).toEqual(own);
  });

  test('comes into a store that was opened and never used', async () => {
    const target = await elsewhere();
    await (await openInstallation({ ...target.options, command: true })).close();
    await restore(target, archive, PASSPHRASE);
    expect(await look(target, contentOf)).toEqual(content);
  });

  test('can be backed up again, and that archive holds the same', async () => {
    const target = await elsewhere();
    await restore(target, archive, PASSPHRASE);
    const restored = await openInstallation({ ...target.options, command: true });
    const again = join(home, 'again.tgz');
    await writeBackup(restored, { dataDir: target.options.dataDir, target: again });
    await restored.close();
    const tables = async (path: string) =>
      (await checkArchive(path)).entries.filter(({ name }) => /^(tables|files)\//.test(name));
    expect(await tables(again)).toEqual(await tables(archive));
  });
});

describe('a back-up', () => {
  test('is of one moment, whatever is written meanwhile', async () => {
    const target = join(home, 'moment.tgz');
    const { rows } = await installation.pool.query<{ id: string }>(`select id from scope where key = 'TWO'`);
    const writing: Promise<number>[] = [];
    const onProgress = (): void => {
      if (writing.length < 40) writing.push(createItem(installation, rows[0]?.id ?? '', `During ${writing.length}`));
    };
    const { events: before } = await verifyLedger(installation.pool);
    const { events } = await backup({ target, onProgress });
    await Promise.all(writing);
    expect(writing.length).toBeGreaterThan(10);
    expect(events).toBe(before);
    expect((await checkArchive(target)).ledger.ok).toBe(true);
    expect((await verifyLedger(installation.pool)).events).toBe(before + writing.length);
  });

  test('replaces an older one only when it is whole and verified', async () => {
    const target = join(home, 'nightly.tgz');
    await writeFile(target, 'yesterday');
    const [hash = ''] = await filesIn(join(place.options.dataDir, 'files'));
    const path = join(place.options.dataDir, 'files', hash.slice(0, 2), hash);
    const bytes = await readFile(path);
    await rm(path);
    await expect(backup({ target })).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining(`the file ${hash}`),
    });
    const wrong = Buffer.alloc(bytes.length, 'x');
    await writeFile(path, bytes.length === 0 ? 'x' : wrong);
    await expect(backup({ target })).rejects.toMatchObject({ message: expect.stringContaining('not what was stored') });
    await writeFile(path, bytes);
    expect(await readFile(target, 'utf8')).toBe('yesterday');
    await backup({ target });
    expect((await checkArchive(target)).ledger.ok).toBe(true);
  });

  test('of a damaged ledger is not kept', async () => {
    const target = join(home, 'damaged.tgz');
    const { pool } = installation;
    await pool.query(`update event set text = replace(text, 'record.create', 'record.remove') where sequence = 5`);
    await expect(backup({ target })).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/ledger in .*damaged\.tgz does not verify\. (ONE|TWO): .*event 5/i),
    });
    await pool.query(`update event set text = replace(text, 'record.remove', 'record.create') where sequence = 5`);
    await expect(readFile(target)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('that cannot be written leaves nothing and says where', async () => {
    await mkdir(join(home, 'folder'));
    for (const target of [join(home, 'missing', 'a.tgz'), join(home, 'folder')]) {
      await expect(backup({ target })).rejects.toMatchObject({
        message: expect.stringContaining(`${target} cannot be`),
      });
    }
    expect((await filesIn(home)).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

describe('an embedded database', () => {
  test('that a newer version has opened and nobody used is made anew for an older archive', async () => {
    const shelter = await mkdtemp(join(tmpdir(), 'callosum-backup-'));
    // Started as root, PostgreSQL runs as another account, which must be able to pass through.
    await chmod(shelter, 0o711);
    const options = { ...place.options, dataDir: join(shelter, 'data'), databaseUrl: undefined, durable: false };
    try {
      const newer = await openInstallation({ ...options, command: true });
      await newer.pool.query(`insert into kysely_migration values ('0999-later', 'x'); create table later (id int)`);
      await newer.close();
      await restoreBackup({ ...options, source: archive });
      const restored = await openInstallation({ ...options, command: true });
      expect(await contentOf(restored.pool)).toEqual(content);
      await restored.close();
    } finally {
      await rm(shelter, { recursive: true, force: true });
    }
  });
});

describe('a restore that is refused', () => {
  test('into a store that is not empty changes nothing there', async () => {
    const before = await contentOf(installation.pool);
    await expect(restore(place, archive)).rejects.toMatchObject({ code: 'refused' });
    expect(await contentOf(installation.pool)).toEqual(before);
  });

  test.each([
    "\"user\" (id, name, email, \"emailVerified\") values ('u', 'N', 'e@x.org', true)",
    `file values ('${'0'.repeat(64)}', 1, now(), 'console')`,
  ])('finds one row enough: %s', async (row) => {
    const target = await elsewhere();
    await (await openInstallation({ ...target.options, command: true })).close();
    await look(target, (client) => client.query(`insert into ${row}`));
    await expect(restore(target, archive)).rejects.toMatchObject({ message: expect.stringContaining('not empty') });
  });

  test('while a server or command is at work there', async () => {
    const target = await elsewhere();
    const busy = await openInstallation({ ...target.options });
    await expect(restore(target, archive)).rejects.toMatchObject({ message: expect.stringContaining('is using') });
    await busy.close();
    await restore(target, archive);
  });

  test('for a wrong passphrase or a damaged archive touches neither database nor directory', async () => {
    const target = await elsewhere();
    await expect(restore(target, archive, 'wrong')).rejects.toMatchObject({ code: 'refused' });
    const damaged = join(home, 'flipped.tgz');
    const bytes = await readFile(archive);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 4;
    await writeFile(damaged, bytes);
    await expect(restore(target, damaged)).rejects.toMatchObject({ code: 'unreadable-file' });
    expect(await tablesOf(target)).toEqual([]);
    expect(await filesIn(target.options.dataDir)).toEqual([]);
  });

  test('for a ledger that does not verify touches nothing', async () => {
    const target = await elsewhere();
    const forged = join(home, 'ledger.tgz');
    await forge(archive, forged, 'tables/value.copy', (text) => text.replace('"Plain"', '"Plane"'));
    await expect(restore(target, forged)).rejects.toMatchObject({
      message: expect.stringContaining('does not verify'),
    });
    expect(await tablesOf(target)).toEqual([]);
  });

  test('for an archive of a newer version says so', async () => {
    const target = await elsewhere();
    const newer = join(home, 'newer.tgz');
    await forge(archive, newer, 'format.json', (text) => text.replace('"0001-spine"', '"0001-spine", "0999-later"'));
    await expect(restore(target, newer)).rejects.toMatchObject({ code: 'too-old' });
    expect(await tablesOf(target)).toEqual([]);
  });

  test('for an external database opened by a newer version says so', async () => {
    const target = await elsewhere();
    await (await openInstallation({ ...target.options, command: true })).close();
    await look(target, (client) => client.query(`insert into kysely_migration values ('0999-later', 'x')`));
    await expect(restore(target, archive)).rejects.toMatchObject({ message: expect.stringContaining('older than') });
  });
});

describe('a restore that fails on its way', () => {
  test('leaves the store empty and the secrets as they were', async () => {
    const target = await elsewhere();
    await (await openInstallation({ ...target.options, command: true })).close();
    const own = await readSecretFiles(target.options.dataDir);
    // Its last table does not load: every one before it has, and so it must all be undone.
    const odd = join(home, 'odd.tgz');
    await forge(archive, odd, 'tables/link.copy', (text) => `${text}not-a-uuid\n`);
    await expect(restore(target, odd, PASSPHRASE)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('does not take what'),
    });
    await expectEmpty(target);
    expect(await filesIn(join(target.options.dataDir, 'files'))).toEqual([]);
    expect(await readSecretFiles(target.options.dataDir)).toEqual(own);
    await restore(target, archive, PASSPHRASE);
    expect(await look(target, contentOf)).toEqual(content);
  });

  test('after the rows are in takes them out again, with files and secrets', async () => {
    const target = await elsewhere();
    await (await openInstallation({ ...target.options, command: true })).close();
    const own = await readSecretFiles(target.options.dataDir);
    // The first start on the restored rows writes there, and is not let.
    await look(target, (client) =>
      client.query(`create function no() returns trigger language plpgsql as $$ begin raise 'not here'; end $$;
        create trigger no before update on installed for each row execute function no()`),
    );
    await expect(restore(target, archive, PASSPHRASE)).rejects.toThrow('not here');
    await expectEmpty(target);
    expect(await filesIn(join(target.options.dataDir, 'files'))).toEqual([]);
    expect(await readSecretFiles(target.options.dataDir)).toEqual(own);
  });
});
