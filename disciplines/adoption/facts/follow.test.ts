import { factsThatFollow } from '@callosum/kernel/testing/random-records';
import { expect, test } from 'vitest';
import { adoption } from '../index.ts';
import { registry } from '../testing/scope.ts';

/** Waiting alone never makes these better: what is overdue stays so until somebody does something. */
const WORSENING = ['adoption.communications-overdue', 'adoption.defects-overdue'];

test('the facts of adoption follow any history of its records', () => {
  expect(factsThatFollow(registry, adoption, 60, WORSENING)).toBeGreaterThan(1_000);
});
