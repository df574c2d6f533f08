import { createSight, type Graph, type Registry } from '@callosum/kernel';
import type { Pool } from 'pg';
import type { Access } from '../identity/access.ts';

/** Everybody with a role in a scope or one above it: whoever may be there at all. */
const PRESENT = `with recursive line (id, parent) as (
    select id, parent from scope where id = $1
    union all select s.id, s.parent from scope s join line on s.id = line.parent
  )
  select distinct u.id, u.name from membership m join line on line.id = m.scope join "user" u on u.id = m.account
  order by u.name, u.id`;

interface Parts {
  readonly pool: Pool;
  readonly registry: Registry;
  readonly access: Access;
}

/** The people who may see a record, by name. */
export async function audienceOf(
  { pool, registry, access }: Parts,
  graph: Graph,
  scope: string,
  record: string,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await pool.query<{ id: string; name: string }>(PRESENT, [scope]);
  const seen = [];
  for (const person of rows) {
    const actor = await access.actorIn({ id: person.id }, scope);
    if (createSight(registry, graph, actor).row(record)) seen.push(person);
  }
  return seen;
}
