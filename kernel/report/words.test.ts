import { expect, test } from 'vitest';
import { singularOf, writtenCell } from './words.ts';

test('one of what is counted is called by its singular', () => {
  const units = ['hazards', 'code maps', 'policies', 'selection criteria', 'strata', 'passes', 'days', 'inches'];
  expect(units.map((unit) => writtenCell({ number: 1, unit }))).toEqual([
    '1 hazard',
    '1 code map',
    '1 policy',
    '1 selection criterion',
    '1 stratum',
    '1 pass',
    '1 day',
    '1 inch',
  ]);
  expect(writtenCell({ number: 2, unit: 'hazards' })).toBe('2 hazards');
});

test('a unit that ends like a plural and is none stays as it is', () => {
  for (const unit of ['%', 's', 'ms', 'm/s', 'kbps', 'degrees celsius', 'loss', 'minutes a run', 'mmHg', 'IUs'])
    expect(singularOf(unit)).toBe(unit);
});
