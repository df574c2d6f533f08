import type { Pool } from 'pg';

/** Every row of every table that holds a text, as text: to prove that something is nowhere. */
export async function placesOf(pool: Pool, text: string): Promise<{ table: string; row: string }[]> {
  const tables = await pool.query<{ name: string }>(
    `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
     where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
  );
  const found = [];
  for (const { name } of tables.rows) {
    const { rows } = await pool.query<{ row: string }>(
      `select t::text as row from ${name} t where strpos(t::text, $1) > 0`,
      [text],
    );
    found.push(...rows.map(({ row }) => ({ table: name.split('.').at(-1) ?? name, row })));
  }
  return found;
}
