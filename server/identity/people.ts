import type { Pool } from 'pg';
import type { Asking } from './caller.ts';

/** Everybody with a role in a scope the account (or the one scope of its token) has a role in, above it, or below it: whoever may act where he may look. */
const SEEN = `with recursive mine as (select scope as id from membership where account = $1 and $2::uuid is null union select $2 where $2 is not null),
  above as (select id from mine union select s.parent from scope s join above on s.id = above.id where s.parent is not null),
  below as (select id from mine union select s.id from scope s join below on s.parent = below.id)
  select u.id, u.name from "user" u where u.id = $1 or exists (
    select 1 from membership m where m.account = u.id and m.scope in (select id from above union select id from below)
  ) order by u.name, u.id`;

/** The people whose names an account meets in the scopes it may see. */
export async function peopleSeenBy(pool: Pool, { id, limits }: Asking): Promise<{ id: string; name: string }[]> {
  const { rows } = await pool.query<{ id: string; name: string }>(SEEN, [id, limits?.scope ?? null]);
  return rows;
}
