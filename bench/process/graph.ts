import { installationOptions } from '@callosum/app';
import { openInstallation } from '@callosum/server';
import { answer } from './talk.ts';

// A process that loads one project's graph and measures what that takes.

const [dataDir = '', scope = ''] = process.argv.slice(2);
const options = installationOptions(dataDir, () => undefined);
const opening = openInstallation({ ...options, databaseUrl: undefined });

export interface Measured {
  readonly ms: number;
  /** Growth after collection, bytes. */
  readonly heap: number;
  readonly external: number;
  readonly rss: number;
}

const kept: unknown[] = [];

async function measure(work: () => Promise<unknown>): Promise<Measured> {
  globalThis.gc?.();
  const before = process.memoryUsage();
  const started = performance.now();
  kept.push(await work());
  const ms = performance.now() - started;
  globalThis.gc?.();
  const after = process.memoryUsage();
  return {
    ms,
    heap: after.heapUsed - before.heapUsed,
    external: after.external - before.external,
    rss: after.rss - before.rss,
  };
}

const answers = {
  load: async (): Promise<Measured> => {
    const { graphs } = await opening;
    return measure(() => graphs.of(scope));
  },
  /** The same rows out of PostgreSQL, with their fields parsed as JSON, and nothing made of them. */
  rows: async (): Promise<Measured> => {
    const { pool } = await opening;
    return measure(async () => [
      await pool.query('select * from record where scope = $1 order by id', [scope]),
      await pool.query('select * from link where scope = $1 order by id', [scope]),
    ]);
  },
};

export type GraphQuestions = typeof answers;

answer(answers, async () => {
  await (await opening).close();
});
