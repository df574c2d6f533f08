import { JOBS_STREAM_PATH, jobView } from '@callosum/kernel/contract';
import { z } from 'zod';
import type { TestClient } from '../../testing/client.ts';
import { until } from '../../testing/until.ts';
import type { JobView } from '../jobs.ts';

export interface JobStream {
  /** What was said about a job so far. */
  readonly heard: (id: string) => readonly JobView[];
  readonly close: () => void;
}

/** Listens to what becomes of a person's jobs. */
export async function openJobStream(client: TestClient, address: string): Promise<JobStream> {
  const leaving = new AbortController();
  const response = await fetch(`${address}${JOBS_STREAM_PATH}`, {
    headers: { cookie: client.cookie },
    signal: leaving.signal,
  });
  const heard: JobView[][] = [];
  void collect(response, heard).catch(() => undefined);
  await until('the list of jobs came', () => heard.length > 0);
  return { heard: (id) => heard.flat().filter((job) => job.id === id), close: () => leaving.abort() };
}

async function collect(response: Response, heard: JobView[][]): Promise<void> {
  let rest = '';
  for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const parts = (rest + text).split('\n\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      if (part.startsWith('data: ')) heard.push(z.array(jobView).parse(JSON.parse(part.slice('data: '.length))));
    }
  }
}
