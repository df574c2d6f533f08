/** Factorials up to here are summed; beyond, Stirling's series is exact to the last digits of a double. */
const TABLE = 256;
const known: number[] = [0];
for (let n = 1; n < TABLE; n += 1) known.push((known[n - 1] ?? 0) + Math.log(n));

/** Natural logarithm of n!. */
function logFactorial(n: number): number {
  const small = known[n];
  if (small !== undefined) return small;
  const series = 1 / (12 * n) - 1 / (360 * n ** 3) + 1 / (1_260 * n ** 5);
  return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + series;
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/** @throws RangeError that names the argument, for what is no whole number from 0 up to a limit. */
export function requireCount(name: string, value: number, most = Number.MAX_SAFE_INTEGER): void {
  if (Number.isSafeInteger(value) && value >= 0 && value <= most) return;
  throw new RangeError(`${name} must be a whole number from 0 to ${most}, and is ${value}`);
}

/** @throws RangeError that names the argument, for what is no share from 0 to 1. */
export function requireShare(name: string, value: number): void {
  if (value >= 0 && value <= 1) return;
  throw new RangeError(`${name} must lie between 0 and 1, and is ${value}`);
}

/**
 * Probability of finding at most `found` defects in a sample from a lot without end (binomial).
 * @param rate share of defects in the lot, 0 to 1. @throws RangeError for counts or rates that cannot be.
 */
export function binomialUpTo(found: number, sample: number, rate: number): number {
  requireCount('sample', sample);
  requireCount('found', found);
  requireShare('rate', rate);
  if (found >= sample || rate === 0) return 1;
  if (rate === 1) return 0;
  const [hit, miss] = [Math.log(rate), Math.log1p(-rate)];
  let sum = 0;
  for (let k = 0; k <= found; k += 1) sum += Math.exp(logChoose(sample, k) + k * hit + (sample - k) * miss);
  return Math.min(1, sum);
}

/**
 * Probability of finding at most `found` defects in a sample drawn without putting back from a lot (hypergeometric).
 * @param defects in the lot. @throws RangeError for counts that cannot be.
 */
export function hypergeometricUpTo(found: number, sample: number, lot: number, defects: number): number {
  requireCount('lot', lot);
  requireCount('sample', sample, lot);
  requireCount('defects', defects, lot);
  requireCount('found', found);
  const least = Math.max(0, sample + defects - lot);
  const most = Math.min(sample, defects);
  if (found >= most) return 1;
  const all = logChoose(lot, sample);
  let sum = 0;
  for (let k = least; k <= found; k += 1) {
    sum += Math.exp(logChoose(defects, k) + logChoose(lot - defects, sample - k) - all);
  }
  return Math.min(1, sum);
}
