import { type Kysely, sql } from 'kysely';

/** What was refused to whom: one row an hour for each account, matter and reason, however often. Kept for a while only. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table refusal (
        hour timestamptz not null,
        account text not null,
        operation text not null,
        reason text not null,
        scope text not null,
        count integer not null,
        last timestamptz not null,
        primary key (hour, account, operation, reason, scope)
      )`,
    )
    .execute(db);
  await sql.raw('create index refusal_last on refusal (last desc)').execute(db);
}
