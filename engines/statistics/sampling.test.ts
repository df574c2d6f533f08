import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  binomialUpTo,
  finiteSampleSize,
  finiteUpperBound,
  hypergeometricUpTo,
  sampleSize,
  upperBound,
} from './index.ts';

const percent = (share: number): number => Math.round(share * 100_000) / 1_000;

describe('the size of a sample without defects', () => {
  test.each([
    [0.05, 45, 59, 90],
    [0.02, 114, 149, 228],
    [0.01, 230, 299, 459],
    [0.005, 460, 598, 919],
    [0.001, 2_302, 2_995, 4_603],
  ])('for an error below %d is as tables give it for 90, 95 and 99 %%', (rate, ninety, ninetyFive, ninetyNine) => {
    expect([0.9, 0.95, 0.99].map((confidence) => sampleSize(rate, confidence))).toEqual([
      ninety,
      ninetyFive,
      ninetyNine,
    ]);
  });

  test('grows with the defects allowed', () => {
    expect([1, 2, 3].map((allowed) => sampleSize(0.01, 0.95, allowed))).toEqual([473, 628, 773]);
    expect([1, 2, 3].map((allowed) => sampleSize(0.005, 0.95, allowed))).toEqual([947, 1_258, 1_549]);
  });

  test('is smaller for a small lot', () => {
    const sizes = [200, 500, 1_000, 5_000, 20_000].map((lot) => finiteSampleSize(lot, 0.01, 0.95));
    expect(sizes).toEqual([155, 225, 258, 290, 296]);
  });

  test('is the whole lot when a tolerable share is less than one defect more than allowed', () => {
    expect(finiteSampleSize(50, 0.01, 0.95)).toBe(48);
    expect(finiteSampleSize(50, 0.01, 0.95, 1)).toBe(50);
    expect(finiteSampleSize(0, 0.01, 0.95)).toBe(0);
  });
});

describe('the upper bound', () => {
  test.each([
    [0, 300, 0.994],
    [1, 300, 1.571],
    [2, 300, 2.084],
    [0, 125, 2.368],
    [0, 59, 4.951],
  ])('for %d of %d is that of Clopper and Pearson', (found, sample, bound) => {
    expect(percent(upperBound(found, sample, 0.95))).toBe(bound);
  });

  test('is just below 1 % for the smallest sample that shows it', () => {
    expect(upperBound(0, 299, 0.95)).toBeLessThan(0.01);
    expect(upperBound(0, 298, 0.95)).toBeGreaterThan(0.01);
  });

  test('is everything when all or nothing was looked at', () => {
    expect(upperBound(5, 5, 0.95)).toBe(1);
    expect(upperBound(0, 0, 0.95)).toBe(1);
  });

  test('is where finding so few becomes as unlikely as the confidence leaves, and grows with what is found', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_000 }), fc.nat(40), fc.constantFrom(0.8, 0.95, 0.99), (n, k, sure) => {
        fc.pre(k < n);
        const bound = upperBound(k, n, sure);
        expect(binomialUpTo(k, n, bound)).toBeCloseTo(1 - sure, 6);
        expect(upperBound(Math.min(n, k + 1), n, sure)).toBeGreaterThan(bound);
        expect(upperBound(k, n + 1, sure)).toBeLessThan(bound);
      }),
    );
  });
});

describe('the upper bound for a lot of a size', () => {
  test('is that of Clopper and Pearson for a large one', () => {
    expect(percent(finiteUpperBound(1, 300, 391_000, 0.95))).toBe(1.571);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(20), (n, k) => {
        fc.pre(k < n);
        expect(finiteUpperBound(k, n, 20_000_000, 0.95)).toBeCloseTo(upperBound(k, n, 0.95), 4);
      }),
    );
  });

  test('is what was found when all of it was looked at', () => {
    expect([0, 1, 12].map((found) => finiteUpperBound(found, 12, 12, 0.95))).toEqual([0, 1 / 12, 1]);
    expect(finiteUpperBound(0, 0, 0, 0.95)).toBe(1);
  });

  test('is below a rate exactly when the sample is as large as that rate asks for', () => {
    const some = [fc.integer({ min: 1, max: 400 }), fc.constantFrom(0.01, 0.02, 0.05), fc.nat(2)] as const;
    fc.assert(
      fc.property(...some, fc.nat(400), (lot, rate, found, drawn) => {
        const sample = Math.min(lot, Math.max(found, drawn));
        fc.pre(sample >= found && sample < lot && lot * rate > found + 1);
        const large = sample >= finiteSampleSize(lot, rate, 0.95, found);
        expect(finiteUpperBound(found, sample, lot, 0.95) < rate - 1e-12).toBe(large);
      }),
    );
  });
});

describe('the chance to accept', () => {
  test('125 with 3 defects takes a lot with 3 % defects nearly every second time', () => {
    expect(binomialUpTo(3, 125, 0.03)).toBeCloseTo(0.48, 2);
  });

  test('is certain and impossible at the ends', () => {
    expect([binomialUpTo(0, 10, 0), binomialUpTo(0, 10, 1), binomialUpTo(10, 10, 1)]).toEqual([1, 0, 1]);
    expect(hypergeometricUpTo(0, 10, 10, 1)).toBe(0);
    expect(hypergeometricUpTo(1, 10, 10, 1)).toBe(1);
  });

  test('is counted by hand for a lot of five with two defects, two drawn', () => {
    expect(hypergeometricUpTo(0, 2, 5, 2)).toBeCloseTo(3 / 10, 12);
    expect(hypergeometricUpTo(1, 2, 5, 2)).toBeCloseTo(9 / 10, 12);
  });

  test('of a large lot is that of one without end', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(5), fc.integer({ min: 1, max: 50 }), (n, k, permille) => {
        const lot = 20_000_000;
        const near = hypergeometricUpTo(k, n, lot, (lot / 1_000) * permille);
        expect(near).toBeCloseTo(binomialUpTo(k, n, permille / 1_000), 4);
      }),
    );
  });
});

describe('what cannot be asked', () => {
  test.each([
    [() => upperBound(3, 2, 0.95), 'found'],
    [() => upperBound(0, 1.5, 0.95), 'sample'],
    [() => upperBound(0, 10, 1), 'confidence'],
    [() => sampleSize(0, 0.95), 'rate'],
    [() => sampleSize(0.01, 0.95, -1), 'allowed'],
    [() => finiteSampleSize(-1, 0.01, 0.95), 'lot'],
    [() => hypergeometricUpTo(0, 11, 10, 1), 'sample'],
    [() => finiteUpperBound(0, 11, 10, 0.95), 'sample'],
    [() => binomialUpTo(0, 10, Number.NaN), 'rate'],
  ])('is refused by name (%#)', (ask, name) => {
    expect(ask).toThrow(RangeError);
    expect(ask).toThrow(name);
  });
});
