import { type ProblemForm, Refusal } from '@callosum/kernel';
import { parentPort, workerData } from 'node:worker_threads';
import type { Connection } from '../postgres/index.ts';
import { describeFailure } from '../operation/failure.ts';
import { createPool } from '../store/pool.ts';
import { storeRefusal } from '../write/transaction.ts';
import { type LedgerCheck, verifyLedger } from './verify.ts';

// A thread of its own: what a verification leaves behind is collected here, not among the graphs in the server's memory.

export interface VerifyQuestion {
  readonly connection: Connection;
  readonly scope: string;
}

export type VerifyAnswer =
  | { readonly check: LedgerCheck }
  /** The store could not be read. */
  | { readonly problems: readonly ProblemForm[] }
  | { readonly failed: string };

async function answer({ connection, scope }: VerifyQuestion): Promise<VerifyAnswer> {
  const pool = createPool(connection, () => undefined);
  try {
    return { check: await verifyLedger(pool, scope) };
  } catch (error) {
    const told = storeRefusal(error);
    return told instanceof Refusal
      ? { problems: told.problems.map((problem) => problem.toJSON()) }
      : { failed: describeFailure(error) };
  } finally {
    await pool.end();
  }
}

const question: VerifyQuestion = workerData;
parentPort?.postMessage(await answer(question), []);
