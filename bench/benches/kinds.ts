import { disciplines } from '@callosum/app';
import { mspdi } from '@callosum/schedule/testing';
import type { Bench } from '../bench.ts';
import { createClient } from '../client.ts';
import { COMMANDS, exchange, figures, WARM } from '../exchange.ts';
import type { EchoQuestions } from '../process/echo.ts';
import { start } from '../process/talk.ts';
import { time, whole } from '../report.ts';

const ECHO = new URL('../process/echo.ts', import.meta.url);
const KEY = 'KINDS';
const RECORDS = 50_000;

export const kinds: Bench = {
  name: 'kinds',
  about: `one command → its event at a listening client → gates fetched anew, ${COMMANDS} times, each on a record of another kind, over ${RECORDS} records of all kinds with links of all types and the whole scorecard; ceiling: the same bytes through raw node:http`,
  run: async ({ site, log }) => {
    const server = await site.serve();
    const echo = start<EchoQuestions>(ECHO);
    try {
      const { client } = server;
      const plan = mspdi({ settings: { Title: 'Riverbend' }, tasks: [GO_LIVE] });
      await client.post('/imports', { file: await client.uploadText(plan), name: 'plan.xml', key: KEY });
      await client.post(`/projects/${KEY}/commands/gate.addScorecard`, {
        input: { disciplines: disciplines.map(({ name }) => name) },
      });
      log(`Making ${RECORDS} records of all kinds …`);
      const made = await server.ask('fillKinds', { key: KEY, records: RECORDS });
      const changes = await server.ask('changesOfKinds', { key: KEY, count: WARM + COMMANDS });
      const first = performance.now();
      const readiness = await client.bytes(`/projects/${KEY}/readiness`);
      const cold = performance.now() - first;
      const command = (round: number): object => ({ input: changes[round % changes.length] });
      const done = await exchange(client, KEY, '/commands/record.update', command);
      const address = await echo.ask('ready');
      await echo.ask('sizes', { ...done.sizes, readiness: readiness.length });
      const peer = await exchange(createClient(address, ''), KEY, '/commands/record.update', command);
      return [
        ...figures('command → event → gates', done.all, peer.all, ['≤ 60 ms', '≤ 250 ms']),
        ...figures('of which: command → event', done.event, peer.event),
        ...figures('of which: gates', done.readiness, peer.readiness),
        { what: 'first readiness after they were made, every fact judged', measured: time(cold) },
        { what: `records of ${made.kinds} kinds`, measured: whole(made.records) },
        { what: 'links', measured: whole(made.links) },
        { what: 'bytes of one readiness answer', measured: whole(readiness.length) },
      ];
    } finally {
      await server.close();
      await echo.end();
    }
  },
};

const GO_LIVE = {
  Name: 'Go-live',
  Milestone: 1,
  Start: '2027-06-30T17:00:00',
  Finish: '2027-06-30T17:00:00',
  Duration: 'PT0H0M0S',
} as const;
