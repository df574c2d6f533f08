import { type Kysely, sql } from 'kysely';

/** Work that outlives its request. The table is the truth; the queue that carries it lies in the schema `job`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table job (
    id uuid primary key,
    name text not null,
    scope uuid references scope,
    -- Who started it; nobody for what the server does by itself.
    account text,
    -- What an API token that started it leaves of that account's rights.
    limits jsonb,
    -- Started again under the same key, it is the same job.
    key text unique,
    input jsonb not null,
    state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
    attempt integer not null default 0,
    fraction real not null default 0 check (fraction between 0 and 1),
    word text,
    cancelling boolean not null default false,
    result jsonb,
    problems jsonb,
    created timestamptz not null default now(),
    not_before timestamptz,
    -- When whoever runs it last said so.
    seen timestamptz,
    finished timestamptz,
    check ((finished is null) = (state in ('waiting', 'running')))
  )`,
  `create index job_of_account on job (account, created desc) where account is not null`,
  `create index job_unfinished on job (name) where finished is null`,
  `create index job_finished on job (finished) where finished is not null`,
];
