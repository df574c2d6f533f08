import type { FieldsOf } from '@callosum/kernel';
import type { resource } from './kinds/resource.ts';

type Available = Pick<FieldsOf<typeof resource>, 'maxUnits' | 'clinical' | 'release' | 'backfill'>;

/**
 * How much of a resource the plan may count on, in percent of one full-time unit. Of those who work with patients only what is released, and
 * only once somebody else does that work meanwhile.
 */
export function capacityOf({ maxUnits = 100, clinical, release, backfill }: Available): number {
  if (clinical !== true) return maxUnits;
  return backfill === true ? (maxUnits * (release ?? 0)) / 100 : 0;
}

/** Something that needs so much from one moment until before another. */
export interface Load {
  readonly from: string;
  readonly until: string;
  readonly amount: number;
}

/** The most that is needed at once, and the first moment at which it is; moments are compared as texts. */
export function peakOf(loads: readonly Load[]): { readonly amount: number; readonly at: string } | undefined {
  const steps = loads
    .filter(({ from, until }) => from < until)
    .flatMap(({ from, until, amount }) => [
      { at: from, change: amount },
      { at: until, change: -amount },
    ])
    // What ends makes room before what begins at the same moment takes it.
    .toSorted((a, b) => (a.at === b.at ? a.change - b.change : a.at < b.at ? -1 : 1));
  let now = 0;
  let peak: { amount: number; at: string } | undefined;
  for (const { at, change } of steps) {
    now += change;
    if (now > (peak?.amount ?? 0)) peak = { amount: now, at };
  }
  return peak;
}
