import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  // What somebody chose. That an owner or an author follows a record is not written down: it is read from the record.
  `create table watch (
    account text not null,
    record uuid not null references record,
    watching boolean not null,
    primary key (record, account)
  )`,
  // Ids only: the words are made when it is shown, to whoever may see them then.
  `create table notice (
    id uuid primary key,
    account text not null,
    scope uuid not null references scope,
    sequence bigint not null,
    record uuid not null references record,
    reason text not null,
    made timestamptz not null default now(),
    read timestamptz,
    unique (account, scope, sequence)
  )`,
  `create index notice_of_account on notice (account, made desc)`,
  `create index notice_made on notice (made)`,
  // How far the ledger of a scope was read for news.
  `create table noticed (scope uuid primary key references scope, sequence bigint not null)`,
  // What happened before there were notices is no news.
  `insert into noticed (scope, sequence) select scope, sequence from head`,
];

/** Who follows which record, what is new for whom, and how far the ledger was read for it. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
