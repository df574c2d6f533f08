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
 * Builds a partial expression index for every sortable field that has none yet, while others go on writing.
 * A build that was interrupted leaves an invalid index behind; it is dropped and built again.
 * @returns names of the indexes built; none when another node is at it.
 */
export async function buildIndexes(pool: Pool, registry: Registry): Promise<string[]> {
  const client = await pool.connect();
  try {
    const lock = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [INDEX_LOCK]);
    if (!lock.rows[0]?.taken) return [];
    try {
      return await buildMissing(client, [...registry.kinds.values()].flatMap(indexesOf));
    } finally {
      await client.query('select pg_advisory_unlock($1)', [INDEX_LOCK]);
    }
  } finally {
    client.release();
  }
}

async function buildMissing(client: PoolClient, wanted: readonly FieldIndex[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string; valid: boolean }>(
    `select c.relname as name, i.indisvalid as valid from pg_index i join pg_class c on c.oid = i.indexrelid
     where i.indrelid = 'record'::regclass`,
  );
  const valid = new Map(rows.map((row) => [row.name, row.valid]));
  const built: string[] = [];
  for (const { name, statement } of wanted) {
    if (valid.get(name) === true) continue;
    if (valid.get(name) === false) await client.query(`drop index concurrently if exists ${name}`);
    await client.query(statement);
    built.push(name);
  }
  return built;
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
