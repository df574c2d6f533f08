import { type Kysely, sql } from 'kysely';

/** When the weekly letter to each person is due next. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql.raw(`create table week_letter (account text primary key, due timestamptz not null)`).execute(db);
}
