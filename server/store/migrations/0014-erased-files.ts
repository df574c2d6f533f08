import { type Kysely, sql } from 'kysely';

/** Files that a redaction left to nobody: marked in its transaction, removed as soon as the store can be reached. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table file add column erased timestamptz').execute(db);
}
