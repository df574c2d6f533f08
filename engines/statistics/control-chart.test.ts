import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { individualsChart } from './control-chart.ts';
import { RULE_SETS, type RuleSet } from './run-rules.ts';

function ruleSet(id: string): RuleSet {
  const found = RULE_SETS.find((set) => set.id === id);
  if (!found) throw new Error(`no rules ${id}`);
  return found;
}
const care = ruleSet('provost-murray');
const nelson = ruleSet('nelson');

/** Places a rule makes signals of. */
const signals = (values: readonly number[], rules: RuleSet, rule: string): readonly number[] =>
  individualsChart(values, { rules }).points.flatMap((point, place) => (point.signals.includes(rule) ? [place] : []));

/** Up and down about nought, so that sigma is 2 × 0.8865 and nothing else is a signal. */
const quiet = (length: number): readonly number[] => Array.from({ length }, (_, place) => (place % 2 === 0 ? 1 : -1));

describe('a chart of individual values', () => {
  test('has its limits where they were worked out by hand', () => {
    const { phases, points } = individualsChart([10, 12, 11, 13, 12, 14], { rules: care });
    // Mean 12; distances 2, 1, 2, 1, 2 with the mean 1.6.
    expect(phases[0]?.centre).toBe(12);
    expect(phases[0]?.limits?.upper).toBeCloseTo(12 + 3 * 0.8865 * 1.6, 9);
    expect(phases[0]?.limits?.lower).toBeCloseTo(12 - 3 * 0.8865 * 1.6, 9);
    expect(phases[0]?.limits?.range).toBeCloseTo(3.267 * 1.6, 9);
    expect(points.map(({ range }) => range)).toEqual([undefined, 2, 1, 2, 1, 2]);
  });

  test('begins anew with each phase, or holds what came later against what was', () => {
    const values = [10, 12, 10, 12, 20, 22, 20, 22];
    const own = individualsChart(values, { begins: [4], rules: care });
    expect(own.phases.map(({ centre, from, points }) => ({ centre, from, points }))).toEqual([
      { centre: 11, from: 0, points: 4 },
      { centre: 21, from: 4, points: 4 },
    ]);
    expect(own.points.some((point) => point.signals.length > 0)).toBe(false);
    const held = individualsChart(values, { begins: [4], limits: 'first', rules: care });
    expect(held.phases[1]?.centre).toBe(11);
    expect(held.points.slice(4).every((point) => point.signals.includes('beyond-limits'))).toBe(true);
  });

  test('says nothing of limits while one point is all there is', () => {
    const { phases, points } = individualsChart([3], { rules: care });
    expect(phases[0]?.limits).toBeUndefined();
    expect(points).toEqual([{ value: 3, signals: [] }]);
    expect(individualsChart([], { rules: care })).toEqual({ phases: [], points: [] });
    expect(() => individualsChart([Number.NaN], { rules: care })).toThrow(RangeError);
  });

  test('equal values are no signal, and what differs from them is', () => {
    expect(
      individualsChart(
        Array.from({ length: 20 }, () => 0.1),
        { rules: nelson },
      ).points.flatMap((one) => one.signals),
    ).toEqual(Array.from({ length: 20 }, () => 'inner-third'));
    const { points } = individualsChart([5, 5, 5, 6], { begins: [3], limits: 'first', rules: care });
    expect(points[3]?.signals).toContain('beyond-limits');
  });

  test('moving and scaling all values moves nothing but the numbers', () => {
    const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(values, fc.constantFrom(2, 4, 8), fc.integer({ min: -100, max: 100 }), (list, factor, shift) => {
        const one = individualsChart(list, { rules: nelson });
        const other = individualsChart(
          list.map((value) => value * factor + shift),
          { rules: nelson },
        );
        const [limits, moved] = [one.phases[0]?.limits, other.phases[0]?.limits];
        expect(moved?.upper).toBeCloseTo((limits?.upper ?? 0) * factor + shift, 6);
        const trend = ({ points }: typeof one) => points.map((point) => point.signals.includes('trend'));
        expect(trend(other)).toEqual(trend(one));
      }),
    );
  });
});

