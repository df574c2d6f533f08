import type { PartServices } from '@callosum/server';
import { BATCH_JOB } from '../batches/job.ts';
import { CASES_JOB } from './job.ts';

/** Starts the runs of cases, and the checks of batches, that records ask for. */
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

/** Records of a kind in which somebody asks for work. */
async function askedOf(
  pool: PartServices['pool'],
  kind: string,
  asked: string,
  by: string,
): Promise<readonly AskedRun[]> {
  const { rows } = await pool.query<AskedRun>(
    `select id, scope, version, fields->>$3 as by from record
     where kind = $1 and fields ? $2 and fields ? $3 and not withdrawn`,
    [kind, asked, by],
  );
  return rows;
}

export function createRuns({ pool, jobs, log }: PartServices): Runs {
  let waking: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();
  const startAsked = async (): Promise<void> => {
    const cases = await askedOf(pool, 'interfaceTest', 'asked', 'askedBy');
    const batches = await askedOf(pool, 'messageProfile', 'batchAsked', 'batchAskedBy');
    // Under its key each is started once, on whichever node.
    for (const { id, scope, version, by } of cases) {
      const key = `cases ${id} ${version}`;
      await jobs.start({ name: CASES_JOB, input: { test: id }, scope, asking: { id: by }, key });
    }
    for (const { id, scope, version, by } of batches) {
      const key = `batch ${id} ${version}`;
      await jobs.start({ name: BATCH_JOB, input: { profile: id }, scope, asking: { id: by }, key });
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
