import type { FieldValues } from '@callosum/kernel';
import { expect, test } from 'vitest';
import { asked } from '../testing/asked.ts';
import { adoptionScope } from '../testing/scope.ts';

function measures() {
  const scope = adoptionScope();
  const measure = (title: string, fields: FieldValues, state = 'active') =>
    scope.create('measure', { title, direction: 'lower', ...fields }, { state });
  const value = (of: string, on: string, amount: number, more: FieldValues = {}, state = 'entered') =>
    scope.link('measurement.of', scope.create('measurement', { title: on, on, value: amount, ...more }, { state }), of);
  return { scope, measure, value };
}

test('measures need a baseline, and twelve values behind it', () => {
  const { scope, measure, value } = measures();
  const good = measure('good', { baseline: 0 });
  measure('none', {});
  measure('ended', {}, 'ended');
  for (let month = 1; month <= 12; month++)
    value(good, `2026-${String(month).padStart(2, '0')}-28`, month, { phase: 'before' });
  expect(asked(scope, 'adoption.measures-without-baseline')).toEqual({ value: 1, failing: ['none missing'] });
  const short = 'adoption.measures-short-baseline';
  expect(asked(scope, short)).toEqual({ value: 1, failing: ['none short'] });
  expect(asked(scope, short, '2026-12-27').failing).toEqual(['good short', 'none short']);
});

test('measures are taken as often as they should be', () => {
  const { scope, measure, value } = measures();
  value(measure('monthly', {}), '2027-01-15', 1);
  value(measure('monthly late', {}), '2027-01-14', 1);
  value(measure('weekly late', { every: 'week' }), '2027-02-14', 1);
  value(measure('paused', { every: 'day' }, 'paused'), '2026-01-01', 1);
  value(measure('void', {}), '2027-02-28', 1, {}, 'voided');
  value(measure('to come', {}), '2027-03-02', 1);
  expect(asked(scope, 'adoption.measures-not-measured')).toEqual({
    value: 4,
    failing: ['monthly late old', 'to come never', 'void never', 'weekly late old'],
  });
});

test('the last value is held against target and baseline, in the direction that is better', () => {
  const { scope, measure, value } = measures();
  const lower = measure('lower', { baseline: 10, target: 8 });
  value(lower, '2027-01-01', 12);
  value(lower, '2027-02-01', 8);
  const higher = measure('higher', { direction: 'higher', baseline: 10, target: 12 });
  value(higher, '2027-02-01', 9);
  measure('unmeasured', { baseline: 10, target: 8 });
  value(measure('no aim', {}), '2027-02-01', 1);
  expect(asked(scope, 'adoption.measures-on-target').failing).toEqual(['higher missed', 'unmeasured never']);
  expect(asked(scope, 'adoption.measures-on-target').value).toBeCloseTo(100 / 3, 10);
  expect(asked(scope, 'adoption.measures-worse-than-baseline')).toEqual({ value: 1, failing: ['higher worse'] });
  expect(asked(scope, 'adoption.measures-worse-than-baseline', '2027-01-31').failing).toEqual(['lower worse']);
});
