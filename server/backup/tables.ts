import type { ClientBase } from 'pg';
import type { BackupTable } from './format.ts';

/** A table as the catalogue describes it. */
export interface StoreTable extends BackupTable {
  /** Columns of the primary key, which give the rows their order. */
  readonly key: readonly string[];
  /** Tables it refers to, itself left out. */
  readonly parents: readonly string[];
}

// Generated columns are computed again, and so is the index of words; the migrator's own tables are filled by migrating; what an extension brought is not ours.
const TABLES = `select c.relname::text as name,
    (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        and (c.relname, a.attname) <> ('record', 'search')) as columns,
    coalesce((select array_agg(a.attname::text order by array_position(i.indkey::int2[], a.attnum))
      from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey::int2[])
      where i.indrelid = c.oid and i.indisprimary), '{}') as key,
    coalesce((select array_agg(distinct f.relname::text) from pg_constraint k join pg_class f on f.oid = k.confrelid
      where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid), '{}') as parents
  from pg_class c
  where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and c.relname not in ('kysely_migration', 'kysely_migration_lock')
    and not exists (select from pg_depend d
      where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
  order by c.relname`;

/** Every table of the store, each after those it refers to. */
export async function storeTables(client: ClientBase): Promise<StoreTable[]> {
  const { rows } = await client.query<StoreTable>(TABLES);
  return inForeignKeyOrder(rows);
}

/** @throws Error when tables refer to each other in a circle, which no order of loading allows. */
export function inForeignKeyOrder<T extends { readonly name: string; readonly parents: readonly string[] }>(
  tables: readonly T[],
): T[] {
  const placed = new Set<string>();
  const ordered: T[] = [];
  let left = [...tables];
  while (left.length > 0) {
    const free = left.filter(({ parents }) => parents.every((parent) => placed.has(parent)));
    if (free.length === 0)
      throw new Error(`Tables refer to each other in a circle: ${left.map(({ name }) => name).join(', ')}`);
    for (const table of free) placed.add(table.name);
    ordered.push(...free);
    left = left.filter(({ name }) => !placed.has(name));
  }
  return ordered;
}

/** Names of the migrations applied to the store, in order; none for a store that was never opened. */
export async function appliedMigrations(client: ClientBase): Promise<string[]> {
  const known = await client.query<{ there: boolean }>(`select to_regclass('kysely_migration') is not null as there`);
  if (!known.rows[0]?.there) return [];
  const { rows } = await client.query<{ name: string }>('select name from kysely_migration order by name');
  return rows.map(({ name }) => name);
}
