import type { Write } from '@callosum/kernel';
import type { Pool, PoolClient } from 'pg';
import { headerOf, type StoredRow } from './events.ts';

/** Fields of a record that an event erased, or is about to. */
export interface ErasedPlace {
  readonly scope: string;
  readonly subject: string;
  readonly fields: readonly string[];
  /** Sequence of the event that erases them. */
  readonly event: number;
}

/** A value that went, known by its event and its commitment. */
export interface ErasedValue {
  readonly event: number;
  readonly field: string;
  readonly commitment: string;
}

export interface Erasure extends ErasedPlace {
  readonly erased: readonly ErasedValue[];
}

/**
 * Erases what was just redacted: value and salt of the fields in all earlier events of their records; what is left says
 * which event did it. The commitments stay, so the chain verifies; without the salt nothing can be guessed from them.
 * Files that only these values spoke of are marked for removal.
 * @param before sequence of the scope's last event before these writes.
 * @param keep is told what goes, and can still stop it.
 * @returns whether anything was redacted.
 */
export async function eraseRedacted(
  client: PoolClient,
  scope: string,
  writes: readonly Write[],
  before: number,
  keep: (erasures: readonly Erasure[]) => Promise<void>,
): Promise<boolean> {
  const files = new Set<string>();
  const erasures: Erasure[] = [];
  for (const [index, { action, subject, values }] of writes.entries()) {
    if (action !== 'redact') continue;
    const place = { scope, subject: subject.id, event: before + index + 1, fields: Object.keys(values) };
    erasures.push({ ...place, erased: await erasedBy(client, place) });
    const named = [scope, subject.id, place.event, place.fields];
    const { rows } = await client.query<{ hash: string }>(FILES_IN, named);
    for (const { hash } of rows) files.add(hash);
    await client.query(ERASE, named);
  }
  if (erasures.length === 0) return false;
  await keep(erasures);
  if (files.size > 0) await client.query(MARK, [[...files]]);
  return true;
}

/**
 * The values an event of redaction erases.
 * @param done they are gone already, and say that it was this event.
 */
export async function erasedBy(
  client: Pool | PoolClient,
  { scope, subject, event, fields }: ErasedPlace,
  done = false,
): Promise<readonly ErasedValue[]> {
  const { rows } = await client.query<StoredRow>(EARLIER_VALUES, [scope, subject, event, fields]);
  return rows.flatMap((row) => {
    const { commitments } = headerOf(row);
    return fields.flatMap((field) => {
      const opening = row.values[field];
      const commitment = commitments[field];
      if (opening === undefined || commitment === undefined) return [];
      const goes = done ? 'redactedBy' in opening && opening.redactedBy === event : 'value' in opening;
      return goes ? [{ event: row.sequence, field, commitment }] : [];
    });
  });
}

const EARLIER = `sequence in (select sequence from event where scope = $1 and subject = $2 and sequence < $3)`;

const EARLIER_VALUES = `select e.sequence, e.text, e.hash, v."values" from event e join value v using (scope, sequence)
  where e.scope = $1 and e.subject = $2 and e.sequence < $3 and v."values" ?| $4::text[] order by e.sequence`;

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
