import { setImmediate as turn } from 'node:timers/promises';

/** Milliseconds that one piece of work may hold the event loop before others get their turn. */
const SLICE_MS = 10;

/** Drives work step by step, and lets other requests go first whenever a slice of time is used up. */
export async function inSlices(work: Iterable<unknown>): Promise<void> {
  let began = performance.now();
  for (const _step of work) {
    if (performance.now() - began < SLICE_MS) continue;
    await turn();
    began = performance.now();
  }
}
