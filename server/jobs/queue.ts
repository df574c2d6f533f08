import { describeFailure } from '../operation/failure.ts';
import type { Pool } from 'pg';
import { PgBoss } from 'pg-boss';
import type { BoundJob } from './job.ts';
import type { JobRow, Queryable } from './rows.ts';

/** Where the queue's own tables lie. They are not in a back-up: whatever is unfinished is put on the queue again. */
export const QUEUE_SCHEMA = 'job';

/** A node that was silent for this long has lost its jobs. */
const HEARTBEAT_SECONDS = 20;
const SUPERVISE_SECONDS = 10;
const POLL_SECONDS = 2;
/** How long a job that was told to stop is waited for. */
const STOP_MS = 8_000;
const HOUR_SECONDS = 3_600;

/** What carries jobs to a node that has a hand free: pg-boss, over our own pool. */
export interface Queue {
  /** Makes the queue of a kind of job ready to be sent to. */
  readonly declare: (job: BoundJob) => Promise<void>;
  /** Does nothing when the queue has that id already. */
  readonly send: (
    job: BoundJob,
    row: Pick<JobRow, 'id' | 'attempt'>,
    notBefore: Date | null,
    db?: Queryable,
  ) => Promise<void>;
  /** Takes jobs from now on; one that throws is sent again while it has retries left. */
  readonly work: (job: BoundJob, run: (id: string) => Promise<void>) => Promise<void>;
  /** Looks for work of that name now instead of in a moment. */
  readonly wake: (name: string) => void;
  /** Fetches nothing more, and waits a while for what runs. */
  readonly close: () => Promise<void>;
}

/**
 * Starts the queue, bringing its tables up to date: call it while holding the migration lock.
 * @param supervise whether this process looks after what others left lying.
 */
export async function openQueue(pool: Pool, supervise: boolean, log: (line: string) => void): Promise<Queue> {
  const boss = new PgBoss({
    db: over(pool),
    schema: QUEUE_SCHEMA,
    supervise,
    schedule: false,
    registerInstance: false,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    openTelemetry: { enabled: false },
  });
  // Without a listener a PostgreSQL restart would end the process.
  boss.on('error', (error) => log(`The job queue: ${describeFailure(error)}`));
  await boss.start();
  const workers = new Map<string, string>();
  return {
    declare: async (job) => {
      await boss.createQueue(job.name, {
        retryLimit: job.retries?.most ?? 0,
        retryDelay: job.retries?.firstPauseSeconds ?? 0,
        retryBackoff: job.retries !== undefined,
        ...(job.retries ? { retryDelayMax: job.retries.longestPauseSeconds } : {}),
        heartbeatSeconds: HEARTBEAT_SECONDS,
        expireInSeconds: 23 * HOUR_SECONDS,
        deleteAfterSeconds: HOUR_SECONDS,
      });
    },
    send: async (job, { id, attempt }, notBefore, db = pool) => {
      const most = job.retries?.most ?? 0;
      await boss.send(
        job.name,
        {},
        {
          id,
          db: over(db),
          retryLimit: Math.max(0, most - attempt),
          ...(notBefore === null ? {} : { startAfter: notBefore }),
        },
      );
    },
    work: async (job, run) => {
      const options = { localConcurrency: job.parallel ?? 1, pollingIntervalSeconds: POLL_SECONDS };
      const worker = await boss.work(job.name, options, async (jobs) => {
        for (const { id } of jobs) await run(id);
      });
      workers.set(job.name, worker);
    },
    wake: (name) => {
      const worker = workers.get(name);
      if (worker !== undefined) boss.notifyWorker(worker);
    },
    close: () => boss.stop({ close: false, graceful: true, timeout: STOP_MS }),
  };
}

function over(db: Queryable) {
  return { executeSql: (text: string, values?: unknown[]) => db.query(text, values) };
}
