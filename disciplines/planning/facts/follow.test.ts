import { factsThatFollow } from '@callosum/kernel/testing/random-records';
import { expect, test } from 'vitest';
import { planning } from '../index.ts';
import { registry } from '../testing/scope.ts';

test('the facts of planning follow any history of its records', () => {
  expect(factsThatFollow(registry, planning)).toBeGreaterThan(300);
});
