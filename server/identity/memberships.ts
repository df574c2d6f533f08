import { refusal, type Role, say } from '@callosum/kernel';
import type { Pool, PoolClient } from 'pg';
import { recordSecurity } from './security-log.ts';

/** Which roles somebody shall hold in a scope, and who says so. */
export interface RolesWanted {
  /** Account id, or `console`. */
  readonly by: string;
  readonly account: string;
  readonly scope: string;
  readonly roles: readonly Role[];
}

const TAKE = `delete from membership
  where account = $1 and scope = $2 and provider = '' and not role = any ($3::text[]) returning role`;
const GIVE = `insert into membership (account, scope, role)
  select $1, $2, role from unnest($3::text[]) as role
  where not exists (select from membership m where m.account = $1 and m.scope = $2 and m.role = role.role)
  on conflict do nothing returning role`;
/** An owner who came with a group could go with it. */
const OWNED = `select exists (select from membership where scope = $1 and role = 'owner' and provider = '') as owned`;
const STAYS = `select p.name, m.role from membership m join identity_provider p on p.id = m.provider
  where m.account = $1 and m.scope = $2 and not m.role = any ($3::text[]) limit 1`;

/**
 * Makes these the roles an account holds in a scope, notes what changed, and tells every node at the commit.
 * @throws Refusal `refused` when the organisation would be left without an owner: nobody could let anybody in again;
 *   and when a role to be taken came with a group, and would be back.
 */
export async function writeRoles(client: PoolClient, { by, account, scope, roles }: RolesWanted): Promise<void> {
  // One change of a scope at a time: two last owners must not remove each other.
  await client.query('select from scope where id = $1 for update', [scope]);
  const taken = await client.query<{ role: string }>(TAKE, [account, scope, [...roles]]);
  const given = await client.query<{ role: string }>(GIVE, [account, scope, [...roles]]);
  if (taken.rows.some(({ role }) => role === 'owner')) await requireOwner(client, scope);
  const note = async (event: 'role-taken' | 'role-given', changed: readonly { role: string }[]): Promise<void> => {
    for (const { role } of changed) await recordSecurity(client, { event, account, scope, by, details: { role } });
  };
  const stays = (await client.query<{ name: string; role: string }>(STAYS, [account, scope, [...roles]])).rows[0];
  if (stays) {
    throw refusal(
      'refused',
      say`The role “${stays.role}” comes with a group of “${stays.name}”; nothing was changed.`,
      {
        remedy: say`Take the person out of the group there, or change what the group gives.`,
      },
    );
  }
  await note('role-taken', taken.rows);
  await note('role-given', given.rows);
  await client.query(`select pg_notify('access', '')`);
}

async function requireOwner(client: PoolClient, scope: string): Promise<void> {
  const top = await client.query<{ top: boolean }>('select parent is null as top from scope where id = $1', [scope]);
  const { rows } = await client.query<{ owned: boolean }>(OWNED, [scope]);
  if (!top.rows[0]?.top || rows[0]?.owned) return;
  throw refusal('refused', say`The organisation needs an owner; nothing was changed.`, {
    remedy: say`Make somebody else an owner first.`,
  });
}

/** Somebody in a scope: the roles he holds in it, and those that reach down from above. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly roles: string[];
  readonly inherited: string[];
  readonly off: boolean;
}

const MEMBERS = `with recursive line (id, parent) as (
    select id, parent from scope where id = $1
    union all select s.id, s.parent from scope s join line on s.id = line.parent
  )
  select u.id, u.name,
    coalesce(array_agg(distinct m.role) filter (where m.scope = $1), '{}') as roles,
    coalesce(array_agg(distinct m.role) filter (where m.scope <> $1), '{}') as inherited,
    bool_or(a.deactivated is not null) as off
  from membership m join line on line.id = m.scope join "user" u on u.id = m.account
  left join account_state a on a.account = u.id
  group by u.id, u.name order by u.name, u.id`;

export async function membersOf(pool: Pool, scope: string): Promise<Member[]> {
  return (await pool.query<Member>(MEMBERS, [scope])).rows;
}
