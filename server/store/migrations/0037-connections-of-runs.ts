import { type Kysely, sql } from 'kysely';

/** Connections by which runs of tests send, by the address at this installation’s end: for nodes that listen and did not open them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table test_connection (
        address text primary key,
        run uuid not null,
        opened timestamptz not null default now()
      )`,
    )
    .execute(db);
}
