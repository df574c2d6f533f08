import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  `create table notice_preference (
    account text primary key,
    value jsonb not null,
    changed timestamptz not null default now()
  )`,
  // Keys are encrypted: with them one could write to somebody's screen.
  `create table push_device (
    id uuid primary key,
    account text not null,
    endpoint text not null unique,
    keys text not null,
    browser text not null,
    made timestamptz not null default now()
  )`,
  `create index push_device_of on push_device (account)`,
  // A notice on its way out of the house. Its way is 'mail', or the id of a browser that is told.
  `create table outgoing (
    notice uuid not null references notice on delete cascade,
    way text not null,
    account text not null,
    urgent boolean not null,
    due timestamptz not null,
    claimed timestamptz,
    done timestamptz,
    outcome text,
    primary key (notice, way)
  )`,
  `create index outgoing_pending on outgoing (account, way, due) where done is null`,
  `create index notice_unread on notice (account) where read is null`,
];

/** How each wants to hear of what is new, which browsers are told, and what is on its way out. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
