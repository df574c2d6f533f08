import type { DurationUnit } from '@callosum/kernel';
import type { TimeUnit } from '@callosum/schedule';

/** Units of durations as the engine calls them. */
export const UNIT_NAMES: Readonly<Record<DurationUnit, TimeUnit>> = {
  m: 'minutes',
  h: 'hours',
  d: 'days',
  w: 'weeks',
  mo: 'months',
};
