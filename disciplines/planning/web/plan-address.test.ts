import { describe, expect, test } from 'vitest';
import { readAddress, writeAddress } from './plan-address.ts';

describe('the address of the plan', () => {
  test.each([
    {},
    { compare: 'baseline-0' },
    { compare: '2027-01-04', as: 'moves' },
    { as: 'board', by: 'owner' },
    { as: 'board', by: 'team' },
    { as: 'calendar', month: '2027-01', table: 'yes' },
    { as: 'workload', week: '2027-01-04' },
  ])('is read as it is written: %j', (search) => {
    expect(JSON.parse(JSON.stringify(writeAddress(readAddress(search))))).toEqual(search);
  });

  test('makes nothing of what makes no sense', () => {
    expect(readAddress({ as: 'globe', compare: 'yesterday', month: '2027-13', week: 'soon', table: 1 })).toEqual(
      readAddress({}),
    );
    // Where nothing is compared, nothing has moved.
    expect(readAddress({ as: 'moves' }).as).toBe('timeline');
  });
});
