import type { Pool } from 'pg';

/** A field of a record in whose history words stand. */
export interface FoundPlace {
  readonly record: string;
  readonly field: string;
  /** Events whose value of the field holds the words. */
  readonly events: number;
}

const FIND = `select e.subject as record, field, count(*) as events
  from value v join event e using (scope, sequence), jsonb_each(v."values") as one (field, opening)
  where scope = $1 and (field not like 'spine:%' or field = 'spine:statement') and (opening -> 'value')::text ilike $2
  group by e.subject, field order by e.subject, field limit $3`;

/**
 * Where words stand in a scope, now or in any earlier value, whatever their case: what a redaction has to name.
 * @param most places to give back; one more is asked for, so that the caller can tell that there are more.
 */
export async function findWords(pool: Pool, scope: string, words: string, most: number): Promise<FoundPlace[]> {
  // As the words stand within a JSON text, and with nothing in them that a pattern would take for its own.
  const written = JSON.stringify(words).slice(1, -1);
  const pattern = `%${written.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return (await pool.query<FoundPlace>(FIND, [scope, pattern, most + 1])).rows;
}
