import { PlanFileError, readMspdi } from '@callosum/schedule';
import type { MspdiResult } from '@callosum/schedule';
import { createReadStream } from 'node:fs';
import { createProgressBar } from './terminal.ts';
import { sizeOf, unreadable } from './user-files.ts';

/** Reads a plan file in pieces. @throws PlanFileError, or an error that says why the file cannot be read. */
export async function readPlanFile(path: string): Promise<MspdiResult> {
  const size = await sizeOf(path);
  const progress = createProgressBar();
  try {
    return await readMspdi(pieces(path, (done) => progress.show(`Reading ${path}`, done, size)));
  } finally {
    progress.end();
  }
}

async function* pieces(path: string, onProgress: (done: number) => void): AsyncGenerator<Uint8Array, void, undefined> {
  let done = 0;
  try {
    for await (const chunk of createReadStream(path)) {
      const piece: Uint8Array = chunk;
      done += piece.length;
      onProgress(done);
      yield piece;
    }
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** What could not be read, in place of a result. */
export interface Unread {
  readonly file: string;
  readonly error: { readonly code: string; readonly message: string; readonly remedy?: string; readonly line?: number };
}

/** Works on each of several files in their order; one that cannot be read is told, and the rest goes on. */
export async function withEachPlan<T>(
  files: readonly string[],
  work: (file: string, read: MspdiResult) => T | Promise<T>,
): Promise<(T | Unread)[]> {
  const results: (T | Unread)[] = [];
  for (const file of files) {
    try {
      results.push(await work(file, await readPlanFile(file)));
    } catch (error) {
      results.push({ file, error: reasonOf(error) });
    }
  }
  return results;
}

export function isUnread(result: object): result is Unread {
  return 'error' in result;
}

function reasonOf(error: unknown): Unread['error'] {
  if (error instanceof PlanFileError) {
    const { code, message, remedy, line } = error;
    return { code, message, remedy, ...(line === undefined ? {} : { line }) };
  }
  if (error instanceof Error && error.name === 'FileError') {
    return {
      code: 'unreadable',
      message: error.message,
      ...('remedy' in error ? { remedy: String(error.remedy) } : {}),
    };
  }
  throw error;
}
