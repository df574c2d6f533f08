import { API_PATH } from '@callosum/kernel/contract';
import type { Bench } from '../bench.ts';
import type { AskingQuestions } from '../process/asking.ts';
import { start } from '../process/talk.ts';
import { percentile, time, whole } from '../report.ts';
import { millions } from './million.ts';

const ASKING = new URL('../process/asking.ts', import.meta.url);
const COUNT = 300;
const CONNECTIONS = 4;

/** One word in itself alone, in some, in many; beginnings; phrases; several words; with filters; nothing. */
const TYPED: readonly (readonly [string, readonly string[]])[] = [
  ['a word of one record', ['case123', 'case4567', 'case89012']],
  ['a word of some hundred', ['vendor123', 'vendor4567', 'unit 321']],
  ['a word of a tenth of all', ['pharmacy', 'laboratory', 'theatre', 'archive']],
  ['a word of all', ['vendor', 'orders paper', 'environment']],
  ['beginnings, as they are typed', ['ph', 'lab', 'theat', 'netw']],
  ['phrases', ['"loses messages"', '"needs training"', '"fails at night"']],
  ['several words and filters', ['pharmacy late kind:risk', 'portal -training project:MANY-3', 'ward team17']],
  ['nothing', ['unicorn', 'quagga zebra']],
];

export const search: Bench = {
  name: 'search',
  about: `searches over a million records in all projects, ${CONNECTIONS} connections from another process; the records are written past the write path`,
  run: async ({ site, log }) => {
    const server = await site.serve();
    const asking = start<AskingQuestions>(ASKING);
    try {
      const { records } = await millions(site, server, log);
      const { address, cookie } = server.client;
      const ask = (typed: readonly string[], count: number) =>
        asking.ask('run', { address, cookie, connections: CONNECTIONS, count, paths: typed.map(pathOf) });
      // The first one brings the graphs of all projects into memory.
      log('Warming …');
      const first = await ask(['case1'], 1);
      const figures = [];
      const all: number[] = [];
      for (const [what, typed] of TYPED) {
        const { milliseconds, failed } = await ask(typed, COUNT);
        all.push(...milliseconds);
        const wrong = Object.entries(failed).map(([status, count]) => `${count} answered ${status}`);
        const p99 = time(percentile(milliseconds, 0.99));
        figures.push({
          what,
          measured: [`p50 ${time(percentile(milliseconds, 0.5))}, p99 ${p99}`, ...wrong].join(', '),
        });
      }
      return [
        { what: `${whole(records)} records: p99 of all`, measured: time(percentile(all, 0.99)), goal: '≤ 150 ms' },
        ...figures,
        { what: 'the first search after a start', measured: time(first.milliseconds[0] ?? Number.NaN) },
      ];
    } finally {
      await asking.end();
      await server.close();
    }
  },
};

const pathOf = (typed: string): string => `${API_PATH}/search?limit=20&q=${encodeURIComponent(typed)}`;
