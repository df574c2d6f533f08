import type { HistoryEvent, Json } from '@callosum/kernel';
import { type EventValues, type LedgerEvent, readEvent } from '@callosum/kernel/ledger';
import { setImmediate as turn } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';

/** An event as the store holds it, with the values that can still be read. */
export interface StoredRow {
  readonly sequence: number;
  readonly text: string;
  readonly hash: Buffer;
  readonly values: EventValues;
}

export interface Range {
  /** Events after this sequence. */
  readonly after?: number;
  readonly upTo?: number;
  /** Only those effective at or before this instant. */
  readonly effectiveUpTo?: string;
}

const PAGE = 5_000;
/** Rows between two turns of the event loop. */
const SLICE = 100;

/**
 * `offset 0` keeps the planner from joining the tables as a whole: after an import their statistics are minutes old,
 * and it would read all values again for every page.
 */
const EVENTS = {
  name: 'read-events',
  text: `select e.sequence, e.text, e.hash, v."values" from event e cross join lateral (
      select "values" from value where scope = e.scope and sequence = e.sequence offset 0
    ) v
    where e.scope = $1 and e.sequence > $2 and e.sequence <= $3 and e.effective <= $4
    order by e.sequence limit $5`,
};

/** The events of a scope in the ledger's order, a page at a time; the next page is read while one is being used. */
export async function* readEvents(client: Pool | PoolClient, scope: string, range: Range): AsyncGenerator<StoredRow> {
  const upTo = range.upTo ?? Number.MAX_SAFE_INTEGER;
  const read = async (after: number): Promise<StoredRow[]> => {
    const values = [scope, after, upTo, range.effectiveUpTo ?? 'infinity', PAGE];
    return (await client.query<StoredRow>({ ...EVENTS, values })).rows;
  };
  let next: Promise<StoredRow[]> | undefined = read(range.after ?? 0);
  try {
    while (next) {
      const rows: StoredRow[] = await next;
      const last = rows.at(-1);
      next = last && rows.length === PAGE ? read(last.sequence) : undefined;
      // An error is met where the page is awaited; until then nobody listens for it.
      next?.catch(() => undefined);
      // Delegating to the list (yield*) would make three promises for each row instead of one.
      for (const [index, row] of rows.entries()) {
        // The next page arrives, and other requests are answered, only when the event loop gets a turn.
        if (next && index % SLICE === SLICE - 1) await turn();
        yield row;
      }
    }
  } finally {
    // Whoever stops early gets a connection back that is not busy.
    await next?.catch(() => undefined);
  }
}

const CHOSEN = `select e.sequence, e.text, e.hash, v."values" from event e cross join lateral (
    select "values" from value where scope = e.scope and sequence = e.sequence offset 0
  ) v
  where e.scope = $1 and e.sequence = any ($2::bigint[]) order by e.sequence`;

/** Events of a scope by their sequences, which ascend. */
export async function* readChosen(pool: Pool, scope: string, sequences: readonly number[]): AsyncGenerator<StoredRow> {
  for (let from = 0; from < sequences.length; from += PAGE) {
    const values = [scope, sequences.slice(from, from + PAGE)];
    yield* (await pool.query<StoredRow>({ name: 'read-chosen-events', text: CHOSEN, values })).rows;
  }
}

/** The event's header, read from its own text: the columns beside it are an index only. */
export function headerOf(row: Pick<StoredRow, 'sequence' | 'text'>): LedgerEvent {
  const read = readEvent(row.text);
  if (read.ok) return read.event;
  throw new Error(
    `Event ${row.sequence} cannot be read (${read.code}): ${read.detail.text} Run “callosum ledger verify”.`,
  );
}

/** The event as replay takes it: redacted values are gone. */
export function toHistory(row: StoredRow): HistoryEvent {
  const { subject, action, version, link } = headerOf(row);
  const values: Record<string, Json> = {};
  for (const [name, opening] of Object.entries(row.values)) {
    if ('value' in opening) values[name] = opening.value;
  }
  return {
    subject,
    action,
    version,
    values,
    ...(link ? { link } : {}),
  };
}
