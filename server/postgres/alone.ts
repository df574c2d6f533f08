import { setTimeout as sleep } from 'node:timers/promises';

import { clusterDirectory, pruneLogs } from './cluster.ts';
import { DatabaseError, quietly } from './error.ts';
import { lockFile, takeLock } from './lock.ts';
import type { Holder, Lock } from './lock.ts';
import { ensureRunning, stopRunning, stopWithoutWaiting } from './running.ts';
import type { Running, Site } from './running.ts';
import { countUsers } from './users.ts';

/** How long to wait for another process that is just starting or stopping PostgreSQL. */
export const passingPatience = 90_000;

/** For a server: keeps the lock of the data directory for its whole life, so that there is never a second one. */
export async function openAlone(
  site: Site,
  onExit?: (restart: () => Promise<void>) => void,
): Promise<{ running: Running; stop: () => Promise<void> }> {
  const lock = await waitForLock(site.dataDir);
  let stopped = false;
  let current: Running | undefined;
  let work: Promise<unknown> = Promise.resolve();

  const start = async (): Promise<Running> => {
    const running = await ensureRunning(site);
    current = running;
    void running.ended.then(() => {
      if (!stopped && current === running) onExit?.(restart);
      return undefined;
    });
    return running;
  };
  const restart = async (): Promise<void> => {
    if (stopped) return;
    const attempt = start();
    work = attempt.catch(() => undefined);
    await attempt;
  };
  const leaveAtExit = (): void =>
    quietly(() => {
      stopped = true;
      lock.markStopping();
      if (countUsers(site.dataDir) === 0) stopWithoutWaiting(site);
      lock.release();
    });

  let running: Running;
  try {
    running = await start();
  } catch (error) {
    lock.release();
    throw error;
  }
  const pruning = setInterval(() => quietly(() => pruneLogs(clusterDirectory(site.dataDir))), 60_000);
  pruning.unref();
  process.on('exit', leaveAtExit);
  const stop = async (): Promise<void> => {
    stopped = true;
    clearInterval(pruning);
    await work;
    await stopUnlessUsed(site, lock);
    process.off('exit', leaveAtExit);
  };
  return { running, stop };
}

/** Stops PostgreSQL and gives the lock back; where commands still use the database, the last of them stops it. */
export async function stopUnlessUsed(site: Site, lock: Lock): Promise<void> {
  try {
    lock.markStopping();
    if (countUsers(site.dataDir) === 0) await stopRunning(site);
    else site.log('Leaving PostgreSQL running for the commands that still use it; the last of them stops it.');
  } finally {
    lock.release();
  }
}

async function waitForLock(dataDir: string): Promise<Lock> {
  const deadline = Date.now() + passingPatience;
  for (;;) {
    const taken = await takeLock(dataDir, 'server');
    if ('lock' in taken) return taken.lock;
    const { holder } = taken;
    if ((holder.role === 'server' && holder.state === 'running') || Date.now() > deadline)
      throw lockedBy(holder, dataDir);
    await sleep(50);
  }
}

export function lockedBy(holder: Holder, dataDir: string): DatabaseError {
  const who = holder.role === 'server' ? 'Another Callosum server' : 'A Callosum command';
  return new DatabaseError(
    'data-locked',
    lockFile(dataDir),
    `${who} (process ${holder.pid}) is using the data directory ${dataDir}.`,
    'Stop it first, or start this one on another data directory.',
  );
}
