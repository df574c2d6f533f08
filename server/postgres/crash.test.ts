import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Pool } from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';

import { accountFor, spawnAs } from './account.ts';
import type { Connection } from './connect.ts';
import { openDatabase } from './open.ts';
import { readPostmasterFile } from './postmaster.ts';
import { isAlive, signal } from './processes.ts';
import { socketDirectory } from './runtime.ts';
import { restartDelay, superviseDatabase } from './supervise.ts';
import {
  expectOpen,
  madeData,
  openElsewhere,
  query,
  serverProcesses,
  temporaryData,
  until,
} from './testing/processes.ts';

const silent = (): void => undefined;
const postmasterOf = (dataDir: string): number => readPostmasterFile(join(dataDir, 'postgres'))?.pid ?? 0;

/** A query that computes, and so does not notice that its postmaster died. */
const busy = 'select count(*) from generate_series(1, 2000000000)';

function startBusyQuery(connection: Connection): void {
  void query(connection, busy).catch(() => undefined);
}

async function untilBusy(connection: Connection): Promise<void> {
  const text = `select count(*)::int from pg_stat_activity where state = 'active' and query like '%generate_series%' and pid <> pg_backend_pid()`;
  while ((await query(connection, text)) === 0);
}

/** Runs the command line of a running postmaster under a parent that never collects its children. */
async function leaveZombie(dataDir: string): Promise<void> {
  const database = await openDatabase({ dataDir, log: silent });
  const command = readFileSync(`/proc/${postmasterOf(dataDir)}/cmdline`, 'utf8')
    .split('\0')
    .slice(0, -1);
  await database.stop();
  const account = accountFor(join(dataDir, 'postgres'));
  socketDirectory(dataDir, account);
  const parent = spawn('/bin/sh', ['-c', '"$@" & exec sleep 300', 'sh', ...command], {
    ...spawnAs(account),
    stdio: 'ignore',
  });
  onTestFinished(() => void parent.kill('SIGKILL'));
  await until('the postmaster is ready', () => readPostmasterFile(join(dataDir, 'postgres'))?.state === 'ready');
  const pid = postmasterOf(dataDir);
  signal(pid, 'SIGKILL');
  await until('the postmaster is dead', () => !isAlive(pid));
  await until('its children are gone', () => serverProcesses(dataDir).length === 0);
  process.kill(pid, 0);
}

describe('after a crash', () => {
  test('the server of a killed Node is adopted, with its data', async () => {
    const dataDir = await madeData();
    const killed = openElsewhere(dataDir);
    const { connection } = await expectOpen(killed);
    await query(connection, 'create table kept as select 42 as answer');
    await killed.kill();
    const postmaster = postmasterOf(dataDir);

    const began = performance.now();
    const database = await openDatabase({ dataDir, log: silent });
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(database).toMatchObject({ adopted: true, owned: true, connection });
    expect(postmasterOf(dataDir)).toBe(postmaster);
    expect(await query(database.connection, 'select answer from kept')).toBe(42);
    await database.stop();
    expect(serverProcesses(dataDir)).toEqual([]);
  });

  test.runIf(process.platform === 'linux')(
    'a killed postmaster that nobody collects does not stop the next start',
    async () => {
      const dataDir = await madeData();
      await leaveZombie(dataDir);
      const database = await openDatabase({ dataDir, log: silent });
      expect(database.adopted).toBe(false);
      expect(await query(database.connection, 'select 1')).toBe(1);
      await database.stop();
    },
  );

  test('a query that outlives its postmaster is ended, and the next start recovers', async () => {
    const dataDir = await madeData();
    const killed = openElsewhere(dataDir);
    const { connection } = await expectOpen(killed);
    await query(connection, 'create table kept as select 42 as answer');
    startBusyQuery(connection);
    await untilBusy(connection);
    const postmaster = postmasterOf(dataDir);
    await killed.kill();
    signal(postmaster, 'SIGKILL');
    await until('the postmaster is dead', () => !isAlive(postmaster));
    expect(serverProcesses(dataDir).length).toBeGreaterThan(0);

    const database = await openDatabase({ dataDir, log: silent });
    expect(database.adopted).toBe(false);
    expect(await query(database.connection, 'select answer from kept')).toBe(42);
    await database.stop();
  });

  test('an initdb that was interrupted leaves nothing in the way', async () => {
    const dataDir = temporaryData();
    const killed = openElsewhere(dataDir);
    killed.opened.catch(() => undefined);
    await until('initdb has begun', () => entries(dataDir).some((name) => name.startsWith('postgres.new-')));
    await killed.kill();
    expect(entries(dataDir)).not.toContain('postgres');

    const database = await openDatabase({ dataDir, log: silent });
    expect(await query(database.connection, 'select 1')).toBe(1);
    await database.stop();
    expect(entries(dataDir).sort()).toEqual(['postgres']);
  });
});

describe('a supervised database', () => {
  test('comes back by itself after its postmaster was killed during a query, and pools reconnect', async () => {
    const dataDir = await madeData();
    const lines: string[] = [];
    const database = await superviseDatabase({ dataDir, log: (line) => lines.push(line) });
    const pool = new Pool({ ...database.connection });
    pool.on('error', silent);
    await pool.query('create table kept as select 42 as answer');
    startBusyQuery(database.connection);
    await untilBusy(database.connection);
    signal(postmasterOf(dataDir), 'SIGKILL');
    await until('PostgreSQL is back', () => lines.some((line) => line.includes('is back')));
    expect((await pool.query<{ answer: number }>('select answer from kept')).rows).toEqual([{ answer: 42 }]);
    await pool.end();
    await database.stop();
    expect(serverProcesses(dataDir)).toEqual([]);
    // The first try may come while the killed server's last process is still leaving; it is not the last try.
    expect(lines.some((line) => line.includes('unexpectedly'))).toBe(true);
  });

  test('an adopted server that dies is seen and started again', async () => {
    const dataDir = await madeData();
    const killed = openElsewhere(dataDir);
    await expectOpen(killed);
    await killed.kill();
    const lines: string[] = [];
    const database = await superviseDatabase({ dataDir, log: (line) => lines.push(line) });
    expect(database.adopted).toBe(true);
    signal(postmasterOf(dataDir), 'SIGKILL');
    await until('PostgreSQL is back', () => lines.some((line) => line.includes('is back')));
    expect(await query(database.connection, 'select 1')).toBe(1);
    await database.stop();
  });

  test('waits longer with every failure, up to half a minute', () => {
    expect([0, 1, 2, 3, 7, 8, 50].map(restartDelay)).toEqual([0, 500, 1_000, 2_000, 30_000, 30_000, 30_000]);
  });
});

function entries(dataDir: string): string[] {
  try {
    return readdirSync(dataDir);
  } catch {
    return [];
  }
}
