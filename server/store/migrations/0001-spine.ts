import { type Kysely, sql } from 'kysely';

/** Scopes, records, links, ledger, seals, files, rights. PostgreSQL 15 and newer. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

/** Joined words (HL7/ADT, v2.5.1, help@desk) are searched word by word: PostgreSQL would take them for paths, versions and addresses. */
const JOINTS = `'/.:@_+-''’&=#<>~\\'`;

const STATEMENTS = [
  // Text sorts the same in SQL and in a browser (Intl.Collator of 'en' with numeric order, which is the root's): by the root collation, digits as numbers.
  `create collation callosum (provider = icu, locale = 'und-u-kn-true')`,

  `create table scope (
    id uuid primary key,
    parent uuid references scope,
    type text not null check (type in ('organisation', 'programme', 'project')),
    key text not null unique,
    zone text not null default 'UTC',
    pinned timestamptz,
    created timestamptz not null,
    check ((parent is null) = (type = 'organisation'))
  )`,
  `create unique index one_organisation on scope (type) where type = 'organisation'`,

  // Kind versions the newest node that ever started here knows; an older node refuses to write.
  `create table installed (only_one boolean primary key default true check (only_one), versions jsonb not null)`,

  `create table head (
    scope uuid primary key references scope,
    sequence bigint not null,
    hash bytea not null,
    recorded timestamptz not null
  )`,

  `create table record (
    id uuid primary key,
    scope uuid not null references scope,
    kind text not null,
    kind_version integer not null,
    number integer not null,
    title text collate callosum not null,
    state text not null,
    owner text,
    due date,
    version integer not null,
    withdrawn boolean not null default false,
    source text,
    external_id text,
    created timestamptz not null,
    created_by text not null,
    updated timestamptz not null,
    updated_by text not null,
    fields jsonb not null,
    search tsvector generated always as (to_tsvector('simple', translate(left(title, 4000), ${JOINTS}, repeat(' ', 16)))) stored,
    unique (scope, kind, number),
    unique (scope, source, external_id)
  )`,
  `create index record_search on record using gin (search)`,
  `create index record_version on record (kind, kind_version)`,

  `create table link (
    id uuid primary key,
    scope uuid not null references scope,
    type text not null,
    from_record uuid not null references record,
    to_record uuid not null references record,
    version integer not null,
    fields jsonb not null
  )`,
  `create index link_scope on link (scope)`,
  `create index link_from on link (from_record)`,
  `create index link_to on link (to_record)`,

  `create table event (
    scope uuid not null references scope,
    sequence bigint not null,
    command uuid not null,
    subject uuid not null,
    recorded timestamptz not null,
    effective timestamptz not null,
    text text not null,
    hash bytea not null,
    primary key (scope, sequence)
  )`,
  `create index event_subject on event (subject, sequence)`,

  `create table value (
    scope uuid not null,
    sequence bigint not null,
    "values" jsonb not null,
    primary key (scope, sequence),
    foreign key (scope, sequence) references event
  )`,

  `create table command_key (
    scope uuid not null references scope,
    account text not null,
    key text not null,
    request bytea not null,
    response jsonb not null,
    created timestamptz not null,
    primary key (scope, account, key)
  )`,

  `create table seal (
    number bigint primary key,
    body text not null,
    signature bytea not null,
    public_key bytea not null,
    sealed timestamptz not null
  )`,
  `create table seal_scope (
    seal bigint not null references seal,
    scope uuid not null references scope,
    size bigint not null,
    root bytea not null,
    head bytea not null,
    peaks bytea[] not null,
    primary key (seal, scope)
  )`,
  `create index seal_scope_latest on seal_scope (scope, seal desc)`,

  `create table file (
    hash text primary key,
    size bigint not null,
    created timestamptz not null,
    created_by text not null
  )`,

  `create table membership (
    account text not null,
    scope uuid not null references scope,
    role text not null,
    primary key (account, scope)
  )`,
  `create table invitation (
    token bytea primary key,
    scope uuid not null references scope,
    role text not null,
    created_by text not null,
    expires timestamptz not null,
    used_by text
  )`,
];
