import { expect, test } from 'vitest';
import { monthsBetween, ticksOf } from './ticks.ts';

test.each([
  [0, 10, 5, [0, 2, 4, 6, 8, 10]],
  [3, 97, 4, [0, 25, 50, 75, 100]],
  [-4, 4, 4, [-4, -2, 0, 2, 4]],
  [0, 0.3, 3, [0, 0.1, 0.2, 0.3]],
  [5, 5, 4, [4, 6]],
  [0, 0, 4, [0, 0.25]],
  [1_240_000, 9_800_000, 4, [0, 2_500_000, 5_000_000, 7_500_000, 10_000_000]],
])('from %j to %j in about %j steps', (least, largest, about, ticks) => {
  expect(ticksOf(least, largest, about)).toEqual(ticks);
});

test('months between two days, thinned where there are many', () => {
  expect(monthsBetween('2025-11-20', '2026-02-01', 12)).toEqual(['2025-12-01', '2026-01-01', '2026-02-01']);
  expect(monthsBetween('2024-12-31', '2026-12-01', 4)).toEqual([
    '2025-01-01',
    '2025-07-01',
    '2026-01-01',
    '2026-07-01',
  ]);
  expect(monthsBetween('2025-05-02', '2025-05-30', 4)).toEqual([]);
});
