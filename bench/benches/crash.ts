import { crashRounds } from '@callosum/server/testing';
import type { Bench } from '../bench.ts';
import { time, whole } from '../report.ts';

const ROUNDS = { full: 200, short: 10 };

export const crash: Bench = {
  name: 'crash',
  about: `the server, PostgreSQL, or both killed with SIGKILL while writing, on one data directory, then every acknowledged write looked for; ${ROUNDS.full} rounds with --full`,
  run: async ({ full, log }) => {
    const rounds = full ? ROUNDS.full : ROUNDS.short;
    const report = await crashRounds(rounds, { log });
    const { killed, acknowledged, lost, faults, ledger } = report;
    return [
      { what: `writes lost in ${rounds} rounds`, measured: `${lost.length} of ${whole(acknowledged)}`, goal: '0' },
      {
        what: 'faults met by the writer',
        measured: faults.length === 0 ? '0' : `${faults.length}: ${faults[0]}`,
        goal: '0',
      },
      { what: 'kills', measured: `${killed.server} of the server, ${killed.postgres} of PostgreSQL` },
      { what: 'ledger afterwards', measured: `${ledger.ok ? 'verified' : 'FAULTY'}, ${whole(ledger.events)} events` },
      { what: 'longest time without writes after PostgreSQL was killed', measured: time(report.longestOutage) },
      { what: 'whole run', measured: time(report.ms) },
    ];
  },
};
