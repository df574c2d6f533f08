import { ledgerCheck } from '@callosum/kernel/contract';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmdirSync, statfsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Answer } from '../testing/client.ts';
import { buildProject, startServer } from '../testing/server.ts';
import { until } from '../testing/until.ts';

const disk = mkdtempSync(join(tmpdir(), 'callosum-disk-'));
chmodSync(disk, 0o711);
const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=160m,mode=711', 'tmpfs', disk]).status === 0;

afterAll(() => {
  if (isMounted) spawnSync('umount', ['-l', disk]);
  rmdirSync(disk);
});

const many = () => ({ titles: Array.from({ length: 1_500 }, (_, n) => `${n} ${'long '.repeat(150)}`) });

describe('a disk that is really full', () => {
  // Making a small disk needs the right to mount one; the refusals themselves are tested in faults.test.ts everywhere.
  test.skipIf(!isMounted)(
    'refuses writes with a clear word and is over when there is space',
    { timeout: 90_000 },
    async () => {
      const server = await startServer({ cluster: '', embedded: true, dataDir: disk });
      const { key } = await buildProject(server);
      await server.owner.command(key, 'record.create', { kind: 'item', fields: { title: 'Before' } });
      const { bavail, bsize } = statfsSync(disk);
      const filler = join(disk, 'filler');
      await writeFile(filler, new Uint8Array(Math.max(0, bavail * bsize - 3 * 1_048_576)));

      const refused: Answer[] = [];
      await until('the disk is full', async () => {
        const answer = await server.owner.attempt(key, 'item.createMany', many());
        if (answer.status !== 200) refused.push(answer);
        return refused.length === 3;
      });
      for (const answer of refused) expect(answer).toMatchObject({ status: 507, body: { code: 'STORE_FULL' } });
      expect((await server.owner.request('GET', `/projects/${key}/records/item?limit=1`)).status).toBe(200);
      expect((await server.owner.request('GET', `/projects/${key}/readiness`)).status).toBe(200);

      await rm(filler);
      await until(
        'writing goes on',
        async () => (await server.owner.attempt(key, 'item.createMany', many())).status === 200,
        40_000,
      );
      const check = await server.owner.request('POST', `/projects/${key}/ledger/verify`, {});
      expect(ledgerCheck.parse(check.body).ok).toBe(true);
      await server.close();
    },
  );
});
