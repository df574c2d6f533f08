import { type FieldValues, type Kind, type Registry, upgradeFields } from '@callosum/kernel';
import type { Pool } from 'pg';
import { textOf } from './columns.ts';

const BATCH = 1_000;

interface Old {
  id: string;
  kind_version: number;
  fields: FieldValues;
}

/**
 * Brings records written in older versions of their kind up to date, a batch at a time, before the first write of
 * the new version. Their words are indexed anew afterwards (`index-words.ts`). No event is written: history keeps the old version and is upgraded when read.
 * @returns how many records were rewritten.
 */
export async function upgradeRecords(pool: Pool, registry: Registry): Promise<number> {
  let count = 0;
  for (const kind of registry.kinds.values()) {
    if (kind.version === 1) continue;
    let upgraded = await upgradeBatch(pool, kind);
    while (upgraded > 0) {
      count += upgraded;
      upgraded = await upgradeBatch(pool, kind);
    }
  }
  return count;
}

async function upgradeBatch(pool: Pool, kind: Kind): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query<Old>(
      `select id, kind_version, fields from record where kind = $1 and kind_version < $2
       order by id limit ${BATCH} for update`,
      [kind.name, kind.version],
    );
    const upgraded = rows.map((row) => upgradeFields(kind, row.fields, row.kind_version));
    await client.query(
      `update record set kind_version = $1, fields = t.fields::jsonb, title = t.title, owner = t.owner, due = t.due,
         search = null
       from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::date[]) as t (id, fields, title, owner, due)
       where record.id = t.id`,
      [
        kind.version,
        rows.map((row) => row.id),
        upgraded.map((fields) => JSON.stringify(fields)),
        upgraded.map(({ title }) => textOf(title) ?? ''),
        upgraded.map(({ owner }) => textOf(owner)),
        upgraded.map(({ due }) => textOf(due)),
      ],
    );
    await client.query('commit');
    return rows.length;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
