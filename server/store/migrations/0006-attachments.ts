import { type Kysely, sql } from 'kysely';

/** What a file turned out to be, and when a scanner looked at it. To which records files belong is a field of theirs. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table file add column type text, add column scanned timestamptz').execute(db);
}
