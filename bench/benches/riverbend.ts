import { registry } from '@callosum/app';
import { addDays } from '@callosum/kernel';
import type { Bench } from '../bench.ts';
import { type Client, createClient } from '../client.ts';
import { exchange, figures } from '../exchange.ts';
import type { EchoQuestions } from '../process/echo.ts';
import { start } from '../process/talk.ts';
import type { Site } from '../site.ts';
import { type Figure, percentile, time, times, whole } from '../report.ts';

const ECHO = new URL('../process/echo.ts', import.meta.url);
const TIMES = Number(process.env.BENCH_TIMES ?? 10);
/** Each view is asked for so often, after once that is left out. */
const LOOKS = 20;
/** And so often after a change. */
const ANEW = 5;
const STEPS = 60;
/** Steps before the days are prepared. */
const UNPREPARED = 10;
/** Days back, from gate to gate. */
const JUMPS = [30, 60, 90, 200, 400, 290, 60, 30] as const;

/** Ten hospitals like that of the demonstration in one project, as its pages ask for it. */
export const riverbend: Bench = {
  name: 'riverbend',
  about: `the demonstration as one project of ${TIMES} hospitals, each with units, people, tasks and records of its own (gates are there once, roles and shifts are shared, and a course is for a role): every view, steps of the time slider, and commands until gates are fetched anew, over HTTP, one after the other; ceiling: as many bytes through raw node:http`,
  run: async ({ site, log }) => {
    log(`Telling the demonstration ${TIMES} times over …`);
    const { told, key, today, records, links, events, changed, titled } = await tell(site);
    // Asked of a server that was started since, as people do: one that wrote it all holds it otherwise, and answers faster.
    const server = await site.serve();
    const echo = start<EchoQuestions>(ECHO);
    try {
      const { client } = server;
      const address = await echo.ask('ready');
      const bare = createClient(address, '');
      const views = [...registry.views.values()].filter(({ home }) => home.includes('project'));
      const paths = [
        ...views.map(
          ({ name, reads }) => [`view “${name}”`, `/projects/${key}/view/${name}`, oneOf(titled, reads)] as const,
        ),
        ['gates', `/projects/${key}/readiness`, undefined] as const,
        ['what changed in a week', `/projects/${key}/changes?from=${addDays(today, -7)}`, undefined] as const,
      ];
      log('Gates for the first time …');
      const first = await timed(client, `/projects/${key}/readiness`);
      const looked: Figure[] = [];
      for (const [what, path, touched] of paths) {
        log(what);
        const bytes = (await client.bytes(path)).length;
        const own = await looks(client, path);
        const anew = touched && (await looksAnew(client, key, path, touched));
        await echo.ask('sizes', { command: 1, event: 1, readiness: bytes });
        const peer = await looks(bare, `/projects/${key}/readiness`);
        const after = anew ? `; ${time(percentile(anew, 0.5))}` : '';
        looked.push({
          what: `${what}, ${whole(bytes / 1024)} kB: p50, p95 of ${LOOKS}${anew ? '; p50 after a record of its was changed' : ''}`,
          measured: `${time(percentile(own, 0.5))}, ${time(percentile(own, 0.95))}${after}`,
          goal: 'p95 ≤ 300 ms',
          peer: `p95 ${time(percentile(peer, 0.95))} echo`,
          ratio: times(percentile(own, 0.95), percentile(peer, 0.95)),
        });
      }
      log('The time slider …');
      const at = (back: number): Promise<number> =>
        timed(client, `/projects/${key}/readiness?at=${addDays(today, -back)}`);
      const unprepared = await inTurn(UNPREPARED, (step) => at(1 + step));
      log('All days gone by, prepared while nobody asks …');
      const begun = performance.now();
      await server.ask('prepared');
      const prepared = performance.now() - begun;
      const days = await inTurn(STEPS, (step) => at(1 + step));
      const jumps = await inTurn(JUMPS.length, (jump) => at(JUMPS[jump] ?? 0));
      log('Commands …');
      // A change that changes nothing is no event, and would be waited for in vain: each round says something new.
      const command = (round: number): object => {
        const fields = { likelihood: String(1 + (round % 5)), effect: `As of round ${round}.` };
        return { input: { id: changed[round % changed.length], fields } };
      };
      const done = await exchange(client, key, '/commands/record.update', command);
      const readiness = await client.bytes(`/projects/${key}/readiness`);
      await echo.ask('sizes', { ...done.sizes, readiness: readiness.length });
      const peer = await exchange(bare, key, '/commands/record.update', command);
      return [
        ...looked,
        { what: 'gates for the first time after the start', measured: time(first) },
        {
          what: `a step of the time slider back by a day, ${STEPS} of them, once days are prepared: p50, p95`,
          measured: `${time(percentile(days, 0.5))}, ${time(percentile(days, 0.95))}`,
          goal: '≤ 150 ms',
        },
        {
          what: `the same before that, the first ${UNPREPARED}, one right after the other: p50, longest`,
          measured: `${time(percentile(unprepared, 0.5))}, ${time(percentile(unprepared, 1))}`,
        },
        { what: 'all days gone by, prepared while nobody asks', measured: time(prepared) },
        {
          what: 'a jump to another gate, once days are prepared: p50, longest',
          measured: `${time(percentile(jumps, 0.5))}, ${time(percentile(jumps, 1))}`,
        },
        ...figures('command → event → gates', done.all, peer.all, ['', '≤ 250 ms']),
        { what: 'records; links; events', measured: [records, links, events].map(whole).join('; ') },
        { what: 'the story told, through the write path', measured: time(told) },
      ];
    } finally {
      await server.close();
      await echo.end();
    }
  },
};

/** @returns what was told, and how long that took, in milliseconds */
async function tell(site: Site) {
  const server = await site.serve();
  try {
    const begun = performance.now();
    const made = await server.ask('riverbend', TIMES);
    return { ...made, told: performance.now() - begun };
  } finally {
    await server.close();
  }
}

async function looks(client: Client, path: string): Promise<number[]> {
  return inTurn(LOOKS, () => timed(client, path));
}

async function timed(client: Client, path: string): Promise<number> {
  const begun = performance.now();
  await client.bytes(path);
  return performance.now() - begun;
}

/** The same, each after a record it is told from was changed. */
async function looksAnew(client: Client, key: string, path: string, id: string): Promise<number[]> {
  return inTurn(ANEW, async (look) => {
    const fields = { title: `As of look ${look} at ${path}` };
    await client.bytes(`/projects/${key}/commands/record.update`, { input: { id, fields } });
    return timed(client, path);
  });
}

/** A record of the first of some kinds of which there is one. */
function oneOf(titled: Readonly<Record<string, string>>, kinds: readonly string[]): string | undefined {
  return kinds.map((kind) => titled[kind]).find((id) => id !== undefined);
}

async function inTurn(times: number, take: (step: number) => Promise<number>): Promise<number[]> {
  const samples: number[] = [];
  for (let step = 0; step < times; step += 1) samples.push(await take(step));
  return samples;
}
