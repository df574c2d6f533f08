import type { Pool } from 'pg';
import { z } from 'zod';
import { describeFailure } from '../operation/failure.ts';
import { createChannel } from './channel.ts';

/** Where somebody is in one of his windows. */
export interface Place {
  readonly record: string;
  readonly editing: boolean;
  /** The field he is at. */
  readonly field: string | null;
}

/** Somebody who is at a record. */
export interface Present extends Place {
  readonly account: string;
}

/**
 * Who is where, on whichever node. Nothing of it is stored: nodes tell each other (channel `presence`), a window is there
 * while its event stream is open, and what is not told of again for a while is forgotten.
 */
export interface Presence {
  /** Somebody is at a place in a window now, or at none. */
  readonly move: (account: string, tab: string, place: Place | null) => Promise<void>;
  /** The event stream of a window is open here. Returns how to say that it was closed. */
  readonly attach: (account: string, tab: string) => () => void;
  readonly at: (record: string) => readonly Present[];
  /** Hears of records at which somebody came, moved or left. */
  readonly listen: (listener: (record: string) => void) => () => void;
  /** What the channel said. */
  readonly onTold: (payload: string) => void;
  readonly close: () => void;
}

const told = z.object({
  account: z.string(),
  tab: z.string(),
  place: z.object({ record: z.string(), editing: z.boolean(), field: z.string().nullable() }).nullable(),
});

/** How often a node tells of the windows whose streams it holds, and how long others believe it. */
const AGAIN_MS = 15_000;
const BELIEVED_MS = 40_000;
/** A browser that lost its stream comes back within this time, here or at another node. */
const GRACE_MS = 3_000;
const MOST_WINDOWS = 10_000;

const TELL = `select pg_notify('presence', $1)`;

interface Window {
  readonly account: string;
  readonly tab: string;
  readonly place: Place;
  readonly until: number;
}

export interface PresenceTimes {
  readonly againMs: number;
  readonly believedMs: number;
  readonly graceMs: number;
}

const TIMES: PresenceTimes = { againMs: AGAIN_MS, believedMs: BELIEVED_MS, graceMs: GRACE_MS };

export function createPresence(pool: Pool, log: (line: string) => void, times: PresenceTimes = TIMES): Presence {
  const windows = new Map<string, Window>();
  /** Streams open here, by window; a browser may open the next one before the last is known to be gone. */
  const held = new Map<string, number>();
  const changes = createChannel<string>();
  const keyOf = (account: string, tab: string): string => `${account} ${tab}`;

  const tellAll = async (account: string, tab: string, place: Place | null): Promise<void> => {
    await pool.query(TELL, [JSON.stringify({ account, tab, place })]);
  };
  /** Nobody waits for it; what is lost is told of again, or forgotten. */
  const tellQuietly = (account: string, tab: string, place: Place | null): void => {
    tellAll(account, tab, place).catch((error: unknown) =>
      log(`Telling who is where failed: ${describeFailure(error)}`),
    );
  };
  const take = (account: string, tab: string, place: Place | null): void => {
    const key = keyOf(account, tab);
    const before = windows.get(key)?.place;
    if (place && (before || windows.size < MOST_WINDOWS)) {
      windows.set(key, { account, tab, place, until: Date.now() + times.believedMs });
    } else windows.delete(key);
    if (before && before.record !== place?.record) changes.tell(before.record);
    const isSame =
      before &&
      place &&
      before.record === place.record &&
      before.editing === place.editing &&
      before.field === place.field;
    if (place && !isSame) changes.tell(place.record);
  };
  const clock = setInterval(() => {
    for (const [key, { account, tab, place, until }] of windows) {
      if (held.has(key)) tellQuietly(account, tab, place);
      else if (until < Date.now()) take(account, tab, null);
    }
  }, times.againMs);
  clock.unref();
  return {
    move: tellAll,
    attach: (account, tab) => {
      const key = keyOf(account, tab);
      held.set(key, (held.get(key) ?? 0) + 1);
      return () => {
        const left = (held.get(key) ?? 1) - 1;
        if (left > 0) held.set(key, left);
        else held.delete(key);
        const leave = (): void => {
          if (!held.has(key) && windows.has(key)) tellQuietly(account, tab, null);
        };
        setTimeout(leave, times.graceMs).unref();
      };
    },
    at: (record) =>
      [...windows.values()]
        .filter(({ place }) => place.record === record)
        .map(({ account, place }) => ({ account, ...place })),
    listen: changes.listen,
    onTold: (payload) => {
      const { account, tab, place } = told.parse(JSON.parse(payload));
      const before = windows.get(keyOf(account, tab));
      take(account, tab, place);
      // The window went to another node for a moment and is here again: who said that it left did not know.
      if (place === null && before && held.has(keyOf(account, tab))) tellQuietly(account, tab, before.place);
    },
    close: () => clearInterval(clock),
  };
}
