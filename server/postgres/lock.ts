import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { codeOf } from './error.ts';
import { isComparable, isRunning, ownIdentity } from './processes.ts';
import type { ProcessIdentity } from './processes.ts';

/** A server keeps the lock while it lives; a command only while it starts or stops PostgreSQL. */
export type Role = 'server' | 'command';

export interface Holder extends ProcessIdentity {
  /** Names this taking of the lock, so that a successor replaces exactly what it judged. */
  readonly id: string;
  readonly role: Role;
  readonly state: 'running' | 'stopping';
}

export interface Lock {
  /** Tells those who wait that the holder is on its way out. */
  markStopping(): void;
  release(): void;
}

/** Where processes cannot be compared (another container, another machine), a holder that beats within this time lives. */
const beatInterval = 2_000;
const beatPatience = 7_000;

export function lockFile(dataDir: string): string {
  return join(dataDir, 'callosum.lock');
}

/**
 * Takes the lock of a data directory, or names the live holder in the way.
 *
 * Creation is one `link` of a complete file, so of two processes that start together exactly one wins and nobody reads half a
 * lock. A dead holder's file is never deleted first, which would let two successors in: a successor first takes the
 * lock on that very file (same rule, one level down) and then renames its own file over it.
 */
export async function takeLock(dataDir: string, role: Role): Promise<{ lock: Lock } | { holder: Holder }> {
  const file = lockFile(dataDir);
  const mine: Holder = { ...ownIdentity(), id: randomUUID(), role, state: 'running' };
  const holder = await claim(file, mine);
  return holder ? { holder } : { lock: heldLock(file, mine) };
}

/** The same without waiting and without judging: succeeds only when nobody holds the lock. For use while the process exits. */
export function takeFreeLock(dataDir: string, role: Role): Lock | undefined {
  const file = lockFile(dataDir);
  const mine: Holder = { ...ownIdentity(), id: randomUUID(), role, state: 'stopping' };
  return place(file, mine) ? heldLock(file, mine) : undefined;
}

/** Keeps a file's time fresh until told to stop; does not keep the process alive. */
export function keepBeating(file: string): () => void {
  const timer = setInterval(() => {
    try {
      const now = new Date();
      utimesSync(file, now, now);
    } catch {
      // The file may be taken from us by an administrator; the lock protects against accidents, not against him.
    }
  }, beatInterval);
  timer.unref();
  return () => clearInterval(timer);
}

/** Whether the writer of this file lives, told without waiting: by process where comparable, else by the age of the file. */
export function livesByNow(file: string, writer: ProcessIdentity): boolean {
  if (writer.pid === 0) return false;
  if (isComparable(writer)) return isRunning(writer);
  const beat = beatOf(file);
  return beat !== undefined && Date.now() - beat < beatPatience;
}

export function readHolder(file: string): Holder | undefined {
  try {
    return parseHolder(readFileSync(file, 'utf8'), file);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function claim(file: string, mine: Holder): Promise<Holder | undefined> {
  for (;;) {
    if (place(file, mine)) return undefined;
    const holder = readHolder(file);
    if (!holder) continue;
    if (await lives(file, holder)) return holder;
    const successor = `${file}.${holder.id}`;
    const rival = await claim(successor, mine);
    if (rival) return rival;
    if (readHolder(file)?.id === holder.id) {
      renameSync(successor, file);
      return undefined;
    }
    unlinkSync(successor);
  }
}

function place(file: string, mine: Holder): boolean {
  const draft = `${file}.draft-${mine.id}`;
  writeFileSync(draft, JSON.stringify(mine), { mode: 0o644 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

async function lives(file: string, holder: Holder): Promise<boolean> {
  if (holder.pid === 0) return false;
  if (isComparable(holder)) return isRunning(holder);
  const first = beatOf(file);
  const deadline = Date.now() + beatPatience;
  // Watched for a change instead of compared with our clock: the other machine's clock may differ.
  while (Date.now() < deadline) {
    const now = beatOf(file);
    if (now === undefined) return false;
    if (now !== first) return true;
    await sleep(200);
  }
  return false;
}

function heldLock(file: string, mine: Holder): Lock {
  const stopBeating = keepBeating(file);
  return {
    markStopping() {
      const draft = `${file}.draft-${mine.id}`;
      writeFileSync(draft, JSON.stringify({ ...mine, state: 'stopping' }));
      renameSync(draft, file);
    },
    release() {
      stopBeating();
      if (readHolder(file)?.id === mine.id) rmSync(file, { force: true });
    },
  };
}

function beatOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}

/** A file that nobody can read (cut short by a power loss) counts as left behind by a process that is gone. */
function parseHolder(text: string, file: string): Holder {
  const gone: Holder = {
    pid: 0,
    started: '',
    boot: '',
    space: '',
    id: `unreadable-${beatOf(file)}`,
    role: 'command',
    state: 'running',
  };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return gone;
  }
  if (typeof value !== 'object' || value === null) return gone;
  const field = (name: string): string => {
    const found: unknown = Object.entries(value).find(([key]) => key === name)?.[1];
    return typeof found === 'string' ? found : '';
  };
  const id = field('id');
  if (!/^[\w-]+$/.test(id)) return gone;
  return {
    pid: 'pid' in value && typeof value.pid === 'number' ? value.pid : 0,
    started: field('started'),
    boot: field('boot'),
    space: field('space'),
    id,
    role: field('role') === 'server' ? 'server' : 'command',
    state: field('state') === 'stopping' ? 'stopping' : 'running',
  };
}
