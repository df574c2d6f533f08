import type { Kysely } from 'kysely';
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration';
import type { Client } from 'pg';
import { up as spine } from './migrations/0001-spine.ts';
import { up as identity } from './migrations/0003-identity.ts';
import { up as jobs } from './migrations/0005-jobs.ts';
import { up as attachments } from './migrations/0006-attachments.ts';
import { up as roles } from './migrations/0007-roles.ts';
import { up as notices } from './migrations/0008-notices.ts';
import { up as tableMappings } from './migrations/0009-table-mappings.ts';
import { up as views } from './migrations/0011-views.ts';
import { up as erasedFiles } from './migrations/0014-erased-files.ts';
import { up as federation } from './migrations/0015-federation.ts';
import { up as outgoing } from './migrations/0019-outgoing.ts';
import { up as importRuns } from './migrations/0021-import-runs.ts';
import { up as words } from './migrations/0023-words.ts';
import { up as webhooks } from './migrations/0024-webhooks.ts';
import { up as pins } from './migrations/0025-pins.ts';
import { up as newest } from './migrations/0026-newest.ts';
import { up as weekLetter } from './migrations/0029-week-letter.ts';
import { up as messages } from './migrations/0031-messages.ts';
import { up as attemptSentences } from './migrations/0032-attempt-sentences.ts';
import { up as refusals } from './migrations/0035-refusals.ts';
import { up as messagesOfRuns } from './migrations/0036-messages-of-runs.ts';
import { up as connectionsOfRuns } from './migrations/0037-connections-of-runs.ts';
import type { Schema } from './schema.ts';

/** Every migration in order; a name is never changed once it has landed. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-spine': { up: spine },
  '0003-identity': { up: identity },
  '0005-jobs': { up: jobs },
  '0006-attachments': { up: attachments },
  '0007-roles': { up: roles },
  '0008-notices': { up: notices },
  '0009-table-mappings': { up: tableMappings },
  '0011-views': { up: views },
  '0014-erased-files': { up: erasedFiles },
  '0015-federation': { up: federation },
  '0019-outgoing': { up: outgoing },
  '0021-import-runs': { up: importRuns },
  '0023-words': { up: words },
  '0024-webhooks': { up: webhooks },
  '0025-pins': { up: pins },
  '0026-newest': { up: newest },
  '0029-week-letter': { up: weekLetter },
  '0031-messages': { up: messages },
  '0032-attempt-sentences': { up: attemptSentences },
  '0035-refusals': { up: refusals },
  '0036-messages-of-runs': { up: messagesOfRuns },
  '0037-connections-of-runs': { up: connectionsOfRuns },
};

const provider: MigrationProvider = { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) };

/** One number for the whole installation: two nodes that start together take turns. */
const MIGRATION_LOCK = 4_600_001;

/** Holds the migration lock on a connection of its own while `work` runs. */
export async function withMigrationLock<T>(client: Client, work: () => Promise<T>): Promise<T> {
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await work();
  } finally {
    await client.end();
  }
}

/**
 * Brings the tables up to date, or exactly to a named migration.
 * @throws Error naming the migration that failed; earlier ones stay.
 */
export async function migrate(db: Kysely<Schema>, upTo?: string): Promise<void> {
  const migrator = new Migrator({ db, provider });
  const { error, results } = upTo ? await migrator.migrateTo(upTo) : await migrator.migrateToLatest();
  if (!error) return;
  const failed = results?.find((result) => result.status === 'Error')?.migrationName ?? 'the first step';
  throw new Error(`Migration ${failed} failed: ${error instanceof Error ? error.message : 'no reason given'}`, {
    cause: error,
  });
}
