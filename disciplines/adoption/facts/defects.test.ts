import type { FieldValues } from '@callosum/kernel';
import { testId } from '@callosum/kernel/testing';
import { expect, test } from 'vitest';
import { asked } from '../testing/asked.ts';
import { adoptionScope } from '../testing/scope.ts';

function register() {
  const scope = adoptionScope();
  const add = (title: string, severity: string, state: string, fields: FieldValues = {}) =>
    scope.create('defect', { title, severity, ...fields }, { state });
  const accepted = { workaround: 'Paper', acceptedBy: testId(1) };
  add('one', '1', 'confirmed', { due: '2027-03-01', owner: testId(1) });
  add('one put off', '1', 'deferred', { ...accepted, owner: testId(1) });
  add('one done', '1', 'closed', { resolution: 'r' });
  add('two', '2', 'retest', { due: '2027-02-28', owner: testId(1), workaround: 'Paper' });
  add('two accepted', '2', 'mending', { ...accepted, owner: testId(1) });
  add('four harms', '4', 'reported', { safety: true });
  add('three harmless', '3', 'rejected', { safety: true, resolution: 'r' });
  return scope;
}

test.each([
  ['adoption.defects-severity-1-open', ['one open', 'one put off open']],
  ['adoption.defects-severity-2-unaccepted', ['two open']],
  ['adoption.defects-safety-open', ['four harms open']],
  ['adoption.defects-overdue', ['four harms nobody', 'two overdue']],
  ['adoption.defects-awaiting-retest', ['two waiting']],
])('%s finds %j', (fact, failing) => {
  expect(asked(register(), fact)).toEqual({ value: failing.length, failing });
  expect(asked(adoptionScope(), fact).value).toBe(0);
});
