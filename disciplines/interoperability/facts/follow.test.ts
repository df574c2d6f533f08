import { factsThatFollow } from '@callosum/kernel/testing/random-records';
import { expect, test } from 'vitest';
import { interoperability } from '../index.ts';
import { registry } from '../testing/scope.ts';

/** Waiting alone never makes these better: what is overdue stays so until somebody does something. */
const WORSENING = ['interoperability.queues-not-counted-lately'];

test('the facts of interoperability follow any history of its records', () => {
  expect(factsThatFollow(registry, interoperability, 60, WORSENING)).toBeGreaterThan(1_000);
});
