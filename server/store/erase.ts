import type { PoolClient } from 'pg';

/** A redaction that was just written: an event that clears fields of a record. */
export interface Erasure {
  readonly sequence: number;
  readonly subject: string;
  readonly fields: readonly string[];
}

/**
 * Erases value and salt of the fields in all earlier events of their records; what is left says which event did it.
 * The commitments stay, so the chain verifies; without the salt nothing can be guessed from them.
 */
export async function eraseValues(client: PoolClient, scope: string, erasures: readonly Erasure[]): Promise<void> {
  for (const { sequence, subject, fields } of erasures) {
    await client.query(ERASE, [scope, subject, sequence, fields]);
  }
}

const ERASE = `update value set "values" = (
    select jsonb_object_agg(field, case when field = any ($4::text[]) and not opening ? 'redactedBy'
      then jsonb_build_object('redactedBy', $3::bigint) else opening end)
    from jsonb_each("values") as one (field, opening)
  )
  where scope = $1 and "values" ?| $4::text[]
    and sequence in (select sequence from event where scope = $1 and subject = $2 and sequence < $3)`;

/**
 * Lets the database forget the pages that erased rows lay on. A running transaction may hold it up; then its own
 * housekeeping does it later.
 */
export async function forgetErased(client: { query: (statement: string) => Promise<unknown> }): Promise<void> {
  for (const table of ['value', 'record']) await client.query(`vacuum ${table}`);
}
