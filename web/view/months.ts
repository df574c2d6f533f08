import type { useFormat } from '../messages/format.ts';
import { monthsBetween } from './ticks.ts';

const DAY = 86_400_000;

/** A date as a number that days can be counted with. */
export const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY;

/** Months to write below a picture of some days. */
export function monthTicks(
  days: readonly string[],
  format: ReturnType<typeof useFormat>,
): readonly { readonly at: number; readonly label: string }[] {
  const sorted = [...days].sort();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return [];
  return monthsBetween(first, last, 7).map((day) => ({
    at: dayOf(day),
    label: `${format.month(day)} ${day.slice(2, 4)}`,
  }));
}
