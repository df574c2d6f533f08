import type { PartServices } from '@callosum/server';

/**
 * Longer than a port may be given to somebody else after its connection was closed, and than what was sent last waits to be
 * looked at.
 */
const FORGOTTEN_AFTER_MS = 30_000;
/** A node that ended in the middle of a run has left its connections behind; no run takes so long. */
const NEVER_LONGER = '1 hour';
/** Whose a connection is changes with the next one only, which has another port. */
const KNOWN_MS = 10_000;
const MOST_KNOWN = 1_000;

/**
 * Connections by which runs of tests send from this installation, by the address that they have at this end. A listener of any of its nodes knows by it
 * what comes from a run: while a connection is open nobody else has its address, and no content of a message is believed.
 */
export interface OwnConnections {
  /** To be waited for before anything is sent. */
  readonly opened: (address: string, run: string) => Promise<void>;
  readonly closed: (run: string) => void;
  /** The run that sends from an address; undefined for a partner's. */
  readonly runAt: (address: string) => Promise<string | undefined>;
}

interface Known {
  readonly run: string | undefined;
  readonly until: number;
}

export function createOwnConnections({ pool, log }: Pick<PartServices, 'pool' | 'log'>): OwnConnections {
  const runs = new Map<string, string>();
  /** What the database said of an address. */
  const elsewhere = new Map<string, Known>();
  const ask = async (address: string): Promise<string | undefined> => {
    const { rows } = await pool.query<{ run: string }>(
      `select run from test_connection where address = $1 and opened > now() - interval '${NEVER_LONGER}'`,
      [address],
    );
    const [found] = rows;
    if (elsewhere.size >= MOST_KNOWN) elsewhere.clear();
    elsewhere.set(address, { run: found?.run, until: Date.now() + KNOWN_MS });
    return found?.run;
  };
  const forget = async (run: string): Promise<void> => {
    for (const [address, of] of runs) if (of === run) runs.delete(address);
    await pool.query(`delete from test_connection where run = $1 or opened < now() - interval '${NEVER_LONGER}'`, [
      run,
    ]);
  };
  return {
    opened: async (address, run) => {
      runs.set(address, run);
      await pool.query(
        `insert into test_connection (address, run) values ($1, $2)
         on conflict (address) do update set run = excluded.run, opened = now()`,
        [address, run],
      );
    },
    closed: (run) => {
      const later = setTimeout(() => {
        forget(run).catch((error: unknown) => log(`Forgetting connections of a run failed: ${String(error)}`));
      }, FORGOTTEN_AFTER_MS);
      later.unref();
    },
    runAt: async (address) => {
      const own = runs.get(address);
      if (own !== undefined) return own;
      const known = elsewhere.get(address);
      return known && known.until > Date.now() ? known.run : ask(address);
    },
  };
}
