import { useEffect, useState } from 'react';
import type { Progress } from '../bench/samples.ts';
import type { Answer, CallName, Calls, Failed } from './protocol.ts';

/** The worker could not do what it was asked. */
export class BenchError extends Error {
  readonly failed: Failed;
  constructor(failed: Failed) {
    super(failed.message);
    this.failed = failed;
  }
}

/** Asks the worker beside the page; an answer that cannot be given is thrown as a BenchError with its reason. */
export interface Bench {
  readonly ask: <Name extends CallName>(
    name: Name,
    input: Calls[Name]['in'],
    onProgress?: (progress: Progress) => void,
  ) => Promise<Calls[Name]['out']>;
}

/** The worker is started when it is first asked, and again when it is asked after it was closed. */
function createBench(): Bench & { readonly close: () => void } {
  let next = 1;
  let worker: Worker | undefined;
  const started = (): Worker => {
    worker ??= new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'messages' });
    return worker;
  };
  return {
    ask: (name, input, onProgress) => {
      const id = next++;
      const asked = started();
      return new Promise((resolve, reject) => {
        const listening = new AbortController();
        const { signal } = listening;
        asked.addEventListener(
          'message',
          ({ data }: MessageEvent<Answer<typeof name>>) => {
            if (data.id !== id) return;
            if ('progress' in data) {
              onProgress?.(data.progress);
              return;
            }
            listening.abort();
            if ('failed' in data) reject(new BenchError(data.failed));
            else resolve(data.out);
          },
          { signal },
        );
        // A worker that could not be started, or ran out of memory, answers nothing any more.
        asked.addEventListener(
          'error',
          ({ message }) => {
            listening.abort();
            reject(new Error(message));
          },
          { signal },
        );
        asked.postMessage({ id, name, input }, []);
      });
    },
    close: () => {
      worker?.terminate();
      worker = undefined;
    },
  };
}

/** A worker of this page; what it holds is gone when the page is left. */
export function useBench(): Bench {
  const [bench] = useState(createBench);
  useEffect(() => bench.close, [bench]);
  return bench;
}
