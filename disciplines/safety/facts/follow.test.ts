import { factsThatFollow } from '@callosum/kernel/testing/random-records';
import { expect, test } from 'vitest';
import { safety } from '../index.ts';
import { registry } from '../testing/scope.ts';

test('the facts of safety follow any history of its records', () => {
  expect(factsThatFollow(registry, safety)).toBeGreaterThan(1_000);
});
