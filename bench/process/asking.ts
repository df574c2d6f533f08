import { Agent } from 'node:http';
import { send } from '../client.ts';
import { answer } from './talk.ts';

// Questions from a process of its own: so many connections, each asking the next when the last one is answered.

export interface Asking {
  readonly address: string;
  readonly cookie: string;
  readonly connections: number;
  readonly count: number;
  /** Asked in turns. */
  readonly paths: readonly string[];
}

export interface Asked {
  readonly seconds: number;
  readonly milliseconds: readonly number[];
  /** Answers by status, other than 200. */
  readonly failed: Readonly<Record<string, number>>;
  readonly bytes: number;
}

async function run({ address, cookie, connections, count, paths }: Asking): Promise<Asked> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const milliseconds: number[] = [];
  const failed: Record<string, number> = {};
  let [next, bytes] = [0, 0];
  const one = async (): Promise<void> => {
    while (next < count) {
      const path = paths[(next += 1) % paths.length] ?? '/';
      const begun = performance.now();
      const { status, body } = await send(agent, 'GET', `${address}${path}`, { cookie });
      milliseconds.push(performance.now() - begun);
      bytes += body.length;
      if (status !== 200) failed[status] = (failed[status] ?? 0) + 1;
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: connections }, one));
  const seconds = (performance.now() - started) / 1_000;
  agent.destroy();
  return { seconds, milliseconds, failed, bytes };
}

const answers = { run };

export type AskingQuestions = typeof answers;

answer(answers, () => Promise.resolve());
