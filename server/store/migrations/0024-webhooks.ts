import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  // Secrets are encrypted. "position" is the last event of the scope that was delivered or passed over.
  `create table webhook (
    id uuid primary key,
    scope uuid not null references scope,
    address text not null,
    kinds text[] not null,
    commands text[] not null,
    secret text not null,
    secret_before text,
    secret_before_until timestamptz,
    created_by text not null,
    created timestamptz not null default now(),
    position bigint not null,
    tries integer not null default 0,
    failing_since timestamptz,
    due timestamptz not null default now(),
    claimed timestamptz,
    paused timestamptz,
    paused_why text
  )`,
  `create index webhook_scope on webhook (scope)`,
  `create table webhook_attempt (
    id uuid primary key,
    webhook uuid not null references webhook on delete cascade,
    message text not null,
    made timestamptz not null default now(),
    delivered boolean not null,
    status integer,
    why text,
    milliseconds integer not null
  )`,
  `create index webhook_attempt_of on webhook_attempt (webhook, made desc)`,
];

/** Who outside is told of what happened, and what came of telling. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
