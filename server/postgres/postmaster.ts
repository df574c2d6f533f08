import { closeSync, ftruncateSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { codeOf } from './error.ts';
import { isAlive, listProcesses, signal, worksIn } from './processes.ts';
import { clusterTitle } from './settings.ts';

/** What postmaster.pid says; see "miscadmin.h" of PostgreSQL for the lines of the file. */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  readonly socketDirectory: string;
  readonly state: 'starting' | 'ready' | 'stopping';
}

export function readPostmasterFile(cluster: string): PostmasterFile | undefined {
  const file = join(cluster, 'postmaster.pid');
  const text = ifThere(() => readFileSync(file, 'utf8'));
  return text === undefined ? undefined : parsePostmasterFile(text);
}

/**
 * A server that ends removes its files at any moment, also between a look and a reading: what is gone is not there. Neither is what
 * another account keeps to itself; whose cluster it is gets looked at elsewhere.
 */
function ifThere<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'EACCES') return undefined;
    throw error;
  }
}

export function parsePostmasterFile(text: string): PostmasterFile {
  const lines = text.split('\n');
  const state = lines[7]?.trim();
  return {
    pid: Number(lines[0]),
    port: Number(lines[3]),
    socketDirectory: lines[4] ?? '',
    state: state === 'ready' || state === 'stopping' ? state : 'starting',
  };
}

/** The live processes of the cluster's server: the postmaster and all it started, whether the postmaster lives or not. */
export function clusterProcesses(cluster: string): number[] {
  const owner = statSync(cluster).uid;
  const title = clusterTitle(cluster);
  return listProcesses()
    .filter(({ uid, name }) => uid === owner && name === 'postgres')
    .filter(({ pid, command }) => worksIn(pid, cluster) ?? command.includes(title))
    .map(({ pid }) => pid);
}

/** The postmaster named by the cluster's file, if it really lives and serves this cluster. */
export function livePostmaster(cluster: string): PostmasterFile | undefined {
  const file = readPostmasterFile(cluster);
  if (!file || !isAlive(file.pid)) return undefined;
  return clusterProcesses(cluster).includes(file.pid) ? file : undefined;
}

/** Ends a postmaster: fast shutdown, then without ceremony when it takes too long. True once it is gone. */
export async function endPostmaster(pid: number, log: (line: string) => void): Promise<boolean> {
  signal(pid, 'SIGINT');
  if (await isGone([pid], 60_000)) return true;
  log(
    'PostgreSQL did not stop within a minute; it is stopped at once and will recover from its log at the next start.',
  );
  signal(pid, 'SIGQUIT');
  if (await isGone([pid], 10_000)) return true;
  signal(pid, 'SIGKILL');
  return isGone([pid], 5_000);
}

/** Ends what a killed postmaster left behind: each still uses the shared memory, and a new server refuses to start beside it. */
export async function endSurvivors(cluster: string, log: (line: string) => void): Promise<void> {
  const survivors = clusterProcesses(cluster);
  if (survivors.length === 0) return;
  log(`Ending ${survivors.length} processes of a PostgreSQL that was killed.`);
  for (const pid of survivors) signal(pid, 'SIGQUIT');
  if (await isGone(survivors, 5_000)) return;
  for (const pid of clusterProcesses(cluster)) signal(pid, 'SIGKILL');
  await isGone(survivors, 5_000);
}

/**
 * Writes our own process number into line 1 of both lock files: PostgreSQL takes the number of its parent as stale, so a zombie or
 * a stranger that got the old number no longer stops it. The files are never deleted, since postmaster.pid also holds the
 * key by which a new server sees that processes of the old one still use the shared memory.
 */
export function disownLockFiles(cluster: string, socketDirectory: string, socketPort: number): void {
  for (const file of [join(cluster, 'postmaster.pid'), join(socketDirectory, `.s.PGSQL.${socketPort}.lock`)]) {
    ifThere(() => {
      const rest = readFileSync(file, 'utf8').split('\n').slice(1);
      rewrite(file, [String(process.pid), ...rest].join('\n'));
    });
  }
}

/** Overwrites in place and then cuts the rest, so that the file is at no moment empty, which PostgreSQL refuses. */
function rewrite(file: string, text: string): void {
  const handle = openSync(file, 'r+');
  try {
    ftruncateSync(handle, writeSync(handle, text, 0));
  } finally {
    closeSync(handle);
  }
}

async function isGone(pids: readonly number[], patience: number): Promise<boolean> {
  const deadline = Date.now() + patience;
  while (pids.some((pid) => isAlive(pid))) {
    if (Date.now() > deadline) return false;
    await sleep(5);
  }
  return true;
}
