import { factsThatFollow } from '@callosum/kernel/testing/random-records';
import { expect, test } from 'vitest';
import { foundation } from '../index.ts';
import { trialRegistry } from '../testing/trial.ts';

test('every fact of foundation follows random histories as if it were asked anew', () => {
  expect(factsThatFollow(trialRegistry, foundation, 30)).toBeGreaterThan(1_000);
});
