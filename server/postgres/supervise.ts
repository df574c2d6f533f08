import { setTimeout as sleep } from 'node:timers/promises';

import { DatabaseError, lineOf } from './error.ts';
import { openDatabase } from './open.ts';
import type { Database, DatabaseOptions } from './open.ts';

/** A server that ran this long before it ended had started well; counting begins anew. */
const calm = 60_000;

/** Milliseconds to wait before the n-th restart in a row (from 0): at once, then doubling from half a second up to half a minute. */
export function restartDelay(failures: number): number {
  return failures === 0 ? 0 : Math.min(500 * 2 ** (failures - 1), 30_000);
}

/**
 * Opens the database and keeps the embedded PostgreSQL up: when it ends by itself it is started again at the same address, where pools
 * find it with their next connection. An external server is left to its own supervision.
 */
export async function superviseDatabase(options: Omit<DatabaseOptions, 'onExit' | 'shared'>): Promise<Database> {
  const leaving = new AbortController();
  let failures = 0;
  let startedAt = Date.now();

  const revive = async (restart: () => Promise<void>): Promise<void> => {
    if (Date.now() - startedAt > calm) failures = 0;
    while (!leaving.signal.aborted) {
      const delay = restartDelay(failures);
      failures += 1;
      options.log(`PostgreSQL ended unexpectedly; starting it again${delay > 0 ? ` in ${delay / 1000} s` : ''}.`);
      try {
        await sleep(delay, undefined, { signal: leaving.signal });
        startedAt = Date.now();
        await restart();
        if (!leaving.signal.aborted) options.log(`PostgreSQL is back after ${Date.now() - startedAt} ms.`);
        return;
      } catch (error) {
        if (leaving.signal.aborted) return;
        options.log(error instanceof DatabaseError ? `${error.message} ${error.remedy}` : lineOf(error));
      }
    }
  };

  const database = await openDatabase({ ...options, onExit: (restart) => void revive(restart) });
  return {
    ...database,
    stop: () => {
      leaving.abort();
      return database.stop();
    },
  };
}
