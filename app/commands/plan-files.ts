import { DEFAULT_LIMITS, PlanFileError, readPlan } from '@callosum/schedule';
import type { PlanRead } from '@callosum/schedule';
import { createReadStream } from 'node:fs';
import { createProgressBar } from './terminal.ts';
import { sizeOf, unreadable } from './user-files.ts';

/** Reads a plan file of any format. @throws PlanFileError, or an error that says why the file cannot be read. */
export async function readPlanFile(path: string): Promise<PlanRead> {
  const size = await sizeOf(path);
  if (size > DEFAULT_LIMITS.maxBytes) {
    throw new PlanFileError('too-large', `${path} has more than ${DEFAULT_LIMITS.maxBytes} bytes.`);
  }
  const progress = createProgressBar();
  try {
    return readPlan(await bytesOf(path, size, (done) => progress.show(`Reading ${path}`, done, size)));
  } finally {
    progress.end();
  }
}

async function bytesOf(path: string, size: number, onProgress: (done: number) => void): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  let done = 0;
  try {
    // A file that grows meanwhile is read up to the size it had.
    for await (const chunk of createReadStream(path, size === 0 ? {} : { end: size - 1 })) {
      const piece: Uint8Array = chunk;
      bytes.set(piece.subarray(0, size - done), done);
      done += piece.length;
      onProgress(done);
    }
  } catch (error) {
    throw unreadable(path, error);
  }
  return bytes.subarray(0, done);
}

/** What could not be read, in place of a result. */
export interface Unread {
  readonly file: string;
  readonly error: { readonly code: string; readonly message: string; readonly remedy?: string; readonly line?: number };
}

/** Works on each of several files in their order; one that cannot be read is told, and the rest goes on. */
export async function withEachPlan<T>(
  files: readonly string[],
  work: (file: string, read: PlanRead) => T | Promise<T>,
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
