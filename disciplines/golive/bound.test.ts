import { describe, expect, test } from 'vitest';
import { shownBound } from './bound.ts';
import { plannedFinish } from './cutover-time.ts';

describe('the error left possible by a sample', () => {
  test('is that of Clopper and Pearson in percent, and the same to three places for a large lot', () => {
    expect(shownBound({ lotSize: 391_000, sampleSize: 300, foundDefects: 1 })).toBe(1.571);
    expect(shownBound({ lotSize: 391_000, sampleSize: 299, foundDefects: 0 })).toBe(0.996);
    expect(shownBound({ sampleSize: 300, foundDefects: 1 })).toBe(1.571);
    expect(shownBound({ sampleSize: 59, foundDefects: 0 })).toBe(4.951);
  });

  test('is exact for a small lot: 155 of 200 leave one wrong record possible, 154 two', () => {
    expect(shownBound({ lotSize: 200, sampleSize: 155, foundDefects: 0 })).toBe(0.5);
    expect(shownBound({ lotSize: 200, sampleSize: 154, foundDefects: 0 })).toBe(1);
  });

  test('is what was found when all of the lot was looked at', () => {
    expect(shownBound({ lotSize: 40, sampleSize: 40, foundDefects: 0 })).toBe(0);
    expect(shownBound({ lotSize: 40, sampleSize: 40, foundDefects: 1 })).toBe(2.5);
  });

  test('is not known before the records were counted', () => {
    expect(shownBound({ sampleSize: 300 })).toBeUndefined();
    expect(shownBound({ foundDefects: 0 })).toBeUndefined();
    expect(shownBound({ sampleSize: 3, foundDefects: 4 })).toBeUndefined();
    expect(shownBound({ lotSize: 2, sampleSize: 3, foundDefects: 0 })).toBeUndefined();
  });
});

describe('a planned finish', () => {
  test('goes by the clock, over midnight', () => {
    expect(plannedFinish('2027-03-06T23:30', { seconds: 2_700, unit: 'm', elapsed: true })).toBe('2027-03-07T00:15');
    expect(plannedFinish('2027-03-06T23:30', undefined)).toBeUndefined();
  });
});
