import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/** A file named on the command line that cannot be used. */
class FileError extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.name = 'FileError';
    this.remedy = remedy;
  }
}

/** The size of a file that can be read. @throws FileError. */
export async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  if (found.isFile()) return found.size;
  throw new FileError(`${path} is not a file.`, 'Give the name of a file.');
}

/** @throws FileError. */
export async function readUserFile(path: string, limit: number): Promise<string> {
  if ((await sizeOf(path)) > limit)
    throw new FileError(`${path} is too large to be what is asked for.`, 'Check its name.');
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw unreadable(path, error);
  });
}

/** The first line of a file that keeps a passphrase; undefined without a file. */
export async function readPassphrase(path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  const [line = ''] = (await readUserFile(path, PASSPHRASE_LIMIT)).split(/\r?\n/, 1);
  if (line !== '') return line;
  throw new FileError(`${path} begins with an empty line.`, 'Write the passphrase into its first line.');
}

const PASSPHRASE_LIMIT = 65_536;

/** Writes a file whole or not at all. @param mode who may read it, before the umask @throws FileError. */
export async function writeWhole(path: string, content: string | Uint8Array, mode = 0o666): Promise<void> {
  const target = resolve(path);
  const temporary = join(dirname(target), `.${basename(target)}.${randomUUID()}`);
  try {
    await writeFile(temporary, content, { flag: 'wx', flush: true, mode });
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw unwritable(path, error);
  }
}

export function unwritable(path: string, error: unknown): FileError {
  return new FileError(`${path} cannot be written (${reason(error)}); nothing was written.`, 'Choose another place.');
}

export function unreadable(path: string, error: unknown): FileError {
  return new FileError(`${path} cannot be read (${reason(error)}).`, 'Check the name of the file and who may read it.');
}

/** “no such file or directory” out of “ENOENT: no such file or directory, open '…'”. */
function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /^[A-Z]+: ([^,]+),/.exec(message)?.[1] ?? message;
}
