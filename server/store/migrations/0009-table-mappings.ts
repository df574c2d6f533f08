import { type Kysely, sql } from 'kysely';

/** How a table with certain headings was brought into a kind last: offered again when such a table comes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table table_mapping (
        scope uuid not null references scope,
        kind text not null,
        header bytea not null,
        mapping jsonb not null,
        used timestamptz not null,
        primary key (scope, kind, header)
      )`,
    )
    .execute(db);
}
