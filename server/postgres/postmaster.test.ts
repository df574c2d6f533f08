import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { disownLockFiles, readPostmasterFile } from './postmaster.ts';

/** Makes and removes a file as fast as it can until it is told to stop. */
const COMING_AND_GOING = `
  const { unlinkSync, writeFileSync } = require('node:fs');
  process.stdout.write('begun');
  for (;;) { writeFileSync(process.argv[1], '712\\n/data\\n0\\n5432\\n/tmp\\n\\n\\nready\\n'); unlinkSync(process.argv[1]); }
`;

test('a postmaster that ends while its files are looked at is not there, and nothing fails', async () => {
  const cluster = mkdtempSync(join(tmpdir(), 'callosum-postmaster-'));
  const other = spawn(process.execPath, ['-e', COMING_AND_GOING, join(cluster, 'postmaster.pid')]);
  try {
    await once(other.stdout, 'data');
    const until = Date.now() + 1_000;
    let looks = 0;
    while (Date.now() < until) {
      readPostmasterFile(cluster);
      disownLockFiles(cluster, cluster, 5432);
      looks += 1;
    }
    expect(looks).toBeGreaterThan(100);
  } finally {
    other.kill('SIGKILL');
    await once(other, 'exit');
    rmSync(cluster, { recursive: true });
  }
});
