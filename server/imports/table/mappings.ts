import { type TableMapping, tableMapping } from '@callosum/kernel';
import { createHash } from 'node:crypto';
import type { Pool } from 'pg';

/** Tables are the same to the memory when their headings are, in their order. */
function hashOf(header: readonly string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(header)).digest();
}

/** How a table with these headings was mapped last; undefined when none was, or the memory does not fit any more. */
export async function rememberedMapping(
  pool: Pool,
  scope: string,
  kind: string,
  header: readonly string[],
): Promise<TableMapping | undefined> {
  const { rows } = await pool.query<{ mapping: unknown }>(
    'select mapping from table_mapping where scope = $1 and kind = $2 and header = $3',
    [scope, kind, hashOf(header)],
  );
  const read = tableMapping.safeParse(rows[0]?.mapping);
  return read.success ? read.data : undefined;
}

/** Remembers a mapping that was used. */
export async function rememberMapping(pool: Pool, scope: string, mapping: TableMapping): Promise<void> {
  const header = mapping.columns.map((column) => column.header);
  await pool.query(
    `insert into table_mapping (scope, kind, header, mapping, used) values ($1, $2, $3, $4, now())
     on conflict (scope, kind, header) do update set mapping = excluded.mapping, used = excluded.used`,
    [scope, mapping.kind, hashOf(header), JSON.stringify(mapping)],
  );
}