describe('the published rules', () => {
  test('every set names its source and whether it was verified', () => {
    for (const { source, status, rules } of RULE_SETS) {
      expect(source).not.toBe('');
      expect(status).toBe('unverified');
      expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    }
  });

  test('a point beyond three sigmas', () => {
    expect(signals([...quiet(20), 9], care, 'beyond-limits')).toEqual([20]);
    expect(signals(quiet(20), care, 'beyond-limits')).toEqual([]);
  });

  test('eight on one side for one, nine for the other', () => {
    const eight = [
      ...quiet(10).map((one) => one * 3),
      ...Array.from({ length: 8 }, (_, place) => 2 + (place % 2)),
      -3,
      -26,
    ];
    expect(signals(eight, care, 'shift')).toHaveLength(8);
    expect(signals(eight, nelson, 'shift')).toEqual([]);
  });

  test('a point on the centre line is left out of a run, or ends it', () => {
    // Mean nought.
    const values = [2, 1, 2, 1, 0, 2, 1, 2, 1, -12];
    expect(signals(values, care, 'shift')).toEqual([0, 1, 2, 3, 5, 6, 7, 8]);
    const rule = care.rules.find(({ id }) => id === 'shift');
    const breaking = { ...care, onLine: 'break', rules: rule ? [rule] : [] };
    expect(signals(values, breaking, 'shift')).toEqual([]);
  });

  test('six rising or falling; an equal value is left out by one and ends it for the other', () => {
    expect(signals([5, 1, 2, 3, 4, 5, 6, 2], care, 'trend')).toEqual([1, 2, 3, 4, 5, 6]);
    expect(signals([1, 2, 3, 4, 5, 1], care, 'trend')).toEqual([]);
    expect(signals([6, 5, 4, 3, 2, 1], care, 'trend')).toEqual([0, 1, 2, 3, 4, 5]);
    expect(signals([1, 2, 3, 3, 4, 5, 6], care, 'trend')).toEqual([0, 1, 2, 4, 5, 6]);
    expect(signals([1, 2, 3, 3, 4, 5, 6], nelson, 'trend')).toEqual([]);
  });

  test('two of three in the outer third, on the same side', () => {
    // Sigma is about 1.77 × its mean range; 5 lies between two and three.
    const spread = [...quiet(30), 5, 0, 5];
    expect(signals(spread, care, 'outer-third')).toEqual([30, 32]);
    expect(signals([...quiet(30), 5, 0, -5], care, 'outer-third')).toEqual([]);
  });

  test('four of five in the outer two thirds', () => {
    expect(signals([...quiet(30), 3, 3, 0, 3, 3], nelson, 'outer-two-thirds')).toEqual([30, 31, 33, 34]);
  });

  test('fourteen by turns up and down', () => {
    expect(signals(quiet(14), nelson, 'alternating')).toHaveLength(14);
    expect(signals(quiet(13), nelson, 'alternating')).toEqual([]);
    expect(signals([...quiet(13), -2, -3], nelson, 'alternating')).toHaveLength(14);
    expect(signals([...quiet(7), ...quiet(7)], nelson, 'alternating')).toEqual([]);
  });

  test('fifteen close to the centre', () => {
    const wide = [9, -9, 9, -9, 9, -9, 9, -9];
    expect(signals([...wide, ...quiet(15)], care, 'inner-third')).toHaveLength(15);
    expect(signals([...wide, ...quiet(14)], care, 'inner-third')).toEqual([]);
  });

  test('eight away from the centre on both sides', () => {
    const far = [4, 4, -4, -4, 4, 4, -4, -4];
    expect(signals([...quiet(20).map((one) => one / 4), ...far], nelson, 'both-sides')).toHaveLength(8);
  });
});
