import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layAxis, spread } from './timeline-layout.ts';

describe('the time axis', () => {
  test('is linear between its first and last date', () => {
    const { x } = layAxis(['2026-01-01', '2026-01-11'], 1_000, 50);
    expect([x('2026-01-01'), x('2026-01-06'), x('2026-01-11')]).toEqual([50, 500, 950]);
  });

  test('labels have room, whether the project lasts a month or ten years', () => {
    for (const last of ['2026-02-01', '2027-06-01', '2036-01-01']) {
      const { ticks } = layAxis(['2026-01-01', last], 900, 30);
      expect(ticks.length).toBeGreaterThan(0);
      ticks.slice(1).forEach((tick, index) => expect(tick.x - (ticks[index]?.x ?? 0)).toBeGreaterThan(40));
    }
  });

  test('a project of a single day does not break it', () => {
    expect(layAxis(['2026-01-01'], 600, 30).x('2026-01-01')).toBe(30);
  });
});

describe('columns on the time line', () => {
  test('stay where they belong when there is room', () => {
    expect(spread([100, 300, 500], 80, 800)).toEqual([100, 300, 500]);
  });

  test('are moved apart around where they belong when it is crowded', () => {
    expect(spread([395, 400, 405], 80, 800)).toEqual([320, 400, 480]);
  });

  test('keep order, distance and the stage, wherever they are wanted', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000 }), { maxLength: 12 }), (wanted) => {
        const placed = spread(
          wanted.sort((a, b) => a - b),
          80,
          1_000,
        );
        placed.forEach((at, index) => {
          expect(at).toBeGreaterThanOrEqual(39.999);
          expect(at).toBeLessThanOrEqual(960.001);
          if (index > 0) expect(at - (placed[index - 1] ?? 0)).toBeGreaterThan(79.999);
        });
      }),
    );
  });
});
