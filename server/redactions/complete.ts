import type { Pool } from 'pg';
import { erasedBy } from '../store/erase.ts';
import { headerOf } from '../store/events.ts';
import type { RedactionLog } from './log.ts';

const DONE = `select e.scope, e.command, max(e.sequence) as last from record r
  join event e on e.scope = r.scope and e.subject = r.id
  where r.kind = 'redaction' and r.state = 'done' group by e.scope, e.command`;

/** Events of one command stand together; a redaction names 500 places at most. */
const OF_COMMAND = `select sequence, subject, text, recorded from event
  where scope = $1 and command = $2 and sequence > $3 - 1000 and sequence <= $3 order by sequence`;

interface RedactEvent {
  readonly sequence: number;
  readonly subject: string;
  readonly text: string;
  readonly recorded: Date;
}

/**
 * Writes into the list what the ledger knows of and the list does not: the list may be younger than a redaction, or lost.
 * @returns how many lines were added.
 */
export async function completeRedactions(pool: Pool, log: RedactionLog): Promise<number> {
  const known = new Set((await log.read()).map(({ scope, event }) => `${scope} ${event}`));
  const { rows } = await pool.query<{ scope: string; command: string; last: number }>(DONE);
  let added = 0;
  for (const { scope, command, last } of rows) {
    const events = await pool.query<RedactEvent>(OF_COMMAND, [scope, command, last]);
    for (const event of events.rows) {
      const { action, commitments } = headerOf(event);
      if (action !== 'redact' || known.has(`${scope} ${event.sequence}`)) continue;
      const fields = Object.keys(commitments);
      const place = { scope, subject: event.subject, event: event.sequence, fields };
      const erased = await erasedBy(pool, place, true);
      await log.append([{ at: event.recorded.toISOString(), ...place, erased: [...erased] }]);
      added += 1;
    }
  }
  return added;
}
