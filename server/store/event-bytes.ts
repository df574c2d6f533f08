import type { EventBytes, EventValues, Span, StoredEvent } from '@callosum/kernel/ledger';
import type { PoolClient } from 'pg';
import { copyRows, type Fields } from './copy-out.ts';

/** Rows of one statement: whoever finds a fault stops after it. */
const PAGE = 20_000;

/**
 * Every event of a scope in the ledger's order, with what the columns beside each text say, until `take` answers something but null.
 * @param client in a transaction of standard spelling.
 * @returns that answer.
 */
export async function eachEvent<T>(
  client: PoolClient,
  scope: string,
  take: (event: EventBytes) => T | null,
): Promise<T | null> {
  const page: { after: number; rows: number; answer: T | null } = { after: 0, rows: PAGE, answer: null };
  while (page.rows === PAGE && page.answer === null) {
    page.rows = 0;
    await copyRows(client, pageAfter(scope, page.after), (bytes, fields) => {
      page.rows += 1;
      if (page.answer !== null) return;
      const event = new EventRow(bytes, fields);
      page.after = event.sequence;
      page.answer = take(event);
    });
  }
  return page.answer;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `offset 0` keeps the planner from joining the tables as a whole, see `events.ts`. */
function pageAfter(scope: string, after: number): string {
  if (!UUID.test(scope) || !Number.isSafeInteger(after)) throw new TypeError(`${scope} is no scope to read.`);
  return `select e.sequence, e.text, v.text, e.hash, e.subject, e.command, e.recorded, e.effective
    from event e cross join lateral (
      select "values"::text as text from value where scope = e.scope and sequence = e.sequence offset 0
    ) v
    where e.scope = '${scope}' and e.sequence > ${after} order by e.sequence limit ${PAGE}`;
}

/** The row as it came, its parts found when they are asked for. */
class EventRow implements EventBytes {
  readonly bytes: Buffer;
  readonly #fields: Fields;
  readonly sequence: number;
  readonly text: Span;
  readonly values: Span;
  constructor(bytes: Buffer, fields: Fields) {
    this.bytes = bytes;
    this.#fields = fields;
    this.sequence = wide(bytes, fields[0] ?? 0);
    this.text = { from: fields[2] ?? 0, to: fields[3] ?? 0 };
    this.values = { from: fields[4] ?? 0, to: fields[5] ?? 0 };
  }

  get hash(): Span {
    return { from: this.#from(3), to: this.#fields[7] ?? 0 };
  }
  get subject(): number {
    return this.#from(4);
  }
  get command(): number {
    return this.#from(5);
  }
  get recorded(): number {
    return millisecondsAt(this.bytes, this.#from(6));
  }
  get effective(): number {
    return millisecondsAt(this.bytes, this.#from(7));
  }

  stored(): StoredEvent {
    const { bytes, sequence, text, values } = this;
    const written: EventValues = JSON.parse(bytes.toString('utf8', values.from, values.to));
    const index = {
      subject: uuidOf(bytes, this.subject),
      command: uuidOf(bytes, this.command),
      recorded: momentAt(this.recorded),
      effective: momentAt(this.effective),
    };
    const hash = bytes.subarray(this.hash.from, this.hash.to);
    return { sequence, text: bytes.toString('utf8', text.from, text.to), hash, values: written, index };
  }

  #from(field: number): number {
    return this.#fields[field * 2] ?? 0;
  }
}

const HALF = 2 ** 32;

/** An integer of eight bytes. One that is too large to be exact is no sequence of an event either. */
function wide(bytes: Buffer, at: number): number {
  return bytes.readInt32BE(at) * HALF + bytes.readUInt32BE(at + 4);
}

/** Milliseconds from 1970 to 2000, where PostgreSQL begins to count microseconds. */
const EPOCH = Date.UTC(2000, 0, 1);
const LONGEST_DATE = 8.64e15;

/** A timestamp in milliseconds since 1970; NaN when microseconds are left over, which no event has. */
function millisecondsAt(bytes: Buffer, at: number): number {
  // In parts: after 2285 microseconds are no longer exact in a number.
  const left = ((bytes.readInt32BE(at) % 1_000) * (HALF % 1_000) + bytes.readUInt32BE(at + 4)) % 1_000;
  return left === 0 ? EPOCH + Math.round(wide(bytes, at) / 1_000) : Number.NaN;
}

/** The moment as an event's text has it; of one that no text has, other words. */
function momentAt(ms: number): string {
  return Math.abs(ms) <= LONGEST_DATE ? new Date(ms).toISOString() : `${ms} ms`;
}

function uuidOf(bytes: Buffer, at: number): string {
  return bytes.toString('hex', at, at + 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
