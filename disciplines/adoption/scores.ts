import type { FieldsOf } from '@callosum/kernel';
import { instruments } from './defaults.ts';
import type { surveyAnswer } from './kinds/survey-answer.ts';
import { ADKAR, NEES, SUS } from './kinds/survey-items.ts';

export type Answer = Omit<FieldsOf<typeof surveyAnswer>, 'title'>;

/** The usability one answer gives, 0 to 100; undefined when an item is missing. */
export function susOf(answer: Answer): number | undefined {
  const { oddLess, evenFrom, factor } = instruments.sus;
  let sum = 0;
  for (const [index, item] of SUS.entries()) {
    const point = answer[item];
    if (point === undefined) return undefined;
    sum += index % 2 === 0 ? point - oddLess : evenFrom - point;
  }
  return sum * factor;
}

/** Mean usability; undefined when nobody answered the whole scale. */
export function susScore(answers: readonly Answer[]): number | undefined {
  return mean(answers.flatMap((answer) => susOf(answer) ?? []));
}

/** Percent of positive less percent of negative answers over all metrics, −100 to 100; indifferent ones count neither way. */
export function neesScore(answers: readonly Answer[]): number | undefined {
  const { positiveFrom, negativeUpTo } = instruments.nees;
  const points = answers.flatMap((answer) => NEES.flatMap((item) => answer[item] ?? []));
  if (points.length === 0) return undefined;
  const positive = points.filter((point) => point >= positiveFrom).length;
  const negative = points.filter((point) => point <= negativeUpTo).length;
  return (100 * (positive - negative)) / points.length;
}

/** The first element whose mean is at or below the mark; `none` when all are above, undefined when nobody answered. */
export function adkarBarrier(answers: readonly Answer[]): (typeof ADKAR)[number] | 'none' | undefined {
  const means = ADKAR.map((item) => [item, mean(answers.flatMap((answer) => answer[item] ?? []))] as const);
  if (means.some(([, value]) => value === undefined)) return undefined;
  return means.find(([, value]) => value !== undefined && value <= instruments.adkar.barrierAt)?.[0] ?? 'none';
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}
