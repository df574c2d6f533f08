import type { Bench } from '../bench.ts';
import { type Client, createClient } from '../client.ts';
import type { EchoQuestions, Sizes } from '../process/echo.ts';
import { start } from '../process/talk.ts';
import { type Figure, percentile, time, times, whole } from '../report.ts';

const ECHO = new URL('../process/echo.ts', import.meta.url);
const COMMANDS = 200;
const WARM = 20;

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

function figures(
  what: string,
  own: readonly number[],
  peer: readonly number[],
  goals: readonly string[] = [],
): Figure[] {
  return [0.5, 0.99].map((portion, index) => {
    const [ours, theirs] = [percentile(own, portion), percentile(peer, portion)];
    const goal = goals[index];
    return {
      what: `${what}, p${portion * 100}`,
      measured: time(ours),
      ...(goal ? { goal } : {}),
      peer: `${time(theirs)} echo`,
      ratio: times(ours, theirs),
    };
  });
}

async function riskIds(client: Client, key: string): Promise<string[]> {
  const page: { rows: { id: string }[] } = await client.get(`/projects/${key}/records/risk?limit=200`);
  return page.rows.map(({ id }) => id);
}

interface Exchanged {
  readonly all: readonly number[];
  readonly event: readonly number[];
  readonly readiness: readonly number[];
  readonly sizes: Omit<Sizes, 'readiness'>;
}

/** Command, event, readiness, one after the other; a warm-up is left out. */
async function exchange(
  client: Client,
  key: string,
  path: string,
  command: (round: number) => object,
): Promise<Exchanged> {
  let heard: (text: string) => void = () => undefined;
  const hello = new Promise<string>((resolve) => (heard = resolve));
  const stream = await client.follow(key, (text) => heard(text));
  await hello;
  const all: number[] = [];
  const event: number[] = [];
  const readiness: number[] = [];
  let sizes = { command: 0, event: 0 };
  for (let round = 0; round < WARM + COMMANDS; round += 1) {
    const arrived = new Promise<string>((resolve) => {
      heard = (text) => {
        if (text.includes('data: ')) resolve(text);
      };
    });
    const started = performance.now();
    const [answer, text] = await Promise.all([client.bytes(`/projects/${key}${path}`, command(round)), arrived]);
    const evented = performance.now();
    await client.bytes(`/projects/${key}/readiness`);
    const ended = performance.now();
    sizes = { command: answer.length, event: text.length };
    if (round < WARM) continue;
    event.push(evented - started);
    readiness.push(ended - evented);
    all.push(ended - started);
  }
  stream.close();
  return { all, event, readiness, sizes };
}
