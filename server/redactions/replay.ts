import type { Pool } from 'pg';
import { CONSOLE } from '../identity/access.ts';
import type { Installation } from '../open.ts';
import { forgetErased } from '../store/erase.ts';
import { headerOf, type StoredRow } from '../store/events.ts';
import type { ErasedLine } from './log.ts';

type Open = Pick<Installation, 'pool' | 'writes' | 'files'>;

const OF_SUBJECT = `select e.sequence, e.text, e.hash, v."values" from event e join value v using (scope, sequence)
  where e.scope = $1 and e.subject = $2 and e.sequence = any ($3::bigint[])`;

/**
 * Erases again what a restored store brought back. A value is known by its place in the ledger and its commitment, so a
 * list of another history erases nothing. What is erased already is left alone.
 * @returns of how many records something was erased.
 */
export async function replayRedactions(installation: Open, lines: readonly ErasedLine[]): Promise<number> {
  const { pool, writes, files } = installation;
  let records = 0;
  for (const line of lines) {
    const fields = await broughtBack(pool, line);
    if (fields.length === 0) continue;
    const commands = [{ command: 'redaction.replay', input: { record: line.subject, fields } }];
    await writes.execute({ scope: line.scope, actor: CONSOLE, commands, internal: true });
    records += 1;
  }
  if (records > 0) {
    await files.removeErased();
    await forgetErased(pool);
  }
  return records;
}

/** The fields of a line of which a value can be read again. */
async function broughtBack(pool: Pool, { scope, subject, fields, erased }: ErasedLine): Promise<string[]> {
  const { rows } = await pool.query<StoredRow>(OF_SUBJECT, [scope, subject, erased.map(({ event }) => event)]);
  const bySequence = new Map(rows.map((row) => [row.sequence, row]));
  const isBack = (field: string): boolean =>
    erased.some((one) => {
      const row = one.field === field ? bySequence.get(one.event) : undefined;
      const opening = row?.values[field];
      return (
        row !== undefined &&
        opening !== undefined &&
        'value' in opening &&
        headerOf(row).commitments[field] === one.commitment
      );
    });
  return fields.filter(isBack);
}
