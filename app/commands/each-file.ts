import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createProgressBar } from './terminal.ts';
import { sizeOf, unreadable } from './user-files.ts';

/** What could not be read, in place of a result. */
export interface Unread {
  readonly file: string;
  readonly error: { readonly code: string; readonly message: string; readonly remedy?: string; readonly line?: number };
}

export function isUnread(result: object): result is Unread {
  return 'error' in result;
}

/**
 * Works on each of several files in their order; one that cannot be read is told, and the rest goes on.
 * @param reasonOf why the work on a file failed, where that is a reason and no fault of the program
 */
export async function withEachFile<T>(
  files: readonly string[],
  work: (file: string) => Promise<T>,
  reasonOf: (error: unknown) => Unread['error'] | undefined = () => undefined,
): Promise<(T | Unread)[]> {
  const results: (T | Unread)[] = [];
  for (const file of files) {
    try {
      results.push(await work(file));
    } catch (error) {
      const reason = reasonOf(error);
      results.push(reason ? { file, error: reason } : unreadFor(file, error));
    }
  }
  return results;
}

/** Why a file was not read. @throws what is a fault of the program */
export function unreadFor(file: string, error: unknown): Unread {
  if (!(error instanceof Error) || error.name !== 'FileError') throw error;
  const remedy = 'remedy' in error ? { remedy: String(error.remedy) } : {};
  return { file, error: { code: 'unreadable', message: error.message, ...remedy } };
}

/** Files and, of folders, all files in them and below, by name; hidden ones are left out. What is not there is left for whoever reads it. */
export async function filesIn(paths: readonly string[]): Promise<readonly string[]> {
  const found = paths.map(async (path) => {
    const isFolder = await stat(path).then(
      (what) => what.isDirectory(),
      () => false,
    );
    if (!isFolder) return [path];
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted();
  });
  return (await Promise.all(found)).flat();
}

/**
 * Reads a whole file and shows how it goes on.
 * @param tooLarge the error for a file above the limit
 * @throws FileError, or what `tooLarge` says.
 */
export async function readWhole(path: string, limit: number, tooLarge: () => Error): Promise<Uint8Array> {
  const size = await sizeOf(path);
  if (size > limit) throw tooLarge();
  const progress = createProgressBar();
  const bytes = new Uint8Array(size);
  let done = 0;
  try {
    // A file that grows meanwhile is read up to the size it had.
    for await (const chunk of createReadStream(path, size === 0 ? {} : { end: size - 1 })) {
      const piece: Uint8Array = chunk;
      bytes.set(piece.subarray(0, size - done), done);
      done += piece.length;
      progress.show(`Reading ${path}`, done, size);
    }
  } catch (error) {
    throw unreadable(path, error);
  } finally {
    progress.end();
  }
  return bytes.subarray(0, done);
}
