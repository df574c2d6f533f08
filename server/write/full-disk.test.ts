import { ledgerCheck } from '@callosum/kernel/contract';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, statfsSync, statSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../postgres/index.ts';
import { signIn } from '../testing/client.ts';
import { buildProject, startServer, type TestServer } from '../testing/server.ts';
import { until } from '../testing/until.ts';

const root = mkdtempSync(join(tmpdir(), 'callosum-disk-'));
chmodSync(root, 0o711);
const mounts: string[] = [];

/** A small disk of its own at a place. */
function mount(path: string, mebibytes: number, owner = 0, mode = '711'): boolean {
  mkdirSync(path, { recursive: true });
  const options = `size=${mebibytes}m,mode=${mode},uid=${owner}`;
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path]).status === 0;
  if (isMounted) mounts.push(path);
  return isMounted;
}

const data = join(root, 'data');
const canMount = mount(data, 160);

afterAll(() => {
  for (const path of mounts) spawnSync('umount', ['-l', path]);
  rmSync(root, { recursive: true });
});

const many = () => ({ titles: Array.from({ length: 1_500 }, (_, n) => `${n} ${'long '.repeat(150)}`) });

/** Leaves hardly any space on a disk; returns the file to remove. */
async function fillUp(disk: string): Promise<string> {
  const { bavail, bsize } = statfsSync(disk);
  const filler = join(disk, 'filler');
  await writeFile(filler, new Uint8Array(Math.max(0, bavail * bsize - 3 * 1_048_576)));
  return filler;
}

/** Writes are refused, people read and sign in, and everything is as before once there is space. */
async function livesThrough(server: TestServer, disk: string): Promise<void> {
  const { key } = await buildProject(server);
  await server.owner.command(key, 'record.create', { kind: 'item', fields: { title: 'Before' } });
  const filler = await fillUp(disk);
  for (let round = 0; round < 8; round += 1) {
    const answer = await server.owner.attempt(key, 'item.createMany', many());
    expect(answer).toMatchObject({
      status: 507,
      body: { code: 'STORE_FULL', message: expect.stringContaining('Reading goes on') },
    });
    expect((await server.owner.request('GET', `/projects/${key}/records/item?limit=1`)).status).toBe(200);
    expect((await server.owner.request('GET', `/projects/${key}/readiness`)).status).toBe(200);
  }
  const again = await signIn(server.address, server.reader.account);
  expect((await again.request('GET', '/projects')).status).toBe(200);
  await rm(filler);
  await until(
    'writing goes on',
    async () => (await server.owner.attempt(key, 'item.createMany', many())).status === 200,
    40_000,
  );
  const check = await server.owner.request('POST', `/projects/${key}/ledger/verify`, {});
  expect(ledgerCheck.parse(check.body).ok).toBe(true);
}

/** How often PostgreSQL ended by itself. */
const ends = ({ log }: TestServer) => log.filter((line) => line.includes('ended unexpectedly'));

// Making a small disk needs the right to mount one; the refusals themselves are tested in faults.test.ts everywhere.
describe.skipIf(!canMount)('a disk that is really full', { timeout: 90_000 }, () => {
  test('refuses writes with a clear word and is over when there is space', async () => {
    const server = await startServer({ cluster: '', embedded: true, dataDir: data });
    await livesThrough(server, data);
    expect(ends(server)).toEqual([]);
    await server.close();
  });

  test('does not end PostgreSQL either when it is the one that holds its log', async () => {
    const dataDir = join(root, 'other');
    mkdirSync(dataDir, { mode: 0o711 });
    const database = await openDatabase({ dataDir, log: () => undefined });
    await database.stop();
    const log = join(dataDir, 'postgres', 'pg_wal');
    const kept = join(root, 'kept');
    cpSync(log, kept, { recursive: true });
    const owner = statSync(log).uid;
    mount(log, 112, owner, '700');
    cpSync(kept, log, { recursive: true });
    spawnSync('chown', ['-R', String(owner), log]);

    const server = await startServer({ cluster: '', embedded: true, dataDir });
    await livesThrough(server, log);
    expect(ends(server)).toEqual([]);
    await server.close();
  });
});
