import { factsThatFollow } from '@callosum/kernel/testing/random-records';
import { expect, test } from 'vitest';
import { compliance } from '../index.ts';
import { registry } from '../testing/scope.ts';

/** Waiting alone never makes these better: what is overdue stays so until somebody does something. */
const WORSENING = [
  'compliance.evidence-expired',
  'compliance.findings-overdue',
  'compliance.policies-review-overdue',
  'compliance.obligations-proven',
];

test('every fact of compliance follows random histories as if it were asked anew', () => {
  expect(factsThatFollow(registry, compliance, 60, WORSENING)).toBeGreaterThan(1_000);
});
