import { problemOf, Refusal } from '@callosum/kernel';
import { Worker } from 'node:worker_threads';
import type { Connection } from '../postgres/index.ts';
import type { LedgerCheck } from './verify.ts';
import type { VerifyAnswer, VerifyQuestion } from './verify-thread.ts';

/** Verifies ledgers beside the server's own work. */
export interface Verifications {
  /**
   * The ledger of a scope as it stands when its turn comes: one is verified at a time, and who asks for the same
   * while it waits gets the same answer.
   */
  readonly verify: (scope: string) => Promise<LedgerCheck>;
  /** Ends the one at work; those who wait for it hear of it. */
  readonly close: () => Promise<void>;
}

/** Verifies in threads of their own, each with a connection of its own to the same store. */
export function createVerifications(connection: Connection): Verifications {
  const waiting = new Map<string, Promise<LedgerCheck>>();
  let last: Promise<unknown> = Promise.resolve();
  let atWork: Worker | undefined;
  let closed = false;

  const inThread = (question: VerifyQuestion): Promise<LedgerCheck> => {
    if (closed) return Promise.reject(new Error('The server is stopping.'));
    const worker = new Worker(new URL('verify-thread.ts', import.meta.url), { workerData: question });
    atWork = worker;
    return new Promise<LedgerCheck>((resolve, reject) => {
      worker.on('message', (answer: VerifyAnswer) => {
        if ('check' in answer) resolve(answer.check);
        else if ('problems' in answer) reject(new Refusal(answer.problems.map(problemOf)));
        else reject(new Error(`Verifying the ledger failed: ${answer.failed}`));
      });
      worker.on('error', reject);
      // Without effect after an answer.
      worker.on('exit', () => reject(new Error('Verifying the ledger was ended before its time.')));
    });
  };

  return {
    verify: (scope) => {
      const same = waiting.get(scope);
      if (same) return same;
      const check = last.then(() => {
        waiting.delete(scope);
        return inThread({ connection, scope });
      });
      waiting.set(scope, check);
      last = check.catch(() => undefined);
      return check;
    },
    close: async () => {
      closed = true;
      await atWork?.terminate();
      await last;
    },
  };
}
