import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leader, moveWeight, ranks, rankStability, tippingPoints, weightedScores, weightShares } from './selection.ts';

/** Three offers under three criteria that weigh 50, 30 and 20. */
const WEIGHTS = [50, 30, 20];
const SCORES = [
  [4, 5, 3],
  [3, 3, 5],
  [5, 2, 4],
];

describe('a selection by weighted scores', () => {
  test('adds up scores by their weights', () => {
    expect(weightedScores(WEIGHTS, SCORES).map((one) => one.toFixed(6))).toEqual(['3.900000', '3.800000', '3.800000']);
    expect(ranks([3.9, 3.8, 3.8])).toEqual([1, 2, 2]);
    expect(leader([3.8, 3.8])).toBe(0);
    expect(leader([])).toBeUndefined();
  });

  test('tips where it was worked out by hand', () => {
    const [first, second, third] = tippingPoints(WEIGHTS, SCORES);
    // The leader against the second: −x + 1.2 (1 − x) = 0; against the third: x − 0.8 (1 − x) = 0.
    expect(first?.above?.share).toBeCloseTo(1.2 / 2.2, 12);
    expect(first?.above?.by).toBe(1);
    expect(first?.below?.share).toBeCloseTo(0.8 / 1.8, 12);
    expect(first?.below?.by).toBe(2);
    // Against the second they are equal only when nothing else counts: nobody is overtaken.
    expect(second).toMatchObject({ share: 0.3, above: { by: 2 } });
    expect(second?.above?.share).toBeCloseTo(1 / 3, 12);
    expect(second?.below).toBeUndefined();
    // Two would overtake; the nearer counts.
    expect(third?.below?.share).toBeCloseTo(5 / 29, 12);
    expect(third?.below?.by).toBe(1);
    expect(third?.above).toBeUndefined();
  });

  test('two criteria tip at the same point from both sides', () => {
    const [first, second] = tippingPoints(
      [60, 40],
      [
        [5, 3],
        [2, 4],
      ],
    );
    expect(first?.below?.share).toBeCloseTo(0.5, 12);
    expect(second?.above?.share).toBeCloseTo(0.5, 12);
  });

  test('who is best everywhere is never overtaken', () => {
    for (const point of tippingPoints(
      [1, 2],
      [
        [5, 4],
        [5, 3],
      ],
    )) {
      expect(point.below ?? point.above).toBeUndefined();
    }
  });

  test('a criterion with all the weight has nothing to be weighed against', () => {
    expect(
      tippingPoints(
        [1, 0],
        [
          [5, 4],
          [1, 5],
        ],
      )[0],
    ).toEqual({ criterion: 0, share: 1 });
  });

  test('equal leaders tip where they stand', () => {
    const [first] = tippingPoints(
      [1, 1],
      [
        [5, 3],
        [3, 5],
      ],
    );
    expect(first?.below?.share).toBeCloseTo(0.5, 12);
  });

  const selection = fc
    .tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 5 }))
    .chain(([criteria, options]) =>
      fc.record({
        weights: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: criteria, maxLength: criteria }),
        scores: fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: options, maxLength: options }), {
          minLength: criteria,
          maxLength: criteria,
        }),
      }),
    );

  test('up to the tipping point the leader leads; beyond it another does', () => {
    fc.assert(
      fc.property(selection, fc.double({ min: 0.01, max: 0.99, noNaN: true }), ({ weights, scores }, part) => {
        const own = leader(weightedScores(weights, scores)) ?? 0;
        const leadsAt = (criterion: number, share: number, option: number): boolean => {
          const totals = weightedScores(moveWeight(weights, criterion, share), scores);
          return Math.max(...totals) - (totals[option] ?? 0) < 1e-7;
        };
        for (const { criterion, share, below, above } of tippingPoints(weights, scores)) {
          const [low, high] = [below?.share ?? 0, above?.share ?? 1];
          expect(low).toBeLessThanOrEqual(share + 1e-9);
          expect(high).toBeGreaterThanOrEqual(share - 1e-9);
          expect(leadsAt(criterion, low + (high - low) * part, own)).toBe(true);
          if (below) expect(leadsAt(criterion, low * 0.999, own) && low > 1e-3).toBe(false);
          if (above) expect(leadsAt(criterion, high + (1 - high) * 0.001, own) && 1 - high > 1e-3).toBe(false);
        }
      }),
    );
  });

  test('in proportion to the others, whatever unit the weights are in', () => {
    fc.assert(
      fc.property(selection, fc.integer({ min: 2, max: 50 }), ({ weights, scores }, factor) => {
        const other = weightedScores(
          weights.map((one) => one * factor),
          scores,
        );
        for (const [place, score] of weightedScores(weights, scores).entries())
          expect(other[place]).toBeCloseTo(score, 9);
      }),
    );
  });

  test('counts the places when weights are varied, each leaving somebody in front', () => {
    const { variants, places } = rankStability(WEIGHTS, SCORES, 0.2);
    // All equal, and each of three left out, lowered and raised.
    expect(variants).toBe(10);
    // By the points above: the third leads with the first criterion left out or lowered and with the second raised, the second with the
    // first raised and the third left out or lowered; all equal, the first and the third have twelve each.
    expect(places.map(([first]) => first)).toEqual([4, 3, 4]);
  });

  test.each([
    ['a negative weight', [-1, 2], [[1], [1]]],
    ['no weight at all', [0, 0], [[1], [1]]],
    ['a row too few', [1, 1], [[1]]],
    ['a score too few', [1, 1], [[1, 2], [1]]],
    ['no number', [1], [[Number.NaN]]],
  ])('refuses %s', (_, weights, scores) => {
    expect(() => weightedScores(weights, scores)).toThrow(RangeError);
  });

  test('shares come to one', () => {
    expect(weightShares([1, 3])).toEqual([0.25, 0.75]);
    expect(() => moveWeight([1, 0], 0, 0.5)).toThrow(RangeError);
    expect(() => moveWeight([1, 1], 0, 1.5)).toThrow(RangeError);
  });
});
