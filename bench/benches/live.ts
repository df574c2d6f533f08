import type { Bench } from '../bench.ts';
import { type Client, createClient } from '../client.ts';
import type { EchoQuestions } from '../process/echo.ts';
import { start } from '../process/talk.ts';
import { COMMANDS, exchange, figures } from '../exchange.ts';
import { time, whole } from '../report.ts';

const ECHO = new URL('../process/echo.ts', import.meta.url);

export const live: Bench = {
  name: 'live',
  about: `one command → its event at a listening client → readiness fetched anew, ${COMMANDS} times over the large project; ceiling: the same bytes through raw node:http`,
  run: async ({ site, log }) => {
    const { key } = await site.largeProject(log);
    const server = await site.serve();
    const echo = start<EchoQuestions>(ECHO);
    try {
      await server.ask('watchLoop');
      const first = performance.now();
      const readiness = await server.client.bytes(`/projects/${key}/readiness`);
      const cold = performance.now() - first;
      const held = await server.ask('longestWait');
      const risks = await riskIds(server.client, key);
      const command = (round: number): object => ({
        // Its score moves across the appetite and back, so that gates change.
        input: {
          id: risks[round % risks.length],
          fields: { likelihood: String(1 + (round % 5)), impact: '5', cause: `Seen in week ${round}` },
        },
      });
      const done = await exchange(server.client, key, '/commands/record.update', command);
      const address = await echo.ask('ready');
      await echo.ask('sizes', { ...done.sizes, readiness: readiness.length });
      const peer = await exchange(createClient(address, ''), key, '/commands/record.update', command);
      return [
        ...figures('command → event → readiness', done.all, peer.all, ['≤ 60 ms', '≤ 250 ms']),
        ...figures('of which: command → event', done.event, peer.event),
        ...figures('of which: readiness', done.readiness, peer.readiness),
        { what: 'first readiness, with the graph loaded and every fact judged', measured: time(cold) },
        { what: 'of which: the longest time it held the event loop', measured: time(held), goal: '≤ 100 ms' },
        { what: 'bytes of one readiness answer', measured: whole(readiness.length) },
      ];
    } finally {
      await server.close();
      await echo.end();
    }
  },
};

async function riskIds(client: Client, key: string): Promise<string[]> {
  const page: { rows: { id: string }[] } = await client.get(`/projects/${key}/records/risk?limit=200`);
  return page.rows.map(({ id }) => id);
}
