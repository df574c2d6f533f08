import type { Registry } from '@callosum/kernel';
import type { Pool } from 'pg';
import type { Access } from '../identity/access.ts';
import type { StoredRow } from '../store/events.ts';
import type { Graphs } from '../store/graphs.ts';
import { newId } from '../store/new-id.ts';
import type { Lanes } from '../write/lane.ts';
import { inTransaction } from '../write/transaction.ts';
import type { Delivery } from '../notices/delivery.ts';
import { newsOf } from './news.ts';

/** Reads the ledger for what is new to whom, after it was written and whichever node wrote it. */
export interface Notifier {
  /** Something was written in a scope. */
  readonly wake: (scope: string) => void;
  readonly close: () => Promise<void>;
}

interface Parts {
  readonly pool: Pool;
  readonly registry: Registry;
  readonly graphs: Graphs;
  readonly lanes: Lanes;
  readonly access: Access;
  readonly delivery: Delivery;
  readonly log: (line: string) => void;
}

const SWEEP_MS = 15_000;
const PAGE = 500;
const KEPT_DAYS = 180;

const BEHIND = `select h.scope from head h left join noticed n on n.scope = h.scope
  where h.sequence > coalesce(n.sequence, 0)`;
const BEGIN = `insert into noticed (scope, sequence) values ($1, 0) on conflict do nothing`;
const WHERE = `select n.sequence as "from", h.sequence as head, s.zone from noticed n
  join head h on h.scope = n.scope join scope s on s.id = n.scope where n.scope = $1`;
const EVENTS = `select e.sequence, e.text, e.hash, v."values" from event e join value v using (scope, sequence)
  where e.scope = $1 and e.sequence > $2 and e.sequence <= $3 order by e.sequence limit ${PAGE}`;
const MOVE = `update noticed set sequence = $3 where scope = $1 and sequence = $2`;
const KEEP = `insert into notice (id, account, scope, sequence, record, reason)
  select id, account, $1, sequence, record, reason
  from unnest($2::uuid[], $3::text[], $4::bigint[], $5::uuid[], $6::text[]) as t (id, account, sequence, record, reason)
  on conflict (account, scope, sequence) do nothing returning id`;
/** Whoever looks at the moment learns at the commit that something is new for him. */
const TELL = `select pg_notify('notice', account) from unnest($1::text[]) account`;
const FORGET = `delete from notice where made < now() - interval '${KEPT_DAYS} days'`;

/**
 * A page of events becomes notices in the transaction that moves the cursor on, and only when nobody else has moved it:
 * what happened is told, and told once, however many nodes read and whenever one of them dies.
 */
export function createNotifier(parts: Parts): Notifier {
  const { pool, delivery, log } = parts;
  const waiting = new Set<string>();
  const closing = new AbortController();
  let running: Promise<void> | undefined;

  const work = async (): Promise<void> => {
    for (const scope of waiting) {
      waiting.delete(scope);
      try {
        while (!closing.signal.aborted && (await readPage(parts, scope)));
      } catch (error) {
        // The next look takes it up again where it stopped.
        log(`Reading ${scope} for news failed: ${String(error)}`);
      }
    }
  };
  const wake = (scope: string): void => {
    if (closing.signal.aborted) return;
    waiting.add(scope);
    running ??= work().finally(() => {
      running = undefined;
      const [left] = waiting;
      if (left !== undefined) wake(left);
    });
  };
  const sweep = async (): Promise<void> => {
    const { rows } = await pool.query<{ scope: string }>(BEHIND);
    for (const { scope } of rows) wake(scope);
    await pool.query(FORGET);
    await delivery.sweep();
  };
  const look = (): void => void sweep().catch((error: unknown) => log(`Looking for news failed: ${String(error)}`));
  const clock = setInterval(look, SWEEP_MS);
  look();
  return {
    wake,
    close: async () => {
      closing.abort();
      clearInterval(clock);
      await running;
    },
  };
}

/** @returns whether there may be more. */
async function readPage(parts: Parts, scope: string): Promise<boolean> {
  const { pool, graphs, lanes, delivery } = parts;
  await pool.query(BEGIN, [scope]);
  const { rows } = await pool.query<{ from: number; head: number; zone: string }>(WHERE, [scope]);
  const [place] = rows;
  if (!place || place.from >= place.head) return false;
  const graph = await graphs.of(scope);
  await lanes.run(scope, () => graphs.bringTo(graph, place.head, pool));
  const events = (await pool.query<StoredRow>(EVENTS, [scope, place.from, place.head])).rows;
  const last = events.at(-1);
  if (!last) return false;
  const news = (await newsOf(parts, graph, scope, events)).map((one) => ({ id: newId(), ...one }));
  await inTransaction(pool, async (client) => {
    const moved = await client.query(MOVE, [scope, place.from, last.sequence]);
    if (moved.rowCount === 0 || news.length === 0) return;
    const kept = await client.query<{ id: string }>(KEEP, [
      scope,
      news.map(({ id }) => id),
      news.map(({ account }) => account),
      news.map(({ sequence }) => sequence),
      news.map(({ record }) => record),
      news.map(({ reason }) => reason),
    ]);
    const ids = new Set(kept.rows.map(({ id }) => id));
    const fresh = news.filter(({ id }) => ids.has(id));
    await delivery.plan(client, place.zone, fresh);
    await client.query(TELL, [[...new Set(fresh.map(({ account }) => account))]]);
  });
  return true;
}
