import { mkdirSync, realpathSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { accountFor, barrierTo, isRoot } from './account.ts';
import type { Account } from './account.ts';
import { forgetOtherCopies, installedVersion, usableBinaries } from './binaries.ts';
import { clusterDirectory, createCluster, hasCluster, pruneLogs, writeAccessRules } from './cluster.ts';
import { askEmbedded, versionText } from './connect.ts';
import { codeOf, DatabaseError, fileError, lineOf } from './error.ts';
import { launch } from './launch.ts';
import { disownLockFiles, endPostmaster, endSurvivors, livePostmaster, readPostmasterFile } from './postmaster.ts';
import type { PostmasterFile } from './postmaster.ts';
import { isAlive, signal } from './processes.ts';
import { forgetSocketDirectory, socketDirectory, socketPort } from './runtime.ts';

export interface Site {
  readonly dataDir: string;
  readonly durable: boolean;
  readonly log: (line: string) => void;
}

/** A PostgreSQL that answers on this data directory. */
export interface Running {
  readonly pid: number;
  readonly host: string;
  readonly port: number;
  readonly version: number;
  /** Found running, as opposed to started now. */
  readonly adopted: boolean;
  readonly ended: Promise<void>;
}

/** Makes sure the data directory exists and can be used by the account PostgreSQL will run under. */
export function prepareDataDirectory(path: string): string {
  try {
    // Started as root, PostgreSQL's account has to pass through, though not to list what else is there.
    mkdirSync(path, { recursive: true, mode: isRoot() ? 0o711 : 0o700 });
    const real = realpathSync(path);
    const barrier = isRoot() ? barrierTo(real, accountFor(clusterDirectory(real))) : undefined;
    if (barrier === undefined) return real;
    throw new DatabaseError(
      'data-unreachable',
      real,
      `The data directory ${real} is out of reach for the account the database runs under when started as root: ${barrier} is closed to it.`,
      `Open the way (chmod o+x ${barrier}), choose a data directory elsewhere, or start as an ordinary user.`,
    );
  } catch (error) {
    throw fileError(error, path);
  }
}

/** Adopts the PostgreSQL that runs on the data directory, or cleans up after a dead one and starts it. The caller holds the lock. */
export async function ensureRunning(site: Site): Promise<Running> {
  const cluster = clusterDirectory(site.dataDir);
  const adopted = await adopt(site, cluster);
  if (adopted) return adopted;
  const account = accountFor(cluster);
  const binaries = usableBinaries(site.dataDir, account, site.log);
  if (!hasCluster(cluster, binaries.version)) {
    site.log(`Creating the database in ${cluster}.`);
    await createCluster(site.dataDir, binaries, account, site.durable);
  }
  await endSurvivors(cluster, site.log);
  const host = socketDirectory(site.dataDir, account);
  disownLockFiles(cluster, host, socketPort);
  return start(site, cluster, account, host);
}

/** Waits for the PostgreSQL that somebody else runs on the data directory; undefined when it is not there in time. */
export async function joinRunning(site: Site, patience: number): Promise<Running | undefined> {
  const deadline = Date.now() + patience;
  do {
    const file = readPostmasterFile(clusterDirectory(site.dataDir));
    if (file?.state === 'ready' && isAlive(file.pid)) {
      const answer = await tryAsking(file);
      if (typeof answer === 'number') return found(file, answer);
    }
    await sleep(20);
  } while (Date.now() < deadline);
  return undefined;
}

/** Stops the PostgreSQL of the data directory if it runs. The caller holds the lock. */
export async function stopRunning(site: Site): Promise<void> {
  const file = livePostmaster(clusterDirectory(site.dataDir));
  if (!file) return;
  if (await endPostmaster(file.pid, site.log)) forgetSocketDirectory(file.socketDirectory);
}

/** The same from an exit handler, where nothing can be waited for but the first sign that the signal was understood. */
export function stopWithoutWaiting(site: Site): void {
  const cluster = clusterDirectory(site.dataDir);
  const file = livePostmaster(cluster);
  if (!file) return;
  signal(file.pid, 'SIGINT');
  const pause = new Int32Array(new SharedArrayBuffer(4));
  // Until its file says so, a server that starts now would adopt it.
  for (let tries = 0; tries < 100 && readPostmasterFile(cluster)?.state === 'ready'; tries += 1)
    Atomics.wait(pause, 0, 0, 5);
}

async function start(site: Site, cluster: string, account: Account, host: string): Promise<Running> {
  const binaries = usableBinaries(site.dataDir, account, site.log);
  try {
    writeAccessRules(cluster, account);
    pruneLogs(cluster);
  } catch (error) {
    throw fileError(error, cluster);
  }
  const { pid, version, ended } = await launch({
    cluster,
    socketDirectory: host,
    account,
    binaries,
    durable: site.durable,
    log: site.log,
  });
  forgetOtherCopies(site.dataDir, binaries);
  return { pid, version, ended, host, port: socketPort, adopted: false };
}

/** Patience for an orphan: one that says it is ready but does not answer is given up soon, one that recovers may take its time. */
const silence = 5_000;
const recovery = 5 * 60_000;

async function adopt(site: Site, cluster: string): Promise<Running | undefined> {
  const began = Date.now();
  for (;;) {
    const file = livePostmaster(cluster);
    if (!file) return undefined;
    const answer = file.state === 'ready' ? await tryAsking(file) : 'not ready yet';
    if (answer === installedVersion()) return found(file, answer);
    const outdated = typeof answer === 'number';
    const patience = file.state === 'ready' ? silence : recovery;
    if (outdated || Date.now() - began > patience) {
      const reason = outdated
        ? `is version ${versionText(answer)}, another than the installed one`
        : `does not answer (${answer})`;
      site.log(`The PostgreSQL found running ${reason}; it is restarted.`);
      if (await endPostmaster(file.pid, site.log)) return undefined;
      throw new DatabaseError(
        'start-failed',
        cluster,
        `A PostgreSQL that does not answer runs on ${cluster} and cannot be stopped.`,
        `End process ${file.pid} as its owner or as root, then start again.`,
      );
    }
    await sleep(20);
  }
}

/** Its version, or what it said instead. */
async function tryAsking(file: PostmasterFile): Promise<number | string> {
  try {
    const { version } = await askEmbedded(file.socketDirectory, file.port);
    return version;
  } catch (error) {
    return `${codeOf(error)} ${lineOf(error)}`.trim();
  }
}

function found(file: PostmasterFile, version: number): Running {
  return { pid: file.pid, version, host: file.socketDirectory, port: file.port, adopted: true, ended: endOf(file.pid) };
}

/** An adopted server is no child of ours, so its end is only seen by looking. */
function endOf(pid: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (isAlive(pid)) return;
      clearInterval(timer);
      resolve();
    }, 500);
    timer.unref();
  });
}
