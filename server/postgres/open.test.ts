import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { openDatabase } from './open.ts';
import { readPostmasterFile } from './postmaster.ts';
import {
  expectOpen,
  isRoot,
  madeData,
  openElsewhere,
  ordinaryAccount,
  query,
  serverProcesses,
  temporaryData,
} from './testing/processes.ts';

const silent = (): void => undefined;

describe('opening an empty data directory', () => {
  test('creates a durable cluster that only a Unix socket leads to, and stops with it', async () => {
    const dataDir = temporaryData();
    const database = await openDatabase({ dataDir, log: silent });
    expect(database).toMatchObject({ owned: true, adopted: false });
    expect(database.version).toBeGreaterThanOrEqual(180_000);
    const settings = [
      'fsync',
      'full_page_writes',
      'synchronous_commit',
      'data_checksums',
      'listen_addresses',
      'server_encoding',
      'TimeZone',
    ];
    const found = await Promise.all(settings.map((name) => query(database.connection, `show ${name}`)));
    expect(found).toEqual(['on', 'on', 'on', 'on', '', 'UTF8', 'UTC']);
    expect(
      await query(
        database.connection,
        `select concat(datlocale, ' ', datlocprovider) from pg_database where datname = 'callosum'`,
      ),
    ).toBe('C.UTF-8 b');
    expect(statSync(join(dataDir, 'postgres')).mode & 0o777).toBe(0o700);

    await database.stop();
    expect(serverProcesses(dataDir)).toEqual([]);
    expect(readdirSync(dataDir).sort()).toEqual(['postgres']);
  });

  test('keeps what was written over a stop and a second start', async () => {
    const dataDir = await madeData();
    const first = await openDatabase({ dataDir, log: silent });
    await query(first.connection, 'create table kept as select 42 as answer');
    await first.stop();
    const second = await openDatabase({ dataDir, log: silent });
    expect(second.adopted).toBe(false);
    expect(await query(second.connection, 'select answer from kept')).toBe(42);
    await second.stop();
  });

  test.runIf(isRoot)('runs PostgreSQL as nobody when started as root', async () => {
    const dataDir = temporaryData();
    const database = await openDatabase({ dataDir, log: silent });
    expect(statSync(join(dataDir, 'postgres')).uid).toBe(65_534);
    expect(statSync(`/proc/${readPostmasterFile(join(dataDir, 'postgres'))?.pid}`).uid).toBe(65_534);
    await database.stop();
  });

  test.runIf(isRoot)('runs as an ordinary user, and root keeps to the account that owns the cluster', async () => {
    const account = ordinaryAccount();
    const dataDir = temporaryData(account);
    const opener = openElsewhere(dataDir, 'server', { account });
    const { connection } = await expectOpen(opener);
    expect(await query(connection, 'select 1')).toBe(1);
    expect(statSync(join(dataDir, 'postgres')).uid).toBe(account.uid);
    await opener.end('stop');

    const database = await openDatabase({ dataDir, log: silent });
    expect(statSync(`/proc/${readPostmasterFile(join(dataDir, 'postgres'))?.pid}`).uid).toBe(account.uid);
    await database.stop();
  });
});

describe('who may be there at the same time', () => {
  test('a second server on the same data directory is refused', async () => {
    const dataDir = await madeData();
    const database = await openDatabase({ dataDir, log: silent });
    const second = await openElsewhere(dataDir).opened;
    expect(second).toMatchObject({ ok: false, code: 'data-locked' });
    expect(await query(database.connection, 'select 1')).toBe(1);
    await database.stop();
  });

  test('of servers that start together on a new data directory exactly one gets it', async () => {
    const dataDir = temporaryData();
    const openers = [openElsewhere(dataDir), openElsewhere(dataDir), openElsewhere(dataDir)];
    const answers = await Promise.all(openers.map(({ opened }) => opened));
    expect(answers.map((answer) => (answer.ok ? 'open' : answer.code)).sort()).toEqual([
      'data-locked',
      'data-locked',
      'open',
    ]);
  });

  test('a command beside a live server joins it and leaves it running', async () => {
    const dataDir = await madeData();
    const server = await openDatabase({ dataDir, log: silent });
    const command = openElsewhere(dataDir, 'command');
    expect(await expectOpen(command)).toMatchObject({ owned: false, adopted: true, connection: server.connection });
    await command.end('stop');
    expect(await query(server.connection, 'select 1')).toBe(1);
    await server.stop();
    expect(serverProcesses(dataDir)).toEqual([]);
  });

  test('commands without a server start PostgreSQL together, and the last one out stops it', async () => {
    const dataDir = await madeData();
    const [first, second] = [openElsewhere(dataDir, 'command'), openElsewhere(dataDir, 'command')];
    const { connection } = await expectOpen(first);
    await expectOpen(second);
    await first.end('stop');
    expect(await query(connection, 'select 1')).toBe(1);
    await second.end('stop');
    expect(serverProcesses(dataDir)).toEqual([]);
  });

  test('a server that leaves while a command works leaves PostgreSQL to the command', async () => {
    const dataDir = await madeData();
    const server = openElsewhere(dataDir);
    await expectOpen(server);
    const command = openElsewhere(dataDir, 'command');
    const { connection } = await expectOpen(command);
    await server.end('stop');
    expect(await query(connection, 'select 1')).toBe(1);
    const next = openElsewhere(dataDir);
    expect(await expectOpen(next)).toMatchObject({ adopted: true });
    await command.end('stop');
    expect(await query(connection, 'select 1')).toBe(1);
    await next.end('stop');
    expect(serverProcesses(dataDir)).toEqual([]);
  });

  test.each(['server', 'command'] as const)(
    'a %s that exits without stopping stops PostgreSQL all the same',
    async (role) => {
      const dataDir = await madeData();
      const opener = openElsewhere(dataDir, role);
      await expectOpen(opener);
      await opener.end('exit');
      const next = await openDatabase({ dataDir, log: silent });
      expect(next.adopted).toBe(false);
      await next.stop();
    },
  );
});
