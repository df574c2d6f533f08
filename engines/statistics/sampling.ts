import { binomialUpTo, hypergeometricUpTo, requireCount, requireShare } from './distributions.ts';

/** A double halves this often before nothing is left of the interval. */
const HALVINGS = 60;
/** Shares such as 0.01 are not exact in binary: 500 × 0.01 is five defects, not six. */
const ROUNDING = 1e-9;

function requireOpen(name: string, value: number): void {
  requireShare(name, value);
  if (value === 0 || value === 1) throw new RangeError(`${name} must lie between 0 and 1 without reaching them`);
}

/**
 * Highest share of defects a lot may have when so many were found in a sample: the one-sided upper bound of Clopper and Pearson.
 * @param confidence such as 0.95. @returns a share from 0 to 1. @throws RangeError for counts or shares that cannot be.
 */
export function upperBound(found: number, sample: number, confidence: number): number {
  requireCount('sample', sample);
  requireCount('found', found, sample);
  requireOpen('confidence', confidence);
  const doubt = 1 - confidence;
  if (found === sample) return 1;
  if (found === 0) return 1 - doubt ** (1 / sample);
  let [low, high] = [found / sample, 1];
  for (let step = 0; step < HALVINGS; step += 1) {
    const middle = (low + high) / 2;
    if (binomialUpTo(found, sample, middle) > doubt) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * As `upperBound`, for a lot of a size: the highest share of defects that leaves finding so few in the sample more likely than the
 * confidence rules out (exact, hypergeometric). A lot that was looked at as a whole has the share that was found.
 * @throws RangeError as above.
 */
export function finiteUpperBound(found: number, sample: number, lot: number, confidence: number): number {
  requireCount('lot', lot);
  requireCount('sample', sample, lot);
  requireCount('found', found, sample);
  requireOpen('confidence', confidence);
  if (lot === 0) return 1;
  // The fewest defects that the sample rules out; with every record wrong that was not looked at, nothing is.
  const most = lot - (sample - found);
  const ruledOut = (defects: number): boolean =>
    defects > most || hypergeometricUpTo(found, sample, lot, defects) <= 1 - confidence;
  return (smallest(found, ruledOut) - 1) / lot;
}

/** Smallest whole number from `least` for which something that stays true once it is true holds. */
function smallest(least: number, holds: (n: number) => boolean): number {
  let high = Math.max(1, least);
  // Doubling finds an upper end near the answer, however large the range.
  while (!holds(high)) high *= 2;
  let low = least;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return high;
}

/**
 * Smallest sample that shows, with this confidence, that fewer than `rate` of a lot without end are defective, when
 * up to `allowed` defects may be found in it.
 * @throws RangeError for shares that cannot be.
 */
export function sampleSize(rate: number, confidence: number, allowed = 0): number {
  requireOpen('rate', rate);
  requireOpen('confidence', confidence);
  requireCount('allowed', allowed);
  return smallest(allowed + 1, (n) => binomialUpTo(allowed, n, rate) <= 1 - confidence);
}

/**
 * As `sampleSize`, for a lot of a size: the last of a small lot tell more than those of a large one.
 * @returns at most the lot, all of which is looked at when no smaller sample would do. @throws RangeError as above.
 */
export function finiteSampleSize(lot: number, rate: number, confidence: number, allowed = 0): number {
  requireCount('lot', lot);
  requireOpen('rate', rate);
  requireOpen('confidence', confidence);
  requireCount('allowed', allowed);
  // The fewest defects that would make the lot one to be refused.
  const defects = Math.ceil(lot * rate - ROUNDING);
  if (defects <= allowed) return lot;
  const enough = (n: number): boolean => n >= lot || hypergeometricUpTo(allowed, n, lot, defects) <= 1 - confidence;
  return Math.min(lot, smallest(Math.min(lot, allowed + 1), enough));
}
