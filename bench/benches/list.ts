import { API_PATH } from '@callosum/kernel/contract';
import type { Bench } from '../bench.ts';
import type { Asked, AskingQuestions } from '../process/asking.ts';
import type { RawListQuestions } from '../process/raw-list.ts';
import { spentBetween } from '../process/spent.ts';
import { start } from '../process/talk.ts';
import { percentile, share, time, whole } from '../report.ts';
import { millions } from './million.ts';

const ASKING = new URL('../process/asking.ts', import.meta.url);
const RAW = new URL('../process/raw-list.ts', import.meta.url);
const CONNECTIONS = 50;
const COUNT = 600;
const WARM = 100;
const FILTER = encodeURIComponent('[{"field":"state","op":"is","value":"open"}]');

export const list: Bench = {
  name: 'list',
  about: `50 of a register's open records by their due day, filtered, sorted, counted, signed in and permission-checked, ${CONNECTIONS} connections; ceiling: raw node:http with the bare prepared queries, in the same run`,
  run: async ({ site, log }) => {
    const server = await site.serve();
    const { keys, scopes, records } = await millions(site, server, log);
    const asking = start<AskingQuestions>(ASKING);
    const raw = start<RawListQuestions>(RAW, [JSON.stringify(await server.ask('connection'))]);
    try {
      const { address, cookie } = server.client;
      const rawAddress = await raw.ask('ready');
      const lists = keys.map((key) => `${API_PATH}/projects/${key}/records/risk?limit=50&sort=due&filter=${FILTER}`);
      const bare = scopes.map((scope) => `/${scope}`);
      const ours = (count: number) =>
        asking.ask('run', { address, cookie, connections: CONNECTIONS, count, paths: lists });
      const theirs = (count: number) =>
        asking.ask('run', { address: rawAddress, cookie: '', connections: CONNECTIONS, count, paths: bare });
      await ours(WARM);
      await theirs(WARM);
      // In turns, so that what others do to the machine meets both.
      const [a, b] = [await theirs(COUNT), await ours(COUNT)];
      const before = await server.ask('spent');
      const [c, d] = [await ours(COUNT), await theirs(COUNT)];
      const spent = spentBetween(before, await server.ask('spent'));
      const [mine, ceiling] = [rateOf(b, c), rateOf(a, d)];
      const failed = Object.entries({ ...b.failed, ...c.failed }).map(
        ([status, count]) => `${count} answered ${status}`,
      );
      const times = [...b.milliseconds, ...c.milliseconds];
      return [
        {
          what: `${whole(records)} records: lists a second`,
          measured: [`${whole(mine)}/s`, ...failed].join(', '),
          goal: '≥ 60 %',
          peer: `${whole(ceiling)}/s`,
          ratio: share(mine, ceiling),
        },
        {
          what: 'p50, p99',
          measured: `${time(percentile(times, 0.5))}, ${time(percentile(times, 0.99))}`,
          peer: `${time(percentile(a.milliseconds, 0.5))}, ${time(percentile(a.milliseconds, 0.99))}`,
        },
        { what: 'processor time of a list', measured: `${time(spent.node / COUNT)} Node` },
        { what: 'bytes of an answer', measured: whole(b.bytes / COUNT), peer: whole(a.bytes / COUNT) },
      ];
    } finally {
      await raw.end();
      await asking.end();
      await server.close();
    }
  },
};

const rateOf = (...runs: readonly Asked[]): number =>
  runs.reduce((sum, { milliseconds }) => sum + milliseconds.length, 0) /
  runs.reduce((sum, { seconds }) => sum + seconds, 0);
