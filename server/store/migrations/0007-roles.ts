import { type Kysely, sql } from 'kysely';

/** Several roles for an account in a scope. Who gave and took them is in the security log. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table membership drop constraint membership_pkey`,
  `alter table membership add primary key (account, scope, role)`,
  `create index membership_scope on membership (scope)`,
];
