import type { Write } from '@callosum/kernel';
import type { PoolClient } from 'pg';

/**
 * Erases what was just redacted: value and salt of the fields in all earlier events of their records; what is left says
 * which event did it. The commitments stay, so the chain verifies; without the salt nothing can be guessed from them.
 * Files that only these values spoke of are marked for removal.
 * @param before sequence of the scope's last event before these writes.
 */
export async function eraseRedacted(
  client: PoolClient,
  scope: string,
  writes: readonly Write[],
  before: number,
): Promise<boolean> {
  const files = new Set<string>();
  let erased = false;
  for (const [index, { action, subject, values }] of writes.entries()) {
    if (action !== 'redact') continue;
    erased = true;
    const named = [scope, subject.id, before + index + 1, Object.keys(values)];
    const { rows } = await client.query<{ hash: string }>(FILES_IN, named);
    for (const { hash } of rows) files.add(hash);
    await client.query(ERASE, named);
  }
  if (files.size > 0) await client.query(MARK, [[...files]]);
  return erased;
}

const EARLIER = `sequence in (select sequence from event where scope = $1 and subject = $2 and sequence < $3)`;

const ERASE = `update value set "values" = (
    select jsonb_object_agg(field, case when field = any ($4::text[]) and not opening ? 'redactedBy'
      then jsonb_build_object('redactedBy', $3::bigint) else opening end)
    from jsonb_each("values") as one (field, opening)
  )
  where scope = $1 and "values" ?| $4::text[] and ${EARLIER}`;

/** Hashes of files that the fields ever named. */
const FILES_IN = `select distinct file.hash from value, jsonb_each("values") as one (field, opening), file
  where scope = $1 and field = any ($4::text[]) and strpos((opening -> 'value')::text, file.hash) > 0 and ${EARLIER}`;

/** A file that something else still speaks of stays. */
const MARK = `update file set erased = now() where hash = any ($1::text[])
  and not exists (select from value where strpos("values"::text, file.hash) > 0)
  and not exists (select from job where strpos(result::text, file.hash) > 0)`;

/**
 * Lets the database forget the pages that erased rows lay on. A running transaction may hold it up; then its own
 * housekeeping does it later.
 */
export async function forgetErased(client: { query: (statement: string) => Promise<unknown> }): Promise<void> {
  for (const table of ['value', 'record']) await client.query(`vacuum ${table}`);
}
