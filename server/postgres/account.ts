import { realpathSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';

import { DatabaseError } from './error.ts';

/** The operating-system account PostgreSQL runs under. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** The account that Unix keeps for processes which own nothing else. */
const nobody: Account = { uid: 65534, gid: 65534 };

/** Whether we are root, and so have to hand PostgreSQL to another account: it refuses to run as root. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** The account for the cluster in this directory: as root its owner, or `nobody` for a new one; otherwise ourselves. */
export function accountFor(cluster: string): Account {
  const ours = { uid: process.getuid?.() ?? -1, gid: process.getgid?.() ?? -1 };
  const found = statSync(cluster, { throwIfNoEntry: false });
  if (found && found.uid !== ours.uid && ours.uid !== 0) {
    throw new DatabaseError(
      'cluster-owner',
      cluster,
      `The database in ${cluster} belongs to another account (user ${found.uid}, this is user ${ours.uid}).`,
      `Start as that account or as root, or hand it over: chown -R ${ours.uid}:${ours.gid} ${cluster}`,
    );
  }
  if (ours.uid !== 0) return ours;
  if (!found) return nobody;
  if (found.uid === 0) {
    throw new DatabaseError(
      'cluster-owner',
      cluster,
      `The database in ${cluster} belongs to root, and PostgreSQL refuses to run as root.`,
      `Hand it over: chown -R ${nobody.uid}:${nobody.gid} ${cluster}`,
    );
  }
  return { uid: found.uid, gid: found.gid };
}

/** The part of spawn's options that makes a child run under the account; nothing when it is our own. */
export function spawnAs(account: Account): { uid?: number; gid?: number } {
  return isRoot() ? { uid: account.uid, gid: account.gid } : {};
}

/** The login name of this process, which the database compares with its list of admitted names. */
export function ownName(): string {
  try {
    return userInfo().username;
  } catch {
    const uid = process.getuid?.() ?? -1;
    throw new DatabaseError(
      'account-unknown',
      `user ${uid}`,
      `This account (user ${uid}) has no name on this machine, and PostgreSQL does not run without one.`,
      'Start as an account listed in /etc/passwd, or give DATABASE_URL of a PostgreSQL server.',
    );
  }
}

/**
 * The first directory on the way to `path` (or `path` itself) that the account may not pass.
 * Judged from modes: trying it out as the account fails for the wrong reason where that account cannot even run Node.
 */
export function barrierTo(path: string, account: Account): string | undefined {
  return wayTo(realpathSync(path)).find((step) => !mayPass(step, account));
}

function wayTo(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [...wayTo(parent), path];
}

function mayPass(path: string, account: Account): boolean {
  const { uid, gid, mode } = statSync(path);
  if (account.uid === 0) return true;
  if (uid === account.uid) return (mode & 0o100) !== 0;
  if (gid === account.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}
