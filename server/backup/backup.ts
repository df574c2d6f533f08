import { refusal, say } from '@callosum/kernel';
import { randomUUID } from 'node:crypto';
import { createReadStream, rmSync } from 'node:fs';
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Borrowed } from '../files/object-store.ts';
import { sealLedger } from '../ledger/seal.ts';
import type { Installation } from '../open.ts';
import { mergeRedactions, readRedactions, REDACTIONS_FILE } from '../redactions/log.ts';
import { storeRefusal } from '../write/transaction.ts';
import { useStandardSpelling } from '../store/spelling.ts';
import { checkArchive, requireSoundLedger } from './check.ts';
import {
  BACKUP_FORMAT,
  type BackupEntry,
  type BackupFormat,
  fileEntry,
  FORMAT_ENTRY,
  MANIFEST_ENTRY,
  type Progress,
  SECRETS_ENTRY,
  tableEntry,
} from './format.ts';
import { encryptSecrets, readSecretFiles } from './secrets.ts';
import { appliedMigrations, storeTables, type StoreTable } from './tables.ts';
import { type ArchiveWriter, createArchive } from './write-archive.ts';

export interface BackupOptions {
  readonly dataDir: string;
  /** The archive; one that is there is replaced when the new one is whole. */
  readonly target: string;
  /** Encrypts the secrets; without it they are left out. */
  readonly passphrase?: string | undefined;
  readonly onProgress?: Progress | undefined;
}

export interface BackupSummary {
  readonly file: string;
  readonly bytes: number;
  readonly created: string;
  readonly projects: number;
  readonly events: number;
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  /** Whether the secrets are within, and what they are recognised by. */
  readonly secrets: { readonly included: boolean; readonly fingerprints: Readonly<Record<string, string>> };
}

/**
 * Writes the whole store into one archive, as it was at one moment, beside a running server or without one. The archive appears under
 * its name when it was read back and verified; until then, or when anything fails, what was there stays.
 * @throws Refusal when the archive cannot be written, a file of the store is missing or damaged, or the ledger does not verify.
 */
export async function writeBackup(installation: Installation, options: BackupOptions): Promise<BackupSummary> {
  const target = resolve(options.target);
  const temporary = join(dirname(target), `.${basename(target)}.${randomUUID()}`);
  const leaveNothing = (): void => rmSync(temporary, { force: true });
  process.on('exit', leaveNothing);
  try {
    const entries = await writeArchive(installation, options, temporary);
    const checked = await checkArchive(temporary, options.onProgress);
    if (JSON.stringify(checked.entries) !== JSON.stringify(entries)) {
      throw refusal('refused', say`${target} was not kept: read back, it is not what was written.`, {
        remedy: say`Check the disk.`,
      });
    }
    requireSoundLedger({ ...checked, path: target });
    const { size } = await stat(temporary);
    await rename(temporary, target);
    // Beside the archives, the list outlives the disk of the store, and every restore finds it.
    const erased = await readRedactions(join(options.dataDir, REDACTIONS_FILE));
    await mergeRedactions(join(dirname(target), REDACTIONS_FILE), erased);
    await syncDirectory(dirname(target));
    const tables = entries.flatMap(({ rows }) => rows ?? []);
    return {
      file: target,
      bytes: size,
      created: checked.format.created,
      projects: checked.ledger.projects,
      events: checked.ledger.events,
      tables: tables.length,
      rows: tables.reduce((sum, rows) => sum + rows, 0),
      files: entries.filter(({ name }) => name.startsWith('files/')).length,
      secrets: { included: checked.secrets.encrypted !== null, fingerprints: checked.secrets.fingerprints },
    };
  } catch (error) {
    throw writeError(error, target);
  } finally {
    process.off('exit', leaveNothing);
    await rm(temporary, { force: true });
  }
}

async function writeArchive(
  installation: Installation,
  options: BackupOptions,
  temporary: string,
): Promise<readonly BackupEntry[]> {
  // A directory that is not there is found out before the database has any work.
  await (await open(temporary, 'wx', 0o600)).close();
  await rm(temporary);
  const created = new Date();
  const secrets = await encryptSecrets(
    await readSecretFiles(options.dataDir),
    options.passphrase,
    created.toISOString(),
  );
  // Without a seal nobody could tell later that events are missing at the end.
  await sealLedger(installation.pool, installation.secrets.sealKey);
  const client = await installation.pool.connect();
  const archive = createArchive(temporary, created);
  try {
    await client.query('begin isolation level repeatable read read only');
    await useStandardSpelling(client);
    const tables = await storeTables(client);
    const format = await describe(client, installation.version, created, tables);
    const entries = [await archive.addText(FORMAT_ENTRY, JSON.stringify(format, null, 2))];
    for (const table of tables) entries.push(await writeTable(client, archive, table, temporary, options.onProgress));
    for await (const entry of writeFiles(client, archive, installation, options)) entries.push(entry);
    entries.push(await archive.addText(SECRETS_ENTRY, JSON.stringify(secrets, null, 2)));
    await archive.addText(MANIFEST_ENTRY, JSON.stringify({ format: BACKUP_FORMAT, entries }));
    await archive.finish();
    return entries;
  } catch (error) {
    await archive.abandon(error);
    throw error;
  } finally {
    // A connection in the middle of a COPY is of no use to anybody.
    const failed = await client.query('rollback').then(
      () => undefined,
      (error: Error) => error,
    );
    client.release(failed);
  }
}

