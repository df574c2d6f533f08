import { type Kysely, sql } from 'kysely';

/** Sign-in, second factors, tokens, single sign-on, emergency access. The identity library's own tables it makes itself. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table installation_setting (
    name text primary key,
    value jsonb not null,
    changed timestamptz not null,
    changed_by text not null
  )`,

  // Whose attempts failed lately; the subject is a hash over account and address or device.
  `create table sign_in_attempt (
    subject bytea primary key,
    failures integer not null,
    last timestamptz not null
  )`,
  // Browsers an account signed in from before: they are not slowed down by what strangers try.
  `create table known_device (
    device bytea not null,
    account text not null,
    first timestamptz not null,
    last timestamptz not null,
    primary key (account, device)
  )`,
  `create table account_state (
    account text primary key,
    expires timestamptz,
    deactivated timestamptz,
    deactivated_by text
  )`,

  // The secret is encrypted; the last step stands for the last code that was taken, so that none is taken twice.
  `create table second_factor (
    account text primary key,
    secret text not null,
    confirmed timestamptz,
    last_step bigint not null,
    created timestamptz not null
  )`,
  `create table backup_code (
    account text not null,
    code bytea not null,
    used timestamptz,
    primary key (account, code)
  )`,
  `create table passkey (
    id uuid primary key,
    account text not null,
    credential text not null unique,
    public_key bytea not null,
    counter bigint not null,
    transports text[] not null,
    name text not null,
    backed_up boolean not null,
    created timestamptz not null,
    last_used timestamptz
  )`,
  `create index passkey_account on passkey (account)`,
  `create table passkey_challenge (
    challenge text primary key,
    purpose text not null check (purpose in ('register', 'sign-in', 'reauthenticate')),
    account text,
    expires timestamptz not null
  )`,
  // What somebody proved just now, to be used once for the act that asked for it.
  `create table reauthentication (
    proof bytea primary key,
    session text not null,
    account text not null,
    method text not null check (method in ('password', 'code', 'passkey', 'sign-in')),
    made timestamptz not null,
    expires timestamptz not null
  )`,

  `create table api_token (
    id uuid primary key,
    hash bytea not null unique,
    account text not null,
    name text not null,
    scope uuid references scope,
    roles text[],
    read_only boolean not null,
    created timestamptz not null,
    expires timestamptz not null,
    last_used timestamptz,
    revoked timestamptz
  )`,
  `create index api_token_account on api_token (account)`,

  // The configuration holds secrets and is encrypted whole.
  `create table identity_provider (
    id text primary key,
    kind text not null check (kind in ('oidc', 'saml', 'scim')),
    name text not null,
    domains text[] not null,
    enabled boolean not null,
    config text not null,
    changed timestamptz not null,
    changed_by text not null
  )`,
  `create table group_role (
    provider text not null references identity_provider on delete cascade,
    group_name text not null,
    scope uuid not null references scope,
    role text not null,
    primary key (provider, group_name, scope)
  )`,
  // Rights that came with a group, so that they go with it and no others do.
  `create table group_membership (
    provider text not null references identity_provider on delete cascade,
    account text not null,
    scope uuid not null references scope,
    role text not null,
    primary key (provider, account, scope)
  )`,

  `alter table invitation add column email text, add column account_expires timestamptz`,

  `create table emergency_access (
    id uuid primary key,
    account text not null,
    scope uuid not null references scope,
    role text not null,
    reason text not null,
    began timestamptz not null,
    until timestamptz not null,
    ended timestamptz,
    reviewer text,
    reviewed timestamptz,
    finding text,
    justified boolean,
    check ((reviewed is null) = (finding is null))
  )`,
  `create index emergency_access_scope on emergency_access (scope, began)`,

  // What happened to accounts and sign-in; only ever added to.
  `create table security_event (
    id uuid primary key,
    at timestamptz not null,
    event text not null,
    account text,
    scope uuid,
    by text,
    address text,
    details jsonb not null
  )`,
  `create index security_event_at on security_event (at desc)`,
];
