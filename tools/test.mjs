// All tests, the browser's included. Arguments are handed to vitest: `npm test -- kernel` runs what matches.
import { spawnSync } from 'node:child_process';
import { findChromium } from './chromium.mjs';

const given = process.argv.slice(2);
const env = { ...process.env, CALLOSUM_CHROMIUM: findChromium() ?? '' };

/** Tests must not depend on the zone or locale of the process, so the pure ones run under two. */
const runs =
  given.length > 0
    ? [{ args: ['run', ...given], env: {} }]
    : [
        { args: ['run', '--project', 'pure'], env: { TZ: 'Pacific/Auckland', LC_ALL: 'de_DE.UTF-8' } },
        { args: ['run'], env: { TZ: 'America/New_York' } },
      ];

for (const run of runs) {
  const { status } = spawnSync('vitest', run.args, {
    stdio: 'inherit',
    env: { ...env, ...run.env },
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}
