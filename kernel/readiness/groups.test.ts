import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isShowable, showableParts, wholeGroups } from './groups.ts';

const minimum = fc.integer({ min: 2, max: 7 });

describe('answers in groups', () => {
  test('count in whole groups, and one more answer changes nothing or adds a whole group', () => {
    fc.assert(
      fc.property(fc.nat(60), minimum, (count, least) => {
        const answers = Array.from({ length: count }, (_, index) => index);
        const before = wholeGroups(answers, least);
        const after = wholeGroups([...answers, count], least);
        expect(before.length % least).toBe(0);
        expect(count - before.length).toBeLessThan(least);
        expect([0, least]).toContain(after.length - before.length);
      }),
    );
  });

  test('are shown by part only where neither a part nor what is held back is smaller than the minimum', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(12), { maxLength: 8 }), minimum, (sizes, least) => {
        const parts = new Map(sizes.map((size, index) => [index, Array.from({ length: size }, (_, one) => one)]));
        const shown = showableParts(parts, least);
        const all = sizes.reduce((sum, size) => sum + size, 0);
        const told = [...shown.values()].reduce((sum, part) => sum + part.length, 0);
        for (const part of shown.values()) expect(part.length).toBeGreaterThanOrEqual(least);
        // Too few answers altogether show nothing, and so there is nothing to subtract from.
        if (all - told > 0 && told > 0) expect(all - told).toBeGreaterThanOrEqual(least);
      }),
    );
  });

  test('are not shown when the others are too few', () => {
    expect([isShowable(5, 10, 5), isShowable(5, 9, 5), isShowable(4, 10, 5), isShowable(9, 9, 5)]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
});
