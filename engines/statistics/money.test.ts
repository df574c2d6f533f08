import { expect, test } from 'vitest';
import { costOverYears } from './present-value.ts';
import { rampValue, realisedShare } from './ramp.ts';

test('what is paid once and what is paid again are discounted by their year', () => {
  const years = costOverYears(
    [
      { amount: 100, year: 1 },
      { amount: 50, year: 1, until: 3 },
      { amount: 1_000, year: 9 },
    ],
    3,
    0.1,
  );
  expect(years.map(({ amount }) => amount)).toEqual([150, 50, 50]);
  expect(years[0]?.present).toBe(150);
  expect(years[1]?.present).toBeCloseTo(50 / 1.1, 12);
  expect(years[2]?.present).toBeCloseTo(50 / 1.21, 12);
});

test('without discount what it costs is what it is worth', () => {
  expect(costOverYears([{ amount: 7, year: 2, until: 9 }], 4, 0).map(({ present }) => present)).toEqual([0, 7, 7, 7]);
});

test.each([
  ['a rate that makes nothing of money', [], 1, -1],
  ['no year', [], 0, 0],
  ['half a year', [{ amount: 1, year: 0.5 }], 2, 0],
  ['a year before the first', [{ amount: 1, year: 0 }], 2, 0],
])('refuses %s', (_, lines, years, rate) => {
  expect(() => costOverYears(lines, years, rate)).toThrow(RangeError);
});

test('a benefit ramps from before to its target', () => {
  expect([-5, 0, 3, 12, 20].map((month) => rampValue(40, 28, month, 12))).toEqual([40, 40, 37, 28, 28]);
  expect(rampValue(40, 28, 1, 0)).toBe(28);
});

test('what was realised is a share of what was promised, in either direction', () => {
  expect(realisedShare(40, 28, 34)).toBe(0.5);
  expect(realisedShare(60, 90, 99)).toBe(1.3);
  expect(realisedShare(60, 90, 54)).toBe(-0.2);
  expect(realisedShare(5, 5, 9)).toBeUndefined();
});
