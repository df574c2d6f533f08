import { factsThatFollow } from '@callosum/kernel/testing/random-records';
import { expect, test } from 'vitest';
import { golive } from '../index.ts';
import { registry } from '../testing/scope.ts';

test('the facts of go-live follow any history of its records', () => {
  expect(factsThatFollow(registry, golive)).toBeGreaterThan(1_000);
});
