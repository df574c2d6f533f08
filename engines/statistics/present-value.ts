/** What is paid once, or again each year. */
export interface CostLine {
  readonly amount: number;
  /** The year it is first paid in; 1 is the first. */
  readonly year: number;
  /** The last year it is paid in, when it is paid again each year. */
  readonly until?: number;
}

/** What a year costs. */
export interface CostYear {
  readonly year: number;
  readonly amount: number;
  /** In money of the first year. */
  readonly present: number;
}

/**
 * Cost over a number of years: what each year costs, and what that is worth in money of the first. A year’s cost is taken at its
 * beginning, so that the first year’s is not discounted; the second year’s is divided by 1 + rate, the third’s by its square.
 * @param rate of discount a year, 0.03 being three in a hundred.
 * @throws RangeError for a rate of −1 or less, or years that are not whole numbers from 1.
 */
export function costOverYears(lines: readonly CostLine[], years: number, rate: number): readonly CostYear[] {
  if (!(rate > -1)) throw new RangeError('rate must be above -1');
  if (!Number.isInteger(years) || years < 1) throw new RangeError('years must be a whole number from 1');
  const paid = Array.from({ length: years }, () => 0);
  for (const [place, { amount, year, until = year }] of lines.entries()) {
    if (!Number.isInteger(year) || year < 1 || !Number.isInteger(until)) {
      throw new RangeError(`lines[${place}] must begin and end in a whole year from 1`);
    }
    for (let at = year; at <= Math.min(until, years); at += 1) paid[at - 1] = (paid[at - 1] ?? 0) + amount;
  }
  return paid.map((amount, place) => ({ year: place + 1, amount, present: amount / (1 + rate) ** place }));
}
