import type { Client } from './client.ts';
import type { Sizes } from './process/echo.ts';
import { type Figure, percentile, time, times } from './report.ts';

/** Commands that are measured, and those before them that are not. */
export const COMMANDS = 200;
export const WARM = 20;

export interface Exchanged {
  readonly all: readonly number[];
  readonly event: readonly number[];
  readonly readiness: readonly number[];
  readonly sizes: Omit<Sizes, 'readiness'>;
}

/** Command, event, readiness, one after the other; a warm-up is left out. */
export async function exchange(
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

/** Medians and the slowest hundredth, side by side with the echo. */
export function figures(
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
