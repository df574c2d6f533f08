import { type Kysely, sql } from 'kysely';

/** Accounts of identity providers, roles that come with groups, what a directory keeps up to date, and forgotten passwords. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // Where a role comes from: somebody gave it (''), or a group of this provider. What comes with a group goes with it.
  `alter table membership drop constraint membership_pkey`,
  `alter table membership add column provider text not null default ''`,
  `alter table membership add primary key (account, scope, role, provider)`,
  `drop table group_membership`,

  // Whom a provider knows under which of its own names.
  `create table provider_account (
    provider text not null references identity_provider on delete cascade,
    subject text not null,
    account text not null,
    linked timestamptz not null,
    last_used timestamptz not null,
    primary key (provider, subject)
  )`,
  `create index provider_account_account on provider_account (account)`,

  // Somebody on his way through a provider: what must come back with him, from the same browser, once.
  `create table provider_visit (
    state bytea primary key,
    provider text not null references identity_provider on delete cascade,
    browser bytea not null,
    secrets text not null,
    ticket bytea unique,
    expires timestamptz not null
  )`,

  `create table provider_token (
    hash bytea primary key,
    provider text not null references identity_provider on delete cascade,
    created timestamptz not null,
    expires timestamptz not null,
    last_used timestamptz
  )`,

  // People and groups as a directory keeps them (SCIM). \`made\`: the account came with it, and is its to rename.
  `create table directory_user (
    provider text not null references identity_provider on delete cascade,
    account text not null,
    user_name text not null,
    external_id text,
    given_name text,
    family_name text,
    made boolean not null,
    created timestamptz not null,
    changed timestamptz not null,
    version integer not null,
    primary key (provider, account)
  )`,
  `create unique index directory_user_name on directory_user (provider, lower(user_name))`,
  `create table directory_group (
    id uuid primary key,
    provider text not null references identity_provider on delete cascade,
    name text not null,
    external_id text,
    created timestamptz not null,
    changed timestamptz not null,
    version integer not null
  )`,
  `create unique index directory_group_name on directory_group (provider, lower(name))`,
  `create table directory_member (
    directory_group uuid not null references directory_group on delete cascade,
    account text not null,
    primary key (directory_group, account)
  )`,
  `create index directory_member_account on directory_member (account)`,

  `create table password_reset (
    token bytea primary key,
    account text not null,
    expires timestamptz not null
  )`,
];
