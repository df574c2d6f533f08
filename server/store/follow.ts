import { Refusal } from '@callosum/kernel';
import pg from 'pg';
import { describeFailure } from '../operation/failure.ts';
import type { Lanes } from '../write/lane.ts';
import type { Connection } from '../postgres/index.ts';
import type { Graphs } from './graphs.ts';
import { clientConfig } from './pool.ts';

export interface Follower {
  /** Whether it hears of what others write; while not, decisions are still made on the ledger's head. */
  readonly isConnected: () => boolean;
  readonly close: () => Promise<void>;
}

interface Parts {
  readonly connection: Connection;
  readonly pool: pg.Pool;
  readonly graphs: Graphs;
  readonly lanes: Lanes;
  /** Somebody's rights or sessions changed on another node. */
  readonly onAccessChanged: () => void;
  /** Something became of a job; empty when something may have been missed. */
  readonly onJob: (payload: string) => void;
  /** Other channels that are listened to, by their names; what they say is not kept for absentees. */
  readonly others: Readonly<Record<string, (payload: string) => void>>;
  /** Something was written in a scope, here or elsewhere. */
  readonly onWritten: (scope: string) => void;
  readonly log: (line: string) => void;
}

const RETRY_MS = 500;

/**
 * Follows what other nodes write. A notification carries scope and sequence only; the events are read from the store.
 * After a lost connection every graph in memory is brought to its head, since notifications are not kept for absentees.
 */
export function followLedger(parts: Parts): Follower {
  let closed = false;
  let connected = false;
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;

  const catchUp = (scope: string, sequence: number): void => {
    // One that is just being loaded may have been read before this was written.
    const loading = parts.graphs.loaded(scope);
    if (!loading) return;
    void parts.lanes
      .run(scope, async () => parts.graphs.bringTo(await loading, sequence, parts.pool))
      .catch((error: unknown) => {
        parts.log(`Following ${scope} failed: ${describeFailure(error)}`);
        // What this node is too old to follow must not be shown as if it were up to date.
        if (error instanceof Refusal && error.code === 'too-old') parts.graphs.drop(scope);
        else if (!closed) setTimeout(catchUp, RETRY_MS, scope, sequence).unref();
      });
  };
  const catchUpAll = async (): Promise<void> => {
    const { rows } = await parts.pool.query<{ scope: string; sequence: number }>(
      'select scope, sequence from head where scope = any ($1::uuid[])',
      [parts.graphs.scopes()],
    );
    for (const { scope, sequence } of rows) catchUp(scope, sequence);
  };
  const again = (): void => {
    if (closed || retry) return;
    retry = setTimeout(() => {
      retry = undefined;
      void listen();
    }, RETRY_MS);
  };
  const listen = async (): Promise<void> => {
    const fresh = new pg.Client(clientConfig(parts.connection));
    client = fresh;
    fresh.on('error', () => undefined);
    fresh.on('end', () => {
      if (client === fresh) connected = false;
      if (client === fresh) again();
    });
    fresh.on('notification', ({ channel, payload = '' }) => {
      if (channel === 'access') parts.onAccessChanged();
      if (channel === 'job') parts.onJob(payload);
      parts.others[channel]?.(payload);
      const at = payload.lastIndexOf(':');
      if (channel !== 'ledger' || at <= 0) return;
      catchUp(payload.slice(0, at), Number(payload.slice(at + 1)));
      parts.onWritten(payload.slice(0, at));
    });
    try {
      await fresh.connect();
      await fresh.query(
        ['ledger', 'access', 'job', ...Object.keys(parts.others)].map((name) => `listen ${name}`).join('; '),
      );
      connected = true;
      parts.onAccessChanged();
      parts.onJob('');
      await catchUpAll();
    } catch {
      await fresh.end().catch(() => undefined);
      again();
    }
  };
  void listen();
  return {
    isConnected: () => connected,
    close: async () => {
      closed = true;
      clearTimeout(retry);
      await client?.end().catch(() => undefined);
    },
  };
}
