import { refusal, say } from '@callosum/kernel';
import { jobView } from '@callosum/kernel/contract';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { TestClient } from '../../testing/client.ts';
import type { TestServer } from '../../testing/server.ts';
import { until } from '../../testing/until.ts';
import { type BoundJob, defineJob } from '../job.ts';
import type { JobView } from '../jobs.ts';

/** What a test's jobs did so far, and what holds them back. */
export interface Bench {
  readonly jobs: readonly BoundJob[];
  /** Each attempt: job, input and when. */
  readonly attempts: { readonly name: string; readonly text: string; readonly at: number }[];
  /** Lets those that wait go on. */
  readonly open: () => void;
  /** Where files go; set once the server is there. */
  files?: TestServer['installation']['files'];
}

const text = z.object({ text: z.string().min(1) });

/** Jobs that write, wait and fail on demand. */
export function createBench(): Bench {
  const attempts: Bench['attempts'] = [];
  const gate = new AbortController();
  const words = { reading: 'Reading', writing: 'Writing' };
  const note = (name: string, said: string): void => void attempts.push({ name, text: said, at: Date.now() });
  const holdBack = async (signal: AbortSignal): Promise<void> => {
    while (!gate.signal.aborted) {
      await sleep(10);
      signal.throwIfAborted();
    }
  };
  const write = defineJob({
    name: 'write',
    label: 'Write',
    words,
    input: text,
    retries: { most: 2, firstPauseSeconds: 1, longestPauseSeconds: 2 },
    run: async (input, { progress, actor, signal }) => {
      note('write', input.text);
      progress(0.25, 'reading');
      await holdBack(signal);
      progress(0.75, 'writing');
      const stored = await bench.files?.put(Readable.from([Buffer.from(input.text)]), actor.account);
      if (!stored) throw new Error('The bench has no files');
      return { file: { ...stored, name: 'Größe “1”.txt', type: 'text/plain; charset=utf-8' } };
    },
  });
  const once = defineJob({
    name: 'once',
    label: 'Once',
    words,
    input: text,
    run: async (input, { signal }) => {
      note('once', input.text);
      if (input.text === 'fails') throw new Error('broken');
      await holdBack(signal);
      return {};
    },
  });
  const flaky = defineJob({
    name: 'flaky',
    label: 'Flaky',
    words,
    input: text,
    retries: { most: 2, firstPauseSeconds: 1, longestPauseSeconds: 2 },
    run: async (input, { attempt }) => {
      note('flaky', input.text);
      if (input.text === 'refused')
        throw refusal('invalid', say`That cannot be.`, { remedy: say`Ask for something else.` });
      if (input.text === 'always' || attempt === 1) throw new Error('not yet');
      return { value: attempt };
    },
  });
  const bench: Bench = { jobs: [write, once, flaky], attempts, open: () => gate.abort() };
  return bench;
}

/** How a job stands, as its starter is told. */
export function look(client: TestClient, id: string): Promise<JobView> {
  return client.read(jobView, `/jobs/${id}`);
}

/** Waits until a job is in one of these states. */
export async function reach(client: TestClient, id: string, ...states: readonly string[]): Promise<JobView> {
  await until(`job is ${states.join(' or ')}`, async () => states.includes((await look(client, id)).state));
  return look(client, id);
}
