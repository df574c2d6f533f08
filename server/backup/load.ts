import { refusal, say } from '@callosum/kernel';
import { useStandardSpelling } from '../store/spelling.ts';
import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { CheckedArchive } from './check.ts';
import { requireEmpty } from './empty.ts';
import { type BackupEntry, type BackupTable, fileOfEntry, type Progress, tableEntry } from './format.ts';
import { type ArchiveEntry, readEntries } from './read-archive.ts';
import { changed, type FileRestore } from './restore-files.ts';
import { storeTables } from './tables.ts';

/**
 * Brings an archive's rows and files into a store of the archive's migration, in one transaction.
 * @param beforeCommit what else has to be in place when the rows become visible.
 * @throws Refusal when the store is not empty, or does not take a row. Nothing is kept then, files aside.
 */
export async function loadArchive(
  client: pg.ClientBase,
  archive: CheckedArchive,
  files: FileRestore,
  beforeCommit: () => Promise<void>,
  onProgress?: Progress,
): Promise<void> {
  await client.query('begin');
  try {
    await useStandardSpelling(client);
    await requireSameTables(client, archive);
    await client.query(`lock table ${archive.format.tables.map(({ name }) => quote(name)).join(', ')}`);
    await requireEmpty(client);
    await truncate(client, archive.format.tables);
    const expected = new Map(archive.entries.map((entry) => [entry.name, entry]));
    const tables = new Map(archive.format.tables.map((table) => [tableEntry(table.name), table]));
    for await (const entry of readEntries(archive, (done) => onProgress?.('Restoring', done, archive.size))) {
      const table = tables.get(entry.name);
      const file = fileOfEntry(entry.name);
      if (table) await loadTable(client, table, entry, expected.get(entry.name));
      else if (file !== undefined) await files.add(file, entry.content);
    }
    await beforeCommit();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** Takes the rows out again. */
export async function truncate(client: pg.ClientBase, tables: readonly BackupTable[]): Promise<void> {
  await client.query(`truncate ${tables.map(({ name }) => quote(name)).join(', ')}`);
}

async function requireSameTables(client: pg.ClientBase, { path, format }: CheckedArchive): Promise<void> {
  const there = new Map((await storeTables(client)).map(({ name, columns }) => [name, new Set(columns)]));
  for (const { name, columns } of format.tables) {
    const unknown = columns.find((column) => !there.get(name)?.has(column));
    if (unknown === undefined) continue;
    throw refusal(
      'refused',
      say`${path} holds ${name}.${unknown}, for which this version has no place: nothing was restored.`,
      {
        remedy: say`Restore with version ${format.product}, which made the back-up, then update.`,
      },
    );
  }
}

async function loadTable(
  client: pg.ClientBase,
  { name, columns }: BackupTable,
  { content }: ArchiveEntry,
  expected: BackupEntry | undefined,
): Promise<void> {
  const digest = createHash('sha256');
  const rows = client.query(copyFrom(`copy ${quote(name)} (${columns.map(quote).join(', ')}) from stdin`));
  await pipeline(
    content,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        digest.update(chunk);
        yield chunk;
      }
    },
    rows,
  );
  if (rows.rowCount !== expected?.rows || digest.digest('hex') !== expected.sha256) throw changed();
}

function quote(name: string): string {
  return pg.escapeIdentifier(name);
}
