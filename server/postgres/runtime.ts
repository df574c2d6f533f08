import { createHash } from 'node:crypto';
import { chownSync, lstatSync, mkdirSync, realpathSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { barrierTo } from './account.ts';
import type { Account } from './account.ts';
import { codeOf, DatabaseError, lineOf } from './error.ts';

export const socketPort = 5432;

/** The shortest limit of the systems we run on: 104 bytes with the closing zero on macOS, 108 on Linux. */
const longestSocketPath = 103;

/** Makes, or finds again, the private directory for the socket of this data directory. */
export function socketDirectory(dataDir: string, account: Account): string {
  const base = candidates().find((place) => fits(place, dataDir, account));
  if (base === undefined) {
    throw new DatabaseError(
      'runtime-directory',
      tmpdir(),
      `No temporary directory is short enough and open enough for the database's socket (tried ${candidates().join(', ')}).`,
      'Set TMPDIR to a short path that every account may pass, such as /tmp.',
    );
  }
  return prepare(join(realpathSync(base), directoryName(dataDir)), account);
}

/** Removes the directory after an orderly stop; what is not empty is in use, and stays. */
export function forgetSocketDirectory(directory: string): void {
  try {
    rmdirSync(directory);
  } catch {
    // Only a directory of no size in a place for temporary things would be left.
  }
}

function candidates(): string[] {
  // Not XDG_RUNTIME_DIR: it is emptied when its user logs off, and the server may be meant to stay.
  return [...new Set([tmpdir(), '/tmp'])];
}

function fits(base: string, dataDir: string, account: Account): boolean {
  try {
    const socket = join(realpathSync(base), directoryName(dataDir), `.s.PGSQL.${socketPort}`);
    return Buffer.byteLength(socket) <= longestSocketPath && barrierTo(base, account) === undefined;
  } catch {
    return false;
  }
}

/** The name of the directory for a data directory, given by its real path. */
export function directoryName(dataDir: string): string {
  return `callosum-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`;
}

function prepare(directory: string, account: Account): string {
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') {
      throw new DatabaseError(
        'runtime-directory',
        directory,
        `${directory} cannot be made: ${lineOf(error)}.`,
        'Set TMPDIR to a directory that can be written to.',
      );
    }
  }
  const found = lstatSync(directory);
  const ours = found.uid === account.uid || found.uid === process.getuid?.();
  if (!found.isDirectory() || !ours || (found.mode & 0o077) !== 0) {
    throw new DatabaseError(
      'runtime-directory',
      directory,
      `${directory}, meant for the database's socket, is not a private directory of ours (user ${found.uid}, mode ${(found.mode & 0o777).toString(8)}).`,
      'Find out who made it and remove it, or set TMPDIR to another directory.',
    );
  }
  if (found.uid !== account.uid) chownSync(directory, account.uid, account.gid);
  return directory;
}
