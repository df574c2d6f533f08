import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { lockFile, readHolder, takeLock } from './lock.ts';
import { isRunning, ownIdentity } from './processes.ts';
import { temporaryData } from './testing/processes.ts';
import { countUsers, register } from './users.ts';

function newDirectory(): string {
  const directory = temporaryData();
  mkdirSync(directory);
  return directory;
}

function leaveLock(directory: string, changes: object): void {
  const holder = { ...ownIdentity(), id: 'left-behind', role: 'server', state: 'running', ...changes };
  writeFileSync(lockFile(directory), JSON.stringify(holder));
}

describe('the lock of a data directory', () => {
  test('is held until released, and says by whom', async () => {
    const directory = newDirectory();
    const first = await takeLock(directory, 'server');
    expect(await takeLock(directory, 'command')).toMatchObject({
      holder: { pid: process.pid, role: 'server', state: 'running' },
    });
    if ('lock' in first) first.lock.markStopping();
    expect(readHolder(lockFile(directory))?.state).toBe('stopping');
    if ('lock' in first) first.lock.release();
    expect(await takeLock(directory, 'command')).toHaveProperty('lock');
  });

  test('of a process whose number was given to another one is free', async () => {
    const directory = newDirectory();
    leaveLock(directory, { started: '1' });
    expect(await takeLock(directory, 'server')).toHaveProperty('lock');
  });

  test('of a process that ended is free', async () => {
    const directory = newDirectory();
    leaveLock(directory, { pid: 2 ** 22 + 1 });
    expect(await takeLock(directory, 'server')).toHaveProperty('lock');
  });

  test('that a power loss cut short is free', async () => {
    const directory = newDirectory();
    writeFileSync(lockFile(directory), '');
    expect(await takeLock(directory, 'server')).toHaveProperty('lock');
  });

  test('left by a dead owner goes to exactly one of many that come together, even after a successor died half-way', async () => {
    const directory = newDirectory();
    leaveLock(directory, { started: '1' });
    writeFileSync(
      `${lockFile(directory)}.left-behind`,
      JSON.stringify({ ...ownIdentity(), started: '1', id: 'half-way', role: 'server', state: 'running' }),
    );
    const all = await Promise.all(Array.from({ length: 20 }, () => takeLock(directory, 'server')));
    expect(all.filter((taken) => 'lock' in taken)).toHaveLength(1);
    expect(readdirSync(directory)).toEqual(['callosum.lock']);
  });

  test('of an owner in another container counts while its time is kept fresh, and not after', async () => {
    const directory = newDirectory();
    leaveLock(directory, { space: 'pid:[1]' });
    const beat = setInterval(() => utimesSync(lockFile(directory), new Date(), new Date()), 500);
    expect(await takeLock(directory, 'server')).toMatchObject({ holder: { id: 'left-behind' } });
    clearInterval(beat);
    expect(await takeLock(directory, 'server')).toHaveProperty('lock');
  });
});

describe('the list of users', () => {
  test('counts the living and forgets the dead', () => {
    const directory = newDirectory();
    const unregister = register(directory);
    writeFileSync(
      `${directory}/callosum.users/dead`,
      JSON.stringify({ ...ownIdentity(), started: '1', id: 'dead', role: 'command', state: 'running' }),
    );
    expect(countUsers(directory)).toBe(1);
    unregister();
    expect(countUsers(directory)).toBe(0);
    expect(readdirSync(`${directory}/callosum.users`)).toEqual([]);
  });
});

test('this process runs, and one with its number but another start does not', () => {
  expect(isRunning(ownIdentity())).toBe(true);
  expect(isRunning({ ...ownIdentity(), started: '1' })).toBe(false);
});
