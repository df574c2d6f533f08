import type { PartServices } from '@callosum/server';
import { CASES_JOB } from './job.ts';

/** Starts the runs that records ask for. */
export interface Runs {
  readonly start: () => Promise<void>;
  readonly onWritten: () => void;
  readonly close: () => Promise<void>;
}

interface AskedRun {
  readonly id: string;
  readonly scope: string;
  readonly version: number;
  readonly by: string;
}

const AFTER_MS = 50;

export function createRuns({ pool, jobs, log }: PartServices): Runs {
  let waking: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();
  const startAsked = async (): Promise<void> => {
    const { rows } = await pool.query<AskedRun>(
      `select id, scope, version, fields->>'askedBy' as by from record
       where kind = 'interfaceTest' and fields ? 'asked' and fields ? 'askedBy' and not withdrawn`,
    );
    for (const { id, scope, version, by } of rows) {
      // Under its key it is started once, on whichever node.
      await jobs.start({
        name: CASES_JOB,
        input: { test: id },
        scope,
        asking: { id: by },
        key: `cases ${id} ${version}`,
      });
    }
  };
  const start = (): Promise<void> => {
    turn = turn.then(startAsked).catch((error: unknown) => {
      log(`Runs of cases could not be started: ${error instanceof Error ? error.message : String(error)}`);
    });
    return turn;
  };
  return {
    start,
    onWritten: () => {
      clearTimeout(waking);
      waking = setTimeout(() => void start(), AFTER_MS);
    },
    close: async () => {
      clearTimeout(waking);
      await turn;
    },
  };
}
