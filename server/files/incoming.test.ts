import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { startServer } from '../testing/server.ts';

test('what a killed server left half-received is gone after the next start, and what is being received stays', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'callosum-incoming-'));
  const incoming = join(dataDir, 'files', 'incoming');
  await mkdir(incoming, { recursive: true });
  for (const name of ['left-by-a-kill', 'of-another-node']) await writeFile(join(incoming, name), 'half a file');
  const before = new Date(performance.timeOrigin - 60_000);
  await utimes(join(incoming, 'left-by-a-kill'), before, before);

  const server = await startServer({ cluster: inject('cluster'), dataDir });
  expect(await readdir(incoming)).toEqual(['of-another-node']);
  await server.close();
  await rm(dataDir, { recursive: true });
});
