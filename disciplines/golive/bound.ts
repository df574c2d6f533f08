import type { FieldValues } from '@callosum/kernel';
import { finiteUpperBound, upperBound } from '@callosum/statistics';
import { migrationLimits } from './limits.ts';

/** More defects than this are no sample's, and would only be counted slowly. */
export const MOST_SAMPLED = 100_000;

const PLACES = 1_000;

/**
 * Highest share of wrong records that a sample leaves possible, in percent; undefined before it was counted. Exact for the lot where
 * its size is known, that of Clopper and Pearson where it is not: for a large lot they are the same.
 */
export function errorBound({ lotSize, sampleSize, foundDefects }: FieldValues): number | undefined {
  if (typeof sampleSize !== 'number' || typeof foundDefects !== 'number') return undefined;
  if (sampleSize < 1 || sampleSize > MOST_SAMPLED || foundDefects < 0 || foundDefects > sampleSize) return undefined;
  const { confidence } = migrationLimits;
  if (typeof lotSize !== 'number') return 100 * upperBound(foundDefects, sampleSize, confidence);
  return lotSize < sampleSize ? undefined : 100 * finiteUpperBound(foundDefects, sampleSize, lotSize, confidence);
}

/** The same as it is shown. Limits are compared with the bound itself: 0.9996 is below 1, whatever is shown. */
export function shownBound(fields: FieldValues): number | undefined {
  const bound = errorBound(fields);
  return bound === undefined ? undefined : Math.round(bound * PLACES) / PLACES;
}
