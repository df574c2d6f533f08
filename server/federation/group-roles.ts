import { type Role, ROLES } from '@callosum/kernel';
import type { Pool, PoolClient } from 'pg';
import { recordSecurity } from '../identity/security-log.ts';
import { inTransaction } from '../write/transaction.ts';

/** What a group of a provider gives: one role in a scope. */
export interface GroupRole {
  readonly group: string;
  readonly scope: string;
  readonly role: Role;
}

export async function groupRolesOf(pool: Pool | PoolClient, provider: string): Promise<GroupRole[]> {
  const { rows } = await pool.query<{ group: string; scope: string; role: string }>(
    `select group_name as "group", scope, role from group_role where provider = $1 order by group_name, scope`,
    [provider],
  );
  return rows.flatMap(({ group, scope, role }) => {
    const known = ROLES.find((one) => one === role);
    return known ? [{ group, scope, role: known }] : [];
  });
}

const WANTED = `select distinct scope, role from group_role where provider = $1 and group_name = any ($2::text[])`;
const TAKE = `with wanted as (${WANTED}) delete from membership m where m.provider = $1 and m.account = $3
  and not exists (select from wanted w where w.scope = m.scope and w.role = m.role) returning m.scope, m.role`;
const GIVE = `with wanted as (${WANTED}) insert into membership (account, scope, role, provider)
  select $3, scope, role, $1 from wanted on conflict do nothing returning scope, role`;

/** Makes the roles an account holds by its groups those of these groups; what somebody gave it stays. */
export async function applyGroups(
  client: PoolClient,
  provider: string,
  account: string,
  groups: readonly string[],
): Promise<void> {
  const values = [provider, [...groups], account];
  const taken = await client.query<{ scope: string; role: string }>(TAKE, values);
  const given = await client.query<{ scope: string; role: string }>(GIVE, values);
  const note = async (event: 'role-taken' | 'role-given', rows: readonly { scope: string; role: string }[]) => {
    for (const { scope, role } of rows) {
      await recordSecurity(client, { event, account, scope, by: provider, details: { role } });
    }
  };
  await note('role-taken', taken.rows);
  await note('role-given', given.rows);
  if (taken.rows.length + given.rows.length > 0) await client.query(`select pg_notify('access', '')`);
}

/** Whether these groups give any role at all. */
export async function givesRole(client: PoolClient, provider: string, groups: readonly string[]): Promise<boolean> {
  return (await client.query(`${WANTED} limit 1`, [provider, [...groups]])).rowCount !== 0;
}

/** Applies what a directory knows of the groups of one account, or of everybody it keeps. */
export async function applyDirectory(client: PoolClient, provider: string, only?: string): Promise<void> {
  const { rows } = await client.query<{ account: string; groups: string[] }>(
    `select u.account, coalesce(array_agg(g.name) filter (where g.name is not null), '{}') as groups
     from directory_user u
     left join (directory_member m join directory_group g on g.id = m.directory_group and g.provider = $1) on m.account = u.account
     where u.provider = $1 and ($2::text is null or u.account = $2) group by u.account`,
    [provider, only ?? null],
  );
  for (const { account, groups } of rows) await applyGroups(client, provider, account, groups);
}

/**
 * Sets what the groups of a provider give. Roles that no group gives any more go at once; those of a directory come at
 * once too, others when their owner signs in.
 */
export async function setGroupRoles(
  pool: Pool,
  provider: string,
  wanted: readonly GroupRole[],
  by: string,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query('delete from group_role where provider = $1', [provider]);
    for (const { group, scope, role } of wanted) {
      await client.query('insert into group_role (provider, group_name, scope, role) values ($1, $2, $3, $4)', [
        provider,
        group,
        scope,
        role,
      ]);
    }
    await client.query(
      `delete from membership m where m.provider = $1 and not exists (
         select from group_role g where g.provider = $1 and g.scope = m.scope and g.role = m.role)`,
      [provider],
    );
    await applyDirectory(client, provider);
    await recordSecurity(client, { event: 'provider-changed', by, details: { provider, what: 'groups' } });
    await client.query(`select pg_notify('access', '')`);
  });
}
