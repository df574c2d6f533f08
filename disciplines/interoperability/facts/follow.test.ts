import { factsThatFollow } from '@callosum/kernel/testing/random-records';
import { expect, test } from 'vitest';
import { interoperability } from '../index.ts';
import { registry } from '../testing/scope.ts';

test('the facts of interoperability follow any history of its records', () => {
  expect(factsThatFollow(registry, interoperability)).toBeGreaterThan(1_000);
});
