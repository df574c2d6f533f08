import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const beat = 2_000;
const patience = 20_000;

/**
 * Does something while no other process does it: the lock is a file with our process number, kept fresh. One whose process is gone,
 * or that has not been fresh for a while (its number may belong to a stranger by now), is taken over.
 * @param {string} file
 * @param {(line: string) => void} say
 * @param {() => Promise<void>} work
 */
export async function withLock(file, say, work) {
  mkdirSync(dirname(file), { recursive: true });
  for (let said = false; !place(file);) {
    const holder = holderOf(file);
    if (holder === undefined) continue;
    if (!lives(file, holder)) {
      takeAway(file, holder);
      continue;
    }
    if (!said) say(`Waiting for another preparation of this checkout (process ${holder}).`);
    said = true;
    await sleep(200);
  }
  const beating = setInterval(() => freshen(file), beat);
  try {
    await work();
  } finally {
    clearInterval(beating);
    if (holderOf(file) === process.pid) rmSync(file, { force: true });
  }
}

/** @param {string} file */
function freshen(file) {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // Taken away by hand while we work: nothing that we could do better without it.
  }
}

/**
 * Appears complete or not at all.
 * @param {string} file
 */
function place(file) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, String(process.pid));
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

/**
 * Removes a dead holder's file; where another process was faster and it is a live one's by now, that is put back.
 * @param {string} file
 * @param {number} dead
 */
function takeAway(file, dead) {
  const aside = `${file}.${process.pid}.aside`;
  try {
    renameSync(file, aside);
    if (holderOf(aside) !== dead) linkSync(aside, file);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(codeOf(error))) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/** @param {string} file */
function holderOf(file) {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * @param {string} file
 * @param {number} pid
 */
function lives(file, pid) {
  const time = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (Date.now() - time > patience) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
