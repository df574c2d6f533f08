import { factsThatFollow } from '@callosum/kernel/testing/random-records';
import { expect, test } from 'vitest';
import { organisation } from './index.ts';
import { registry } from './testing/scope.ts';

test('the facts of organisation follow any history of its records', () => {
  expect(factsThatFollow(registry, organisation)).toBeGreaterThan(50);
});
