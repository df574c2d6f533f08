import type { Pool } from 'pg';
import { type JobRow, stillHere, touch } from './rows.ts';
import type { Leaving } from './run.ts';

const TELL_EVERY_MS = 250;
const SIGN_OF_LIFE_MS = 5_000;

export interface Progress {
  readonly tell: (fraction: number, word: string) => void;
  /** Stops, and waits until what was told is written. */
  readonly settle: () => Promise<void>;
}

/** Writes how far a job is, at most four times a second, and shows a sign of life in between. Hears so that it is to leave. */
export function createProgress(pool: Pool, row: JobRow, leave: (why: Leaving) => void): Progress {
  let latest = { fraction: 0, word: row.word };
  let isNew = false;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();

  const hear = (found: { cancelling: boolean } | undefined): void => {
    if (closed) return;
    if (!found) leave('lost');
    else if (found.cancelling) leave('cancelled');
  };
  const write = (): void => {
    timer = undefined;
    const telling = isNew;
    isNew = false;
    const asked = telling ? touch(pool, { ...row, ...latest }) : stillHere(pool, row);
    // A store that is away for a moment is no reason to stop; one that stays away ends the job when its result cannot be kept.
    writing = asked.then(hear).catch(() => undefined);
    void writing.then(() => schedule(isNew ? TELL_EVERY_MS : SIGN_OF_LIFE_MS));
  };
  const schedule = (pause: number): void => {
    if (closed) return;
    clearTimeout(timer);
    timer = setTimeout(write, pause);
  };
  schedule(SIGN_OF_LIFE_MS);
  return {
    tell: (fraction, word) => {
      const within = Math.min(1, Math.max(0, fraction));
      if (within === latest.fraction && word === latest.word) return;
      latest = { fraction: within, word };
      if (!isNew && timer !== undefined) schedule(TELL_EVERY_MS);
      isNew = true;
    },
    settle: async () => {
      closed = true;
      clearTimeout(timer);
      await writing;
    },
  };
}
