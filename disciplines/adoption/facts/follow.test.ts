import { factsThatFollow } from '@callosum/kernel/testing/random-records';
import { expect, test } from 'vitest';
import { adoption } from '../index.ts';
import { registry } from '../testing/scope.ts';

test('the facts of adoption follow any history of its records', () => {
  expect(factsThatFollow(registry, adoption)).toBeGreaterThan(1_000);
});
