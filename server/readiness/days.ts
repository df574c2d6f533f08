import { addDays, type Board, type Forecast, type GateResult, type Moment } from '@callosum/kernel';
import type { Scope } from '../store/scopes.ts';
import type { View } from './service.ts';

/** What all gates came to at a moment, and what stands beside them: known with full sight, and told to each reader as far as he sees it. */
export interface Told {
  readonly title: string;
  readonly at: Moment;
  readonly sequence: number;
  readonly gates: readonly GateResult[];
  readonly forecast: Forecast;
  /** The last board by then. */
  readonly board?: Board;
}

/** What days gone by came to. */
export interface KeptDays {
  readonly of: (scope: Scope, day: string) => Promise<Told>;
  /** Resolves when no day is being prepared any more. */
  readonly prepared: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** How days are looked at, and when. */
export interface Looking {
  /** The first day on which anything happened, and yesterday; undefined where there is no past. */
  readonly past: (scope: Scope) => Promise<readonly [first: string, last: string] | undefined>;
  /** The same as long as the same events tell of the day. */
  readonly stamp: (scope: Scope, day: string) => Promise<string>;
  readonly view: (scope: Scope, day: string) => Promise<View>;
  /** The same, made of another one nearby, for nobody else to keep. */
  readonly beside: (scope: Scope, day: string, near: View | undefined) => Promise<View>;
  readonly tell: (scope: Scope, view: View) => Promise<Told>;
  /** Resolves when nobody is asking for anything; where that is left out, nothing is prepared. */
  readonly quiet: (() => Promise<void>) | undefined;
  readonly log: (line: string) => void;
}

interface Kept {
  readonly stamp: string;
  readonly told: Told;
}

/** Days kept, of all scopes: some years of some projects. */
const MOST_KEPT = 4_000;

/**
 * What a day came to is worked out when somebody asks for it, and then kept: it stays as it is until something is told of it late. As soon as
 * one day of a scope was asked for, the others are prepared while nobody asks for anything, so that a slider shows any day at once.
 */
export function createKeptDays(looking: Looking): KeptDays {
  const kept = new Map<string, Kept>();
  /** Scopes whose days are being prepared, and the day that was asked for last. */
  const asked = new Map<string, string>();
  let preparing: Promise<void> = Promise.resolve();
  let isClosed = false;

  const keyOf = (scope: Scope, day: string): string => `${scope.id} ${day}`;
  const keep = (scope: Scope, day: string, stamp: string, told: Told): Told => {
    const beside = kept.get(keyOf(scope, addDays(day, 1))) ?? kept.get(keyOf(scope, addDays(day, -1)));
    const made = beside ? sharing(told, beside.told) : told;
    kept.delete(keyOf(scope, day));
    kept.set(keyOf(scope, day), { stamp, told: made });
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return made;
  };
  const isKnown = async (scope: Scope, day: string): Promise<boolean> => {
    const known = kept.get(keyOf(scope, day));
    return known !== undefined && known.stamp === (await looking.stamp(scope, day));
  };
  const prepare = async (scope: Scope, quiet: () => Promise<void>): Promise<void> => {
    const span = await looking.past(scope);
    if (!span) return;
    let near: View | undefined;
    let from: string | undefined;
    let days: Iterator<string> = [].values();
    try {
      for (;;) {
        const wanted = asked.get(scope.id);
        if (wanted !== from && wanted !== undefined) days = around(wanted, span);
        from = wanted;
        const next = days.next();
        if (next.done === true) return;
        const day = next.value;
        if (await isKnown(scope, day)) continue;
        await quiet();
        if (isClosed) return;
        const stamp = await looking.stamp(scope, day);
        const view = await looking.beside(scope, day, near);
        near?.evaluator.close();
        near = view;
        keep(scope, day, stamp, await looking.tell(scope, view));
      }
    } finally {
      near?.evaluator.close();
    }
  };
  const begin = (scope: Scope, day: string): void => {
    const { quiet } = looking;
    const isBegun = asked.has(scope.id);
    if (!quiet || isClosed) return;
    asked.set(scope.id, day);
    if (isBegun) return;
    preparing = preparing
      .then(() => prepare(scope, quiet))
      .catch((error: unknown) => looking.log(`Preparing days gone by of ${scope.key} failed: ${String(error)}`))
      .finally(() => asked.delete(scope.id));
  };
  return {
    of: async (scope, day) => {
      const known = kept.get(keyOf(scope, day));
      const stamp = await looking.stamp(scope, day);
      if (known?.stamp === stamp) return known.told;
      const told = keep(scope, day, stamp, await looking.tell(scope, await looking.view(scope, day)));
      // Where one is not known, others may not be either.
      begin(scope, day);
      return told;
    },
    prepared: () => preparing,
    close: async () => {
      isClosed = true;
      await preparing;
    },
  };
}

/** The days before one, the latest first, and then those after it. */
function* around(day: string, [first, last]: readonly [string, string]): Generator<string> {
  for (let before = day; before >= first; before = addDays(before, -1)) yield before;
  for (let after = addDays(day, 1); after <= last; after = addDays(after, 1)) yield after;
}

/** Gates mostly stand as on the day beside, and are held once. */
function sharing(told: Told, beside: Told): Told {
  const known = new Map(beside.gates.map((gate) => [gate.id, gate]));
  return {
    ...told,
    gates: told.gates.map((gate) => {
      const before = known.get(gate.id);
      return before && JSON.stringify(before) === JSON.stringify(gate) ? before : gate;
    }),
  };
}
