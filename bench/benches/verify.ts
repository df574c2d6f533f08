import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Bench } from '../bench.ts';
import { share, time, times, whole } from '../report.ts';

const MILLION = 1_000_000;
const GOAL_EVENTS = { full: MILLION, short: 200_000 };

const COMMAND = fileURLToPath(new URL('../../app/bin/callosum.mjs', import.meta.url));

/** The whole command as an auditor gives it, PostgreSQL started and stopped within it. @returns milliseconds. */
async function byCommand(dataDir: string): Promise<number> {
  const begun = performance.now();
  await promisify(execFile)(process.execPath, [COMMAND, 'ledger', 'verify', '--data', dataDir, '--json']);
  return performance.now() - begun;
}

export const verify: Bench = {
  name: 'verify',
  about:
    'a ledger verified: chain, values, Merkle tree, seals; ceiling: SHA-256 alone over the same bytes (event texts, salts and values), and the same rows out of PostgreSQL with nothing done to them',
  run: async ({ site, full, log }) => {
    const { key, scope } = await site.largeProject(log);
    const wanted = full ? GOAL_EVENTS.full : GOAL_EVENTS.short;
    const server = await site.serve();
    try {
      log(`Making sure of ${whole(wanted)} events …`);
      const events = await server.ask('lengthen', { key, events: wanted });
      const hashes = await server.ask('hashes', scope);
      const reads = await server.ask('reads', scope);
      const check = await server.ask('verify', scope);
      await server.close();
      const command = await byCommand(site.dataDir);
      const found = check.ok ? '' : ', FAULTY';
      const million = events >= MILLION ? '1,000,000 events' : `1,000,000 events, extrapolated from ${whole(events)}`;
      const values = whole(hashes.hashes - events);
      return [
        {
          what: `“callosum ledger verify”, ${whole(events)} events with ${values} values, start and stop of PostgreSQL included`,
          measured: time(command),
          peer: `${time(hashes.ms)} SHA-256 alone`,
          ratio: times(command, hashes.ms),
        },
        {
          what: 'the same',
          measured: time(command),
          peer: `${time(reads.ms)} rows alone`,
          ratio: times(command, reads.ms),
        },
        {
          what: million,
          measured: time((command / events) * MILLION),
          goal: '≤ 20 s',
          peer: `${time((hashes.ms / events) * MILLION)} SHA-256 alone`,
          ratio: share(hashes.ms, command),
        },
        {
          what: `in a thread of a server that holds the project in memory${found}`,
          measured: time(check.ms),
          peer: `${time(reads.ms)} rows alone`,
          ratio: times(check.ms, reads.ms),
        },
      ];
    } finally {
      await server.close();
    }
  },
};
