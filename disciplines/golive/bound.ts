import type { FieldValues } from '@callosum/kernel';
import { upperBound } from '@callosum/statistics';
import { migrationLimits } from './limits.ts';

/** More defects than this are no sample's, and would only be counted slowly. */
export const MOST_SAMPLED = 100_000;

const PLACES = 1_000;

/**
 * Highest share of wrong records that is left possible by a sample, in percent; undefined before it was counted. A lot that was
 * looked at as a whole has the share that was found.
 */
export function errorBound({ lotSize, sampleSize, foundDefects }: FieldValues): number | undefined {
  if (typeof sampleSize !== 'number' || typeof foundDefects !== 'number') return undefined;
  if (sampleSize < 1 || sampleSize > MOST_SAMPLED || foundDefects < 0 || foundDefects > sampleSize) return undefined;
  const whole = lotSize === sampleSize;
  return 100 * (whole ? foundDefects / sampleSize : upperBound(foundDefects, sampleSize, migrationLimits.confidence));
}

/** The same as it is shown. Limits are compared with the bound itself: 0.9996 is below 1, whatever is shown. */
export function shownBound(fields: FieldValues): number | undefined {
  const bound = errorBound(fields);
  return bound === undefined ? undefined : Math.round(bound * PLACES) / PLACES;
}
