import { setTimeout as wait } from 'node:timers/promises';

/** Whether somebody is asking this process for something. */
export interface Activity {
  /** A request came or was answered. */
  readonly note: () => void;
  /** Resolves once nobody has asked for anything for a moment. */
  readonly quiet: () => Promise<void>;
}

/** For so long nobody has to ask for anything, in milliseconds. */
const QUIET_MS = 250;

export function createActivity(): Activity {
  let last = -QUIET_MS;
  return {
    note: () => {
      last = performance.now();
    },
    quiet: async () => {
      for (let left = last + QUIET_MS - performance.now(); left > 0; left = last + QUIET_MS - performance.now()) {
        await wait(left, undefined, { ref: false });
      }
    },
  };
}
