import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Fact } from '../declare/fact.ts';
import { Tally } from './tally.ts';

const total: Fact = {
  name: 'test.total',
  label: 'Total',
  help: 'What measures come to.',
  unit: 'points',
  fold: 'sum',
  better: 'lower',
  kind: 'item',
  whenEmpty: 0,
  reasons: { measured: 'Measured' },
  judge: () => undefined,
};

const sumOf = (measures: readonly number[]): number | undefined => {
  const judgements = measures.map((value) => ({ ok: true, value, reason: 'measured' }));
  return new Tally(total, judgements).value(() => judgements).value;
};

test('a sum of fractions is the same in whatever order they are followed', () => {
  expect(sumOf([10.1, 9.6, 9.1])).toBe(sumOf([9.1, 10.1, 9.6]));
  const tenths = fc.array(
    fc.integer({ min: -1_000, max: 1_000 }).map((value) => value / 10),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(
      tenths.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, shuffled]) => {
        expect(sumOf(shuffled)).toBe(sumOf(all));
      },
    ),
  );
});
