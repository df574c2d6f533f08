import { type GraphScope, refusal, type ScopeType, say } from '@callosum/kernel';
import type { Pool, PoolClient } from 'pg';

/** A scope of a line: one and those above it. */
export interface LineScope {
  readonly id: string;
  readonly type: ScopeType;
  readonly key: string;
  readonly zone: string;
  readonly sequence: number;
  readonly recorded: Date;
}

const LINE = `with recursive line as (
    select id, parent, type, key, zone, 0 as level from scope where id = $1
    union all
    select s.id, s.parent, s.type, s.key, s.zone, line.level + 1 from scope s join line on s.id = line.parent
  )
  select l.id, l.type, l.key, l.zone, h.sequence, h.recorded from line l join head h on h.scope = l.id order by l.level`;

/** A scope and those above it with the ends of their ledgers, its own first; empty when there is no such scope. */
export async function readLine(client: Pool | PoolClient, scope: string): Promise<LineScope[]> {
  return (await client.query<LineScope>({ name: 'line', text: LINE, values: [scope] })).rows;
}

/** The scope above one, null for the organisation. @throws Refusal `not-found`. */
export async function parentOf(pool: Pool | PoolClient, scope: string): Promise<string | null> {
  const { rows } = await pool.query<{ parent: string | null }>('select parent from scope where id = $1', [scope]);
  if (!rows[0]) throw refusal('not-found', say`There is no such project.`);
  return rows[0].parent;
}

/** The scope of a key, or the organisation: what lay above a scope whose record names no other. */
export async function scopeAbove(
  pool: Pool,
  { type }: GraphScope,
  key: string | undefined,
): Promise<GraphScope | undefined> {
  if (type === 'organisation') return undefined;
  const { rows } = await pool.query<GraphScope>(
    `select id, type, key from scope where case when $1::text is null then type = 'organisation' else key = $1 end`,
    [key ?? null],
  );
  return rows[0];
}
