import { type Kysely, sql } from 'kysely';

/** A search looks at the newest records of each scope before it asks the index of words. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('create index record_newest on record (scope, created desc) where not withdrawn').execute(db);
}
