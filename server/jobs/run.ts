import { describeFailure } from '../operation/failure.ts';
import { type Actor, Problem, Refusal, say } from '@callosum/kernel';
import type { Pool } from 'pg';
import type { Access } from '../identity/access.ts';
import type { Asking } from '../identity/caller.ts';
import { storeRefusal } from '../write/transaction.ts';
import type { BoundJob } from './job.ts';
import { createProgress } from './progress.ts';
import { claim, finish, type JobRow, postpone } from './rows.ts';

/** Why a job is told to leave. */
export type Leaving = 'cancelled' | 'stopping' | 'lost';

export interface Runs {
  readonly pool: Pool;
  readonly access: Access;
  /** Those that run here, by id. */
  readonly running: Map<string, (why: Leaving) => void>;
  readonly log: (line: string) => void;
}

/** Whom the server acts as when nobody started a job: it may do nothing that needs a role. */
const SYSTEM: Actor = { account: 'system', roles: [], offices: [] };

/** The server stopped, or died, while a job ran that must not be done twice. */
export const CUT_OFF: Problem = new Problem({
  code: 'refused',
  message: say`The server stopped while this was running, and it was not done again by itself.`,
  remedy: say`See what is there already, then start it again.`,
});

const FAULT: Problem = new Problem({
  code: 'refused',
  message: say`Something went wrong here. The server’s log says more.`,
  remedy: say`Try again; if it stays, tell whoever runs this server.`,
});

/**
 * Carries out one attempt at a job: claim → run with the rights its starter has now → keep the result, or say why there is none.
 * @throws Error when it is to be tried again; the queue then waits and sends it once more.
 */
export async function runJob(runs: Runs, job: BoundJob, id: string): Promise<void> {
  const row = await claim(runs.pool, id);
  if (!row) return;
  const leaving = new AbortController();
  const leave = (why: Leaving): void => leaving.abort(why);
  runs.running.set(id, leave);
  const progress = createProgress(runs.pool, row, leave);
  try {
    const outcome = await job.run(row.input, {
      id,
      scope: row.scope,
      actor: await actorOf(runs.access, row),
      asking: askingOf(row),
      signal: leaving.signal,
      progress: progress.tell,
      attempt: row.attempt,
    });
    await progress.settle();
    await finish(runs.pool, row, { state: 'done', result: outcome });
  } catch (error) {
    await progress.settle();
    await giveUp(runs, job, row, error, leaving.signal.aborted ? String(leaving.signal.reason) : undefined);
  } finally {
    runs.running.delete(id);
  }
}

/** @throws the error again when the queue shall send the job once more. */
async function giveUp(runs: Runs, job: BoundJob, row: JobRow, error: unknown, why: string | undefined): Promise<void> {
  if (why === 'lost') return;
  if (why === 'cancelled') {
    await finish(runs.pool, row, { state: 'cancelled' });
    return;
  }
  const told = storeRefusal(error);
  const stopping = why === 'stopping';
  const problems = told instanceof Refusal ? told.problems : [stopping ? CUT_OFF : FAULT];
  if (!stopping && !(told instanceof Refusal)) {
    runs.log(`Job ${job.name} ${row.id} failed: ${describeFailure(error)}`);
  }
  const again = job.retries !== undefined && row.attempt <= job.retries.most && (stopping || mayPass(told));
  if (!again) {
    await finish(runs.pool, row, { state: 'failed', problems: stopping ? [CUT_OFF] : problems });
    return;
  }
  await postpone(runs.pool, row, stopping ? [] : problems);
  throw error;
}

/** What was refused for a reason will be refused again; a store that was away comes back. */
function mayPass(error: unknown): boolean {
  return !(error instanceof Refusal) || error.code === 'store-unavailable' || error.code === 'store-full';
}

/** Rights may have been taken away since it was started. */
async function actorOf(access: Access, row: JobRow): Promise<Actor> {
  const { account, scope } = row;
  if (account === null) return SYSTEM;
  return scope === null ? { account, roles: [], offices: [] } : access.requireActor(askingOf(row), scope);
}

function askingOf({ account, limits }: JobRow): Asking {
  return { id: account ?? SYSTEM.account, ...(limits ? { limits } : {}) };
}
