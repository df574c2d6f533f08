const STEPS = [1, 2, 2.5, 5, 10] as const;

/** Round numbers from below the least to above the largest value, about as many as asked for. */
export function ticksOf(least: number, largest: number, about: number): readonly number[] {
  const spread = largest - least || Math.abs(largest) || 1;
  const rough = spread / Math.max(1, about);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (STEPS.find((one) => one * power >= rough) ?? 10) * power;
  const first = Math.floor(least / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(largest / step - 1e-9));
  // Counted in steps, so that no tick carries the error of those before it.
  return Array.from({ length: last - first + 1 }, (_, place) => Number(((first + place) * step).toPrecision(12)));
}

/** First days of months between two dates, thinned to about as many as asked for. */
export function monthsBetween(from: string, until: string, about: number): readonly string[] {
  const months: string[] = [];
  let [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))];
  for (;;) {
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
    const day = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`;
    if (day > until) break;
    months.push(day);
  }
  const every = Math.max(1, Math.ceil(months.length / Math.max(1, about)));
  return months.filter((_, place) => place % every === 0);
}
