import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orderPositions } from './positions.ts';

describe('positions of rows', () => {
  test('count from one in a new plan', () => {
    expect(orderPositions([undefined, undefined, undefined])).toEqual([1, 2, 3]);
    expect(orderPositions([])).toEqual([]);
  });

  test('stay where the order is as it was, and leave gaps where rows have gone', () => {
    expect(orderPositions([1, 2, 5])).toEqual([1, 2, 5]);
  });

  test('of new rows lie between those of their neighbours', () => {
    expect(orderPositions([1, undefined, 2, undefined])).toEqual([1, 1.5, 2, 3]);
    expect(orderPositions([undefined, undefined, 1])).toEqual([-1, 0, 1]);
    expect(orderPositions([1, undefined, undefined, undefined, 2])).toEqual([1, 1.25, 1.5, 1.75, 2]);
  });

  test('change only for the rows that moved', () => {
    expect(orderPositions([1, 4, 2, 3, 5])).toEqual([1, 1.5, 2, 3, 5]);
    expect(orderPositions([2, 3, 4, 1])).toEqual([2, 3, 4, 5]);
  });

  test('are counted anew when neighbours have come too close', () => {
    expect(orderPositions([1, undefined, 1 + Number.EPSILON])).toEqual([1, 2, 3]);
  });

  test('always ascend, and keep one that was alone', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: -50, max: 50 }), { nil: undefined })), (known) => {
        const positions = orderPositions(known);
        expect(positions).toHaveLength(known.length);
        for (let index = 1; index < positions.length; index += 1) {
          expect(positions[index]).toBeGreaterThan(positions[index - 1] ?? -Infinity);
        }
        expect(orderPositions(positions)).toEqual(positions);
        if (known.some((one) => one !== undefined)) {
          expect(positions.some((position, index) => position === known[index])).toBe(true);
        }
      }),
    );
  });
});
