import { canonical, type EventValues } from '@callosum/kernel/ledger';
import { eachEvent, type Installation } from '@callosum/server';
import { hash } from 'node:crypto';
import { median } from '../report.ts';

type Pool = Installation['pool'];

const PAGE = 5_000;
const EVENTS = `select e.sequence, e.text, e.hash, v."values" from event e
  cross join lateral (select "values" from value where scope = e.scope and sequence = e.sequence offset 0) v
  where e.scope = $1 and e.sequence > $2 order by e.sequence limit ${PAGE}`;

interface EventRow {
  sequence: number;
  text: string;
  values: EventValues;
}

async function* pages(pool: Pool, scope: string): AsyncGenerator<readonly EventRow[]> {
  for (let after = 0; ;) {
    const { rows } = await pool.query<EventRow>({ name: 'bench-events', text: EVENTS, values: [scope, after] });
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.sequence;
  }
}

export interface Passed {
  readonly ms: number;
  readonly events: number;
  readonly bytes: number;
  readonly hashes: number;
}

/** SHA-256 over the very bytes a verification hashes (event texts; salts and values), and nothing else in the clock. */
export async function hashAlone(pool: Pool, scope: string): Promise<Passed> {
  let [ms, events, bytes, hashes] = [0, 0, 0, 0];
  for await (const rows of pages(pool, scope)) {
    const inputs = rows.flatMap(({ text, values }) => [Buffer.from(text), ...Object.values(values).map(preimage)]);
    const started = performance.now();
    // As hexadecimal: the form Node gives fastest.
    for (const input of inputs) hash('sha256', input, 'hex');
    ms += performance.now() - started;
    events += rows.length;
    hashes += inputs.length;
    bytes += inputs.reduce((sum, { length }) => sum + length, 0);
  }
  return { ms, events, bytes, hashes };
}

function preimage(opening: EventValues[string]): Buffer {
  if (!('value' in opening)) return Buffer.alloc(0);
  return Buffer.concat([Buffer.from([0x10]), Buffer.from(opening.salt, 'hex'), Buffer.from(canonical(opening.value))]);
}

/** The same rows out of PostgreSQL as a verification takes them, and nothing done with them. */
export async function readAlone(pool: Pool, scope: string): Promise<{ ms: number; events: number }> {
  const client = await pool.connect();
  const started = performance.now();
  let events = 0;
  try {
    await eachEvent(client, scope, () => {
      events += 1;
      return null;
    });
  } finally {
    client.release();
  }
  return { ms: performance.now() - started, events };
}

/**
 * Transactions of one bare insert, without ledger, locks or HTTP, through the server's own pool.
 */
export async function insertAlone(
  pool: Pool,
  wanted: { count: number; clients: number },
): Promise<{ perSecond: number; p50: number; p99: number }> {
  await pool.query('create table if not exists bench_insert (id bigserial primary key, fields jsonb not null)');
  const fields = JSON.stringify({ title: 'A record as small as the one the command writes', percentComplete: 40 });
  const samples: number[] = [];
  let left = wanted.count;
  const started = performance.now();
  const one = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const begun = performance.now();
      const client = await pool.connect();
      try {
        await client.query('begin');
        await client.query({
          name: 'bench-insert',
          text: 'insert into bench_insert (fields) values ($1)',
          values: [fields],
        });
        await client.query('commit');
      } finally {
        client.release();
      }
      samples.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: wanted.clients }, one));
  const perSecond = wanted.count / ((performance.now() - started) / 1_000);
  samples.sort((a, b) => a - b);
  return { perSecond, p50: median(samples), p99: samples[Math.floor(samples.length * 0.99)] ?? 0 };
}
