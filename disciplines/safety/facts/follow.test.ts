import { factsThatFollow } from '@callosum/kernel/testing/random-records';
import { expect, test } from 'vitest';
import { safety } from '../index.ts';
import { registry } from '../testing/scope.ts';

/** Waiting alone never makes these better: what is overdue stays so until somebody does something. */
const WORSENING = [
  'safety.controls-overdue',
  'safety.corrective-actions-overdue',
  'safety.modes-overdue',
  'safety.procedures-not-current',
  'safety.risks-review-overdue',
];

test('the facts of safety follow any history of its records', () => {
  expect(factsThatFollow(registry, safety, 60, WORSENING)).toBeGreaterThan(1_000);
});