async function describe(
  client: pg.PoolClient,
  product: string,
  created: Date,
  tables: readonly StoreTable[],
): Promise<BackupFormat> {
  const { rows } = await client.query<{ id: string; key: string }>(
    `select id, key from scope where type = 'organisation'`,
  );
  const organisation = rows[0];
  if (!organisation) throw new Error('The store has no organisation');
  return {
    format: BACKUP_FORMAT,
    product,
    created: created.toISOString(),
    organisation,
    migrations: await appliedMigrations(client),
    tables: tables.map(({ name, columns }) => ({ name, columns })),
  };
}

/**
 * A tar entry begins with its size, which nobody knows before the rows have come; so they pass through a file beside the archive that
 * has no name any more and so cannot be left behind.
 */
async function writeTable(
  client: pg.PoolClient,
  archive: ArchiveWriter,
  { name, columns, key }: StoreTable,
  temporary: string,
  onProgress: Progress | undefined,
): Promise<BackupEntry> {
  const spool = await open(`${temporary}.rows`, 'wx+', 0o600);
  try {
    await rm(`${temporary}.rows`);
    const order = key.length === 0 ? '' : ` order by ${list(key)}`;
    const rows = client.query(copyTo(`copy (select ${list(columns)} from ${quote(name)}${order}) to stdout`));
    let size = 0;
    for await (const chunk of rows) {
      const bytes: Buffer = chunk;
      await spool.appendFile(bytes);
      size += bytes.length;
      onProgress?.(`Writing the table ${name}`, size);
    }
    const entry = await archive.add(tableEntry(name), size, readBack(spool), true);
    if (entry.rows !== rows.rowCount) throw new Error(`${name}: ${rows.rowCount} rows read, ${entry.rows} written`);
    return entry;
  } finally {
    await spool.close();
  }
}

const CHUNK = 64 * 1024;

async function* readBack(spool: FileHandle): AsyncGenerator<Buffer, void, undefined> {
  for (let position = 0; ;) {
    const { buffer, bytesRead } = await spool.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

const FILES_PAGE = 1_000;

async function* writeFiles(
  client: pg.PoolClient,
  archive: ArchiveWriter,
  { files }: Installation,
  { dataDir, onProgress }: BackupOptions,
): AsyncGenerator<BackupEntry, void, undefined> {
  const sum = await client.query<{ total: number }>('select coalesce(sum(size), 0)::bigint as total from file');
  let done = 0;
  let after = '';
  for (;;) {
    const page = await client.query<{ hash: string; size: number }>(
      'select hash, size from file where hash > $1 order by hash limit $2',
      [after, FILES_PAGE],
    );
    for (const { hash, size } of page.rows) {
      after = hash;
      yield await writeFile(archive, files, hash, size, dataDir);
      done += size;
      onProgress?.('Writing the files', done, sum.rows[0]?.total);
    }
    if (page.rows.length < FILES_PAGE) return;
  }
}

async function writeFile(
  archive: ArchiveWriter,
  files: Installation['files'],
  hash: string,
  size: number,
  dataDir: string,
): Promise<BackupEntry> {
  const found = await files.borrow(hash);
  const entry = found && (await addFile(archive, found, hash, size));
  if (entry?.sha256 === hash) return entry;
  const what = found ? 'is not what was stored' : `is not in ${dataDir}`;
  throw refusal('refused', say`No back-up was made: the file ${hash} (${size} bytes) ${what}.`, {
    remedy: found
      ? say`Put the original in its place.`
      : say`Give the data directory that belongs to this database (--data), or put the file back.`,
  });
}

async function addFile(
  archive: ArchiveWriter,
  { path, release }: Borrowed,
  hash: string,
  size: number,
): Promise<BackupEntry | undefined> {
  try {
    if ((await stat(path)).size !== size) return undefined;
    return await archive.add(fileEntry(hash), size, createReadStream(path));
  } finally {
    await release();
  }
}

function list(columns: readonly string[]): string {
  return columns.map(quote).join(', ');
}

function quote(name: string): string {
  return pg.escapeIdentifier(name);
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** What a failed file operation means to whoever asked for the back-up. */
function writeError(error: unknown, target: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return storeRefusal(error);
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') {
    return refusal('store-full', say`The disk of ${target} is full: no back-up was made.`, {
      remedy: say`Free space, or choose another disk.`,
    });
  }
  const said = error.message.replace(/, \w+( '.*')?$/, '');
  return refusal('refused', say`${target} cannot be written (${said}): no back-up was made.`, {
    remedy: say`Choose another place.`,
  });
}
