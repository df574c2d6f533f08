import { type Kysely, sql } from 'kysely';

/** Which imports ran in a scope, and which events of its ledger each wrote: what one may take back. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table import_run (
        id uuid primary key,
        scope uuid not null references scope,
        source text not null check (source in ('table', 'plan')),
        kind text,
        file text not null,
        account text not null,
        ran timestamptz not null,
        first_sequence bigint not null,
        last_sequence bigint not null,
        undone timestamptz,
        undone_by text
      )`,
    )
    .execute(db);
  await sql.raw('create index import_run_scope on import_run (scope, ran desc)').execute(db);
}
