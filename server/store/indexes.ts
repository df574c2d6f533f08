import type { Field, Kind, Registry } from '@callosum/kernel';
import { createHash } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { fieldKey } from './field-sql.ts';

/** One node builds indexes at a time. */
const INDEX_LOCK = 4_600_003;

/** Characters; each takes at most four bytes. */
const LONGEST_INDEXED = 500;

interface FieldIndex {
  readonly name: string;
  readonly statement: string;
}

/**
 * Records of a kind in one scope from which on its sortable fields have indexes. Fewer are sorted faster than they are
 * written: every write looks at each index of the table, and every question is planned with all of them.
 */
const MANY = 5_000;

export interface TendedIndexes {
  readonly built: readonly string[];
  readonly dropped: readonly string[];
}

/**
 * Builds a partial expression index for every sortable field of the kinds that many records are of, and drops those that are
 * not needed any more, while others go on writing. A build that was interrupted leaves an invalid index behind; it is
 * dropped and built again.
 * @param many records of a kind in one scope; below half as many, indexes are dropped.
 * @returns names of indexes; none when another node is at it.
 */
export async function tendIndexes(pool: Pool, registry: Registry, many = MANY): Promise<TendedIndexes> {
  const client = await pool.connect();
  try {
    const lock = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [INDEX_LOCK]);
    if (!lock.rows[0]?.taken) return { built: [], dropped: [] };
    try {
      return await tend(client, registry, many);
    } finally {
      await client.query('select pg_advisory_unlock($1)', [INDEX_LOCK]);
    }
  } finally {
    client.release();
  }
}

async function tend(client: PoolClient, registry: Registry, many: number): Promise<TendedIndexes> {
  const counted = await client.query<{ kind: string; most: number }>(
    `select kind, max(records)::int as most
     from (select kind, count(*) as records from record group by scope, kind) of_scope group by kind`,
  );
  const most = new Map(counted.rows.map((row) => [row.kind, row.most]));
  const having = (least: number): FieldIndex[] =>
    [...registry.kinds.values()].filter(({ name }) => (most.get(name) ?? 0) >= least).flatMap(indexesOf);
  const { rows } = await client.query<{ name: string; valid: boolean }>(
    `select c.relname as name, i.indisvalid as valid from pg_index i join pg_class c on c.oid = i.indexrelid
     where i.indrelid = 'record'::regclass and c.relname like 'record\\_by\\_%'`,
  );
  const valid = new Map(rows.map((row) => [row.name, row.valid]));
  const kept = new Set(having(many / 2).map(({ name }) => name));
  const dropped = rows.flatMap(({ name, valid: isValid }) => (isValid && kept.has(name) ? [] : [name]));
  for (const name of dropped) await client.query(`drop index concurrently if exists ${name}`);
  const missing = having(many).filter(({ name }) => valid.get(name) !== true);
  for (const { statement } of missing) await client.query(statement);
  return { built: missing.map(({ name }) => name), dropped };
}

function indexesOf(kind: Kind): FieldIndex[] {
  return Object.entries(kind.fields)
    .filter(([name, field]) => field.sortable && name !== 'title' && fitsIndex(field))
    .map(([field, declared]) => {
      const expression = fieldKey(field, declared);
      // PostgreSQL cuts names at 63 bytes; a digest of the definition keeps them apart and notices a change.
      const digest = createHash('sha256').update(`${kind.name} ${expression}`).digest('hex').slice(0, 12);
      const name = `record_by_${digest}`;
      const where = `kind = '${kind.name}' and not withdrawn`;
      return {
        name,
        statement: `create index concurrently ${name} on record (scope, ${expression}, number) where ${where}`,
      };
    });
}

/** An index entry holds at most about 2,700 bytes; a text that may be longer would make its record unwritable. */
function fitsIndex(field: Field): boolean {
  return field.type !== 'text' || (field.maxLength !== undefined && field.maxLength <= LONGEST_INDEXED);
}
