import { type Kysely, sql } from 'kysely';

/** Messages that came in at test endpoints, de-identified before they are written here, and what was found in them. Kept for a while only. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table message_received (
        id uuid primary key,
        scope uuid not null references scope,
        endpoint uuid not null,
        received timestamptz not null,
        trigger text not null,
        control_id text not null,
        version text not null,
        bytes integer not null,
        body text not null,
        replaced jsonb not null,
        valid boolean not null,
        answer text not null,
        profile text,
        findings jsonb not null
      )`,
    )
    .execute(db);
  await sql.raw('create index message_received_endpoint on message_received (endpoint, received desc)').execute(db);
  await sql.raw('create index message_received_received on message_received (received)').execute(db);
  await sql
    .raw(
      `create table message_test_run (
        id uuid primary key,
        scope uuid not null references scope,
        test uuid not null,
        ran timestamptz not null,
        account text not null,
        way text not null,
        passed integer not null,
        failed integer not null,
        rests_on jsonb not null,
        cases jsonb not null
      )`,
    )
    .execute(db);
  await sql.raw('create index message_test_run_test on message_test_run (test, ran desc)').execute(db);
}
