import { describe, expect, test } from 'vitest';
import { inSlices } from './in-slices.ts';

function* busy(steps: number, ms: number): Generator<void> {
  for (let step = 0; step < steps; step += 1) {
    const until = performance.now() + ms;
    while (performance.now() < until);
    yield;
  }
}

describe('long work in slices', () => {
  test('is done whole, and lets others take turns meanwhile', async () => {
    let turns = 0;
    let isOver = false;
    const count = (): void => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    let steps = 0;
    const work = function* (): Generator<void> {
      for (const _step of busy(30, 4)) yield void (steps += 1);
    };
    await inSlices(work());
    isOver = true;
    expect(steps).toBe(30);
    // Of 120 ms, one slice is some 10 ms long.
    expect(turns).toBeGreaterThan(5);
  });

  test('that fails says why', async () => {
    const failing = function* (): Generator<void> {
      yield;
      throw new Error('half-way');
    };
    await expect(inSlices(failing())).rejects.toThrow('half-way');
  });
});
