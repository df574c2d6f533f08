import { factsThatFollow } from '@callosum/kernel/testing/random-records';
import { expect, test } from 'vitest';
import { foundation } from '../index.ts';
import { trialRegistry } from '../testing/trial.ts';

/** Waiting alone never makes these better: what is overdue stays so until somebody does something. */
const WORSENING = [
  'foundation.actions-overdue',
  'foundation.benefits-review-overdue',
  'foundation.changes-open-days',
  'foundation.conditions-expired',
  'foundation.decisions-overdue',
  'foundation.issues-overdue',
  'foundation.minutes-overdue',
];

test('every fact of foundation follows random histories as if it were asked anew', () => {
  expect(factsThatFollow(trialRegistry, foundation, 30, WORSENING)).toBeGreaterThan(1_000);
});
