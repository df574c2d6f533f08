import type { Pool } from 'pg';

/** A field of a record in which words stand, now or in its history. */
export interface FoundPlace {
  readonly record: string;
  readonly field: string;
  /** Events whose value of the field holds the words; none where an earlier version of the kind wrote them under another name. */
  readonly events: number;
}

/** Words of a rich text without its marks, which may stand in the middle of a name. */
const PROSE = `(select string_agg(part #>> '{}', '') from jsonb_path_query(content, '$.** ? (@.type == "text").text') part)`;

/** What stands in a record now was not always written under that name: an upgrade of its kind may have moved it there. */
const FIND = `with every as (
    select e.subject as record, field, opening -> 'value' as content, 1 as events
      from value v join event e using (scope, sequence), jsonb_each(v."values") as one (field, opening)
      where scope = $1 and (field not like 'spine:%' or field = 'spine:statement')
    union all
    select r.id, field, content, 0 from record r, jsonb_each(r.fields) as one (field, content) where r.scope = $1
  )
  select record, field, sum(events)::int as events from every
  where content::text ilike $2 or ${PROSE} ilike $3
  group by record, field order by record, field limit $4`;

/**
 * Where words stand in a scope, now or in any earlier value, whatever their case: what a redaction has to name.
 * @param most places to give back; one more is asked for, so that the caller can tell that there are more.
 */
export async function findWords(pool: Pool, scope: string, words: string, most: number): Promise<FoundPlace[]> {
  // As the words stand within a JSON text.
  const written = JSON.stringify(words).slice(1, -1);
  return (await pool.query<FoundPlace>(FIND, [scope, pattern(written), pattern(words), most + 1])).rows;
}

/** Holds the words wherever they stand, and nothing in them that a pattern would take for its own. */
function pattern(words: string): string {
  return `%${words.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
