import { describe, expect, test } from 'vitest';
import { memoryHere, startingSettings } from './settings.ts';

const GB = 1_073_741_824;

describe('what a new cluster is given of the memory', () => {
  test.each([
    [0.5 * GB, '128MB', '512MB'],
    [4 * GB, '512MB', '2048MB'],
    [64 * GB, '1024MB', '32768MB'],
  ])('of %d bytes', (memory, buffers, cache) => {
    expect(startingSettings(memory)).toMatchObject({ shared_buffers: buffers, effective_cache_size: cache });
  });

  test('is counted of what is there', () => {
    expect(memoryHere()).toBeGreaterThan(0.25 * GB);
    expect(memoryHere()).toBeLessThan(Number.MAX_SAFE_INTEGER);
  });
});
