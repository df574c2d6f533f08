import { factsThatFollow } from '@callosum/kernel/testing/random-records';
import { expect, test } from 'vitest';
import { planning } from '../index.ts';
import { registry } from '../testing/scope.ts';

/** Waiting alone never makes these better: what is overdue stays so until somebody does something. */
const WORSENING = ['planning.milestones-overdue', 'planning.milestone-slip', 'planning.tasks-late'];

test('the facts of planning follow any history of its records', () => {
  expect(factsThatFollow(registry, planning, 60, WORSENING)).toBeGreaterThan(300);
});
