import { factsThatFollow } from '@callosum/kernel/testing/random-records';
import { expect, test } from 'vitest';
import { compliance } from '../index.ts';
import { registry } from '../testing/scope.ts';

test('every fact of compliance follows random histories as if it were asked anew', () => {
  expect(factsThatFollow(registry, compliance)).toBeGreaterThan(1_000);
});
