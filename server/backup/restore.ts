import { refusal, say, sentenceOf } from '@callosum/kernel';
import { mkdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import pg from 'pg';
import { createAuth } from '../identity/auth.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { openInstallation, type OpenOptions } from '../open.ts';
import { type Database, openDatabase } from '../postgres/index.ts';
import { type ErasedLine, mergeRedactions, readRedactions, REDACTIONS_FILE } from '../redactions/log.ts';
import { replayRedactions } from '../redactions/replay.ts';
import { loadSecrets } from '../secrets/secrets.ts';
import { migrate, MIGRATIONS, withMigrationLock } from '../store/migrate.ts';
import { clientConfig, createPool, createQueries } from '../store/pool.ts';
import { storeRefusal } from '../write/transaction.ts';
import { checkArchive, type CheckedArchive, requireSoundLedger } from './check.ts';
import { requireAlone, requireEmpty } from './empty.ts';
import type { BackupFormat, Progress } from './format.ts';
import { loadArchive, truncate } from './load.ts';
import { openObjectStore } from '../files/open-store.ts';
import { createFileRestore, type FileRestore } from './restore-files.ts';
import { decryptSecrets, fingerprintsOf, placeSecrets, readSecretFiles, type SecretFiles } from './secrets.ts';
import { appliedMigrations } from './tables.ts';

export interface RestoreOptions extends OpenOptions {
  readonly source: string;
  /** Opens the secrets; without it the store keeps or makes its own. */
  readonly passphrase?: string | undefined;
  /** A list of redactions; otherwise the one in the data directory and the one beside the archive, where they are. */
  readonly redactions?: string | undefined;
  readonly onProgress?: Progress | undefined;
}

export interface RestoreSummary {
  /** When the archive was made, and by which version. */
  readonly created: string;
  readonly product: string;
  readonly projects: number;
  readonly events: number;
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  readonly redactions: {
    /** Redactions that the lists know of. */
    readonly known: number;
    /** Records from which something was erased again. */
    readonly replayed: number;
  };
  readonly secrets: {
    /** Those of the archive; otherwise the store goes on with its own. */
    readonly restored: boolean;
    readonly included: boolean;
    readonly fingerprints: Readonly<Record<string, string>>;
  };
}

/**
 * Brings back what an archive holds into an empty store. The whole archive is checked before anything is touched; rows appear all at
 * once, when files and secrets lie in their places; the ledger is verified in the store. When anything fails, the store is empty again.
 * @throws Refusal for an archive that is not whole, a wrong passphrase, a store that is not empty or in use.
 */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreSummary> {
  const { source, passphrase, onProgress, dataDir, databaseUrl, log } = options;
  const archive = await checkArchive(source, onProgress);
  requireSoundLedger(archive);
  requireKnownMigrations(archive);
  const erased = await knownRedactions(options);
  const context = archive.format.created;
  const secrets =
    passphrase === undefined ? undefined : await decryptSecrets(source, archive.secrets, passphrase, context);
  if (databaseUrl) await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const database = await openDatabase({ dataDir, databaseUrl, log, durable: options.durable ?? true });
  try {
    const files = createFileRestore(openObjectStore(dataDir, options.files?.s3), join(dataDir, 'files', 'incoming'));
    const undoSecrets = await fillStore(options, database, archive, files, secrets);
    const replayed = await verifyInStore(options, archive, erased).catch(async (error: unknown) => {
      await emptyAgain(database, archive.format);
      await files.undo();
      await undoSecrets();
      throw error;
    });
    await mergeRedactions(join(dataDir, REDACTIONS_FILE), erased);
    return await summarise(options, archive, files, secrets !== undefined, { known: erased.length, replayed });
  } finally {
    await database.stop();
  }
}

/** @throws Refusal `too-old` when a newer version made the archive. */
function requireKnownMigrations({ path, format }: CheckedArchive): void {
  const known = Object.keys(MIGRATIONS).sort();
  if (format.migrations.every((name, index) => name === known[index])) return;
  throw refusal(
    'too-old',
    say`${path} was made by version ${format.product}, which this one (${known.length} migrations) does not know.`,
    {
      remedy: say`Nothing was written. Update Callosum, then restore.`,
    },
  );
}

/** @returns how to put the store's own secrets back. */
async function fillStore(
  options: RestoreOptions,
  database: Database,
  archive: CheckedArchive,
  files: FileRestore,
  secrets: SecretFiles | undefined,
): Promise<() => Promise<void>> {
  let undoSecrets = (): Promise<void> => Promise.resolve();
  const lock = new pg.Client(clientConfig(database.connection));
  // A server that starts meanwhile waits for this lock, and finds the store filled.
  await withMigrationLock(lock, async () => {
    await requireAlone(lock);
    await requireEmpty(lock);
    try {
      await migrateTo(options, database, archive, lock);
      await loadArchive(
        lock,
        archive,
        files,
        async () => {
          if (secrets) undoSecrets = await placeSecrets(options.dataDir, secrets);
        },
        options.onProgress,
      );
    } catch (error) {
      await files.undo();
      await undoSecrets();
      throw loadError(error, archive.path);
    }
  });
  return undoSecrets;
}

/** What a failure on the way means to whoever asked for the restore. */
function loadError(error: unknown, path: string): unknown {
  if (error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')) {
    return refusal('store-full', say`The disk is full: nothing was restored.`, {
      remedy: say`Free space, then restore again.`,
    });
  }
  if (!(error instanceof pg.DatabaseError)) return error;
  const meant = storeRefusal(error);
  if (meant !== error) return meant;
  return refusal(
    'refused',
    say`The database does not take what ${path} holds (${error.message}): nothing was restored.`,
    {
      remedy: say`Check who may write to the database, or use another copy of the back-up.`,
    },
  );
}

/** Makes the tables as they were when the archive was made. */
async function migrateTo(
  { dataDir, databaseUrl, log }: RestoreOptions,
  database: Database,
  { path, format }: CheckedArchive,
  client: pg.Client,
): Promise<void> {
  const applied = await appliedMigrations(client);
  if (applied.some((name) => !format.migrations.includes(name))) {
    if (databaseUrl) {
      throw refusal('refused', say`${path} is older than the tables of this database: nothing was restored.`, {
        remedy: say`Restore into a database that Callosum has not opened yet.`,
      });
    }
    // The embedded database is ours alone, and empty.
    await client.query('begin; drop schema public cascade; create schema public; commit');
  }
  const pool = createPool(database.connection, log);
  try {
    const db = createQueries(pool);
    await migrate(db, format.migrations.at(-1));
    const { session } = await loadSecrets(dataDir);
    await createAuth(db, session, { trustedOrigins: [], requireUsable: () => Promise.resolve() }).migrate();
  } finally {
    await pool.end();
  }
}

/** What was erased, as far as it is noted. @throws Refusal when a list was named and is not there, or cannot be read. */
async function knownRedactions({ redactions, dataDir, source }: RestoreOptions): Promise<readonly ErasedLine[]> {
  if (redactions !== undefined) {
    if (await stat(redactions).catch(() => undefined)) return readRedactions(redactions);
    throw refusal('unreadable-file', say`${redactions} cannot be read.`, {
      remedy: say`Check its name and who may read it.`,
    });
  }
  const places = new Set([dataDir, dirname(source)].map((place) => resolve(place, REDACTIONS_FILE)));
  return (await Promise.all([...places].map(readRedactions))).flat();
}

/**
 * Brings the store up to date as any start does, erases again what was redacted since, and verifies its ledger there.
 * @returns from how many records something was erased.
 */
async function verifyInStore(
  options: RestoreOptions,
  archive: CheckedArchive,
  erased: readonly ErasedLine[],
): Promise<number> {
  const installation = await openInstallation({ ...options, command: true });
  try {
    await installation.pool.query('analyze');
    const replayed = await replayRedactions(installation, erased);
    const { events: total } = archive.ledger;
    const found = await verifyLedger(installation.pool, undefined, (events) =>
      options.onProgress?.('Verifying the ledger in the store', events, total),
    );
    if (found.ok && found.events >= total) return replayed;
    throw refusal(
      'refused',
      say`Restored, the ledger does not verify: ${found.firstFault ? sentenceOf(found.firstFault.sentences.detail) : say`events are missing`}`,
      {
        remedy: say`Nothing was kept. Check the disk of the store.`,
      },
    );
  } finally {
    await installation.close();
  }
}

async function emptyAgain(database: Database, format: BackupFormat): Promise<void> {
  const client = new pg.Client(clientConfig(database.connection));
  await client.connect();
  try {
    await truncate(client, format.tables);
  } finally {
    await client.end();
  }
}

async function summarise(
  { dataDir }: RestoreOptions,
  { format, entries, ledger, secrets }: CheckedArchive,
  files: FileRestore,
  restored: boolean,
  redactions: RestoreSummary['redactions'],
): Promise<RestoreSummary> {
  const rows = entries.flatMap((entry) => entry.rows ?? []);
  return {
    created: format.created,
    product: format.product,
    projects: ledger.projects,
    events: ledger.events,
    tables: rows.length,
    rows: rows.reduce((sum, count) => sum + count, 0),
    files: files.count(),
    redactions,
    secrets: {
      restored,
      included: secrets.encrypted !== null,
      fingerprints: fingerprintsOf(await readSecretFiles(dataDir)),
    },
  };
}
