import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  `create table view (
    id uuid primary key,
    scope uuid not null references scope,
    kind text not null,
    name text not null,
    owner text not null,
    shared boolean not null,
    definition jsonb not null,
    updated timestamptz not null,
    unique (scope, kind, owner, name)
  )`,
];

/** Saved views of registers: what somebody looks at often, for himself or for everybody in the scope. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
