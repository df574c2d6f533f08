import { API_PATH } from '@callosum/kernel/contract';
import type { Bench } from '../bench.ts';
import type { Asked, AskingQuestions } from '../process/asking.ts';
import type { RawListQuestions } from '../process/raw-list.ts';
import { startRedmine } from '../redmine.ts';
import { spentBetween } from '../process/spent.ts';
import { start } from '../process/talk.ts';
import { percentile, share, time, times, whole } from '../report.ts';
import { millions } from './million.ts';

const ASKING = new URL('../process/asking.ts', import.meta.url);
const RAW = new URL('../process/raw-list.ts', import.meta.url);
const CONNECTIONS = 50;
const COUNT = 300;
/** Of Redmine, which takes longer. */
const FEW = 60;
const WARM = 50;
const FILTER = encodeURIComponent('[{"field":"state","op":"is","value":"open"}]');

export const list: Bench = {
  name: 'list',
  about: `50 of a register's open records by their due day, filtered, sorted, counted, signed in and permission-checked, ${CONNECTIONS} connections; ceiling: raw node:http with the bare prepared queries; peer: Debian’s Redmine, where it is installed; all in the same run`,
  run: async ({ site, log }) => {
    const server = await site.serve();
    const { keys, scopes, records } = await millions(site, server, log);
    const asking = start<AskingQuestions>(ASKING);
    const connection = await server.ask('connection');
    const raw = start<RawListQuestions>(RAW, [JSON.stringify(connection)]);
    const redmine = await startRedmine(connection, records / keys.length, log);
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
      const all = [...b.milliseconds, ...c.milliseconds];
      const whyNot = typeof redmine === 'string' ? `Redmine: ${redmine}` : '';
      const ofRedmine = (count: number) =>
        typeof redmine === 'string'
          ? undefined
          : asking.ask('run', { address: redmine.list, cookie: '', connections: CONNECTIONS, count, paths: [''] });
      await ofRedmine(FEW);
      const peer = await ofRedmine(FEW);
      return [
        {
          what: `${whole(records)} records: lists a second`,
          measured: [`${whole(mine)}/s`, ...failed(b, c)].join(', '),
          goal: '≥ 60 %',
          peer: `${whole(ceiling)}/s`,
          ratio: share(mine, ceiling),
        },
        {
          what: 'p50, p99',
          measured: `${time(percentile(all, 0.5))}, ${time(percentile(all, 0.99))}`,
          peer: `${time(percentile(a.milliseconds, 0.5))}, ${time(percentile(a.milliseconds, 0.99))}`,
        },
        {
          what: 'the same against Redmine’s list of issues',
          measured: `${whole(mine)}/s`,
          peer: peer ? [`${rateOf(peer).toFixed(1)}/s`, ...failed(peer)].join(', ') : whyNot,
          ...(peer && { ratio: times(mine, rateOf(peer)) }),
        },
        { what: 'processor time of a list', measured: `${time(spent.node / COUNT)} Node` },
        { what: 'bytes of an answer', measured: whole(b.bytes / COUNT), peer: whole(a.bytes / COUNT) },
      ];
    } finally {
      if (typeof redmine !== 'string') await redmine.end();
      await raw.end();
      await asking.end();
      await server.close();
    }
  },
};

const rateOf = (...runs: readonly Asked[]): number =>
  runs.reduce((sum, { milliseconds }) => sum + milliseconds.length, 0) /
  runs.reduce((sum, { seconds }) => sum + seconds, 0);

const failed = (...runs: readonly Asked[]): readonly string[] =>
  runs.flatMap((one) => Object.entries(one.failed).map(([status, count]) => `${count} answered ${status}`));
