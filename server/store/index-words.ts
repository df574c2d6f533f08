import type { FieldValues, Registry } from '@callosum/kernel';
import { indexedAs, searchVector } from '@callosum/kernel/search';
import type { Pool, PoolClient } from 'pg';

const BATCH = 1_000;

/**
 * Indexes the words of records that have none in the index yet: of a restored store, of an upgraded record, and of kinds
 * whose declaration now says otherwise what is searched. Done before anything is served, so that nobody searches half.
 * @returns how many records were indexed.
 */
export async function indexWords(pool: Pool, registry: Registry): Promise<number> {
  const wanted = new Map([...registry.kinds.values()].map((kind) => [kind.name, indexedAs(kind)]));
  const known = await pool.query<{ kind: string; indexed_as: string }>('select kind, indexed_as from searched');
  const before = new Map(known.rows.map((row) => [row.kind, row.indexed_as]));
  const changed = [...wanted].filter(([kind, as]) => before.get(kind) !== as);
  if (changed.length > 0) {
    const kinds = changed.map(([kind]) => kind);
    await pool.query('update record set search = null where kind = any ($1) and search is not null', [kinds]);
    await pool.query(
      `insert into searched (kind, indexed_as) select * from unnest($1::text[], $2::text[])
       on conflict (kind) do update set indexed_as = excluded.indexed_as`,
      [kinds, changed.map(([, as]) => as)],
    );
  }
  let count = 0;
  for (let done = BATCH; done === BATCH; count += done) done = await indexBatch(pool, registry);
  return count;
}

async function indexBatch(pool: Pool, registry: Registry): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const done = await indexRows(client, registry);
    await client.query('commit');
    return done;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

async function indexRows(client: PoolClient, { kinds }: Registry): Promise<number> {
  const { rows } = await client.query<{ id: string; kind: string; fields: FieldValues }>(
    `select id, kind, fields from record where search is null order by id limit ${BATCH} for update`,
  );
  const vectors = rows.map(({ kind, fields }) => {
    const declared = kinds.get(kind);
    return declared ? searchVector(declared, fields) : '';
  });
  await client.query(
    `update record set search = t.search::tsvector from unnest($1::uuid[], $2::text[]) as t (id, search)
     where record.id = t.id`,
    [rows.map(({ id }) => id), vectors],
  );
  return rows.length;
}
