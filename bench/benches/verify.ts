import type { Bench } from '../bench.ts';
import { share, time, times, whole } from '../report.ts';

const MILLION = 1_000_000;
const GOAL_EVENTS = { full: MILLION, short: 200_000 };

export const verify: Bench = {
  name: 'verify',
  about:
    'a ledger verified: chain, values, Merkle tree, seals; ceiling: SHA-256 alone over the same bytes (event texts, salts and values), and the same rows out of PostgreSQL with nothing done to them',
  run: async ({ site, full, log }) => {
    const { key, scope } = await site.largeProject(log);
    const server = await site.serve();
    try {
      const wanted = full ? GOAL_EVENTS.full : GOAL_EVENTS.short;
      log(`Making sure of ${whole(wanted)} events …`);
      const events = await server.ask('lengthen', { key, events: wanted });
      const hashes = await server.ask('hashes', scope);
      const reads = await server.ask('reads', scope);
      const check = await server.ask('verify', scope);
      const perMillion = (check.ms / events) * MILLION;
      const found = check.ok ? '' : ', FAULTY';
      return [
        {
          what: `verify ${whole(events)} events with ${whole(hashes.hashes - events)} values${found}`,
          measured: time(check.ms),
          peer: `${time(hashes.ms)} SHA-256 alone`,
          ratio: times(check.ms, hashes.ms),
        },
        {
          what: 'the same',
          measured: time(check.ms),
          peer: `${time(reads.ms)} rows alone`,
          ratio: times(check.ms, reads.ms),
        },
        {
          what: events >= MILLION ? '1,000,000 events' : `1,000,000 events, extrapolated from ${whole(events)}`,
          measured: time(perMillion),
          goal: '≤ 20 s',
          peer: `${time((hashes.ms / events) * MILLION)} SHA-256 alone`,
          ratio: share(hashes.ms, check.ms),
        },
      ];
    } finally {
      await server.close();
    }
  },
};
