import { setTimeout as sleep } from 'node:timers/promises';

import { lockedBy, passingPatience, stopUnlessUsed } from './alone.ts';
import { DatabaseError, quietly } from './error.ts';
import { takeFreeLock, takeLock } from './lock.ts';
import { isComparable } from './processes.ts';
import { ensureRunning, joinRunning, stopWithoutWaiting } from './running.ts';
import type { Running, Site } from './running.ts';
import { countUsers, register } from './users.ts';

/**
 * For a command: it is on the list of users while it works, and holds the lock only while it starts or stops PostgreSQL.
 *
 * Registering comes before looking at the lock, and a server that leaves marks the lock before looking at the list, so at least one
 * of two that meet sees the other: either the server leaves PostgreSQL to the command, or the command waits and starts it again.
 */
export async function openShared(site: Site): Promise<{ running: Running; owned: boolean; stop: () => Promise<void> }> {
  const unregister = register(site.dataDir);
  const leaveAtExit = (): void =>
    quietly(() => {
      unregister();
      const lock = takeFreeLock(site.dataDir, 'command');
      if (!lock) return;
      if (countUsers(site.dataDir) === 0) stopWithoutWaiting(site);
      lock.release();
    });
  try {
    const { running, owned } = await joinOrStart(site);
    process.on('exit', leaveAtExit);
    const stop = async (): Promise<void> => {
      process.off('exit', leaveAtExit);
      unregister();
      await stopAsLast(site);
    };
    return { running, owned, stop };
  } catch (error) {
    unregister();
    throw error;
  }
}

async function joinOrStart(site: Site): Promise<{ running: Running; owned: boolean }> {
  const deadline = Date.now() + passingPatience;
  for (;;) {
    const taken = await takeLock(site.dataDir, 'command');
    if ('lock' in taken) {
      try {
        return { running: await ensureRunning(site), owned: true };
      } finally {
        taken.lock.release();
      }
    }
    const { holder } = taken;
    if (holder.role === 'server' && holder.state === 'running') {
      const running = await joinRunning(site, 1_000);
      if (running) return { running, owned: false };
      if (!isComparable(holder)) throw elsewhere(site.dataDir);
    }
    if (Date.now() > deadline) throw lockedBy(holder, site.dataDir);
    await sleep(50);
  }
}

/** A server that runs takes care of PostgreSQL itself; otherwise the lock is soon free, and who gets it looks for other users. */
async function stopAsLast(site: Site): Promise<void> {
  const deadline = Date.now() + passingPatience;
  while (Date.now() < deadline) {
    const taken = await takeLock(site.dataDir, 'command');
    if ('lock' in taken) {
      await stopUnlessUsed(site, taken.lock);
      return;
    }
    if (taken.holder.role === 'server' && taken.holder.state === 'running') return;
    await sleep(20);
  }
}

function elsewhere(dataDir: string): DatabaseError {
  return new DatabaseError(
    'data-locked',
    dataDir,
    `A Callosum server uses ${dataDir} from another container or machine, where its database cannot be reached from here.`,
    'Run the command in the same container or on the same machine as the server.',
  );
}
