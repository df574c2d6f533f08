import { describe, expect, test } from 'vitest';
import { riskBand, riskMatrix, riskScore } from './matrix.ts';

const LEVELS = ['1', '2', '3', '4', '5'];

describe('the project risk matrix', () => {
  test('has a cell for every pair of levels', () => {
    for (const likelihood of LEVELS) {
      for (const impact of LEVELS) expect(riskScore({ likelihood, impact })).toBe(Number(likelihood) * Number(impact));
    }
  });

  test('never scores a risk lower for being likelier or worse', () => {
    const score = (likelihood: number, impact: number) =>
      riskScore({ likelihood: String(likelihood), impact: String(impact) }) ?? Number.NaN;
    for (let level = 1; level < 5; level += 1) {
      for (let other = 1; other <= 5; other += 1) {
        expect(score(level + 1, other)).toBeGreaterThan(score(level, other));
        expect(score(other, level + 1)).toBeGreaterThan(score(other, level));
      }
    }
  });

  test('has bands that cover every score, in ascending order, and an appetite among them', () => {
    const ends = riskMatrix.bands.map(({ upTo }) => upTo);
    expect(ends).toEqual([...ends].sort((a, b) => a - b));
    expect(ends.at(-1)).toBe(25);
    expect([1, 4, 5, 9, 10, 15, 16, 25].map((score) => riskBand(score)?.key)).toEqual([
      'low',
      'low',
      'moderate',
      'moderate',
      'high',
      'high',
      'extreme',
      'extreme',
    ]);
    expect(riskBand(26)).toBeUndefined();
    expect(ends).toContain(riskMatrix.appetite);
  });

  test('gives no score before both levels are rated, or for levels it does not know', () => {
    expect(riskScore({})).toBeUndefined();
    expect(riskScore({ likelihood: '3' })).toBeUndefined();
    expect(riskScore({ likelihood: '3', impact: '6' })).toBeUndefined();
    expect(riskScore({ likelihood: 3, impact: 3 })).toBeUndefined();
  });

  test('says where it comes from', () => {
    expect(riskMatrix).toMatchObject({ source: 'own default', status: 'in force' });
  });
});
