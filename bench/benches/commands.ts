import { API_PATH } from '@callosum/kernel/contract';
import type { Bench } from '../bench.ts';
import type { Load, Loaded, LoadQuestions } from '../process/load.ts';
import { spentBetween } from '../process/spent.ts';
import { start, type Worker } from '../process/talk.ts';
import { type Figure, percentile, share, time, whole } from '../report.ts';
import type { Server } from '../site.ts';

const LOAD = new URL('../process/load.ts', import.meta.url);
const CONNECTIONS = 50;
const PROJECTS = 50;
const WARM = 1_000;
const COUNT = 6_000;

export const commands: Bench = {
  name: 'commands',
  about: `record.update and record.create in turns over HTTP, ${CONNECTIONS} connections from another process; ceiling: the same number of transactions with one bare insert each, through the same pool without HTTP`,
  run: async ({ site, log }) => {
    const server = await site.serve();
    const load = start<LoadQuestions>(LOAD);
    try {
      log(`Making ${PROJECTS} small projects …`);
      const targets = await makeTargets(server, PROJECTS);
      const all = await measure(load, server, targets);
      const hot = await measure(load, server, targets.slice(0, 1));
      const ceiling = await server.ask('inserts', { count: COUNT, clients: CONNECTIONS });
      return [
        ...figures(`${PROJECTS} projects`, all, ceiling, ['≥ 600/s', '≤ 150 ms']),
        ...figures('one hot project', hot, ceiling, ['≥ 250/s', '']),
      ];
    } finally {
      await load.end();
      await server.close();
    }
  },
};

async function makeTargets(server: Server, count: number): Promise<Load['targets']> {
  const targets = [];
  for (let index = 0; index < count; index += 1) {
    const key = `SMALL-${index}`;
    await server.ask('project', key);
    const path = `/projects/${key}/commands`;
    const input = { kind: 'risk', fields: { title: 'The one that is changed again and again' } };
    const { result }: { result: { id: string } } = await server.client.post(`${path}/record.create`, { input });
    targets.push({ path: `${API_PATH}${path}`, id: result.id });
  }
  return targets;
}

interface Measured extends Loaded {
  readonly spent: ReturnType<typeof spentBetween>;
}

async function measure(load: Worker<LoadQuestions>, server: Server, targets: Load['targets']): Promise<Measured> {
  const { address, cookie } = server.client;
  const wanted = { address, cookie, connections: CONNECTIONS, targets };
  await load.ask('run', { ...wanted, count: WARM });
  const before = await server.ask('spent');
  const loaded = await load.ask('run', { ...wanted, count: COUNT });
  return { ...loaded, spent: spentBetween(before, await server.ask('spent')) };
}

function figures(
  what: string,
  { seconds, milliseconds, failed, spent }: Measured,
  ceiling: { perSecond: number; p50: number; p99: number },
  [rateGoal = '', tailGoal = '']: readonly string[],
): Figure[] {
  const rate = milliseconds.length / seconds;
  const wrong = Object.entries(failed).map(([status, count]) => `${count} answered ${status}`);
  return [
    {
      what: `${what}: commands a second`,
      measured: [`${whole(rate)}/s`, ...wrong].join(', '),
      goal: rateGoal,
      peer: `${whole(ceiling.perSecond)}/s inserts`,
      ratio: share(rate, ceiling.perSecond),
    },
    { what: `${what}: p50`, measured: time(percentile(milliseconds, 0.5)), peer: time(ceiling.p50) },
    { what: `${what}: p99`, measured: time(percentile(milliseconds, 0.99)), goal: tailGoal, peer: time(ceiling.p99) },
    {
      what: `${what}: processor time of one command`,
      measured: `${time(spent.node / milliseconds.length)} Node, ${time(spent.postgres / milliseconds.length)} PostgreSQL`,
    },
  ];
}
