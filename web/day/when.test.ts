import { expect, test } from 'vitest';
import { whenOf } from './when.ts';

test('what waits is late, for today, for this week, for later, or without a day', () => {
  const project = { today: '2027-02-26' };
  const days = ['2027-02-25', '2027-02-26', '2027-03-05', '2027-03-06', null];
  expect(days.map((until) => whenOf({ until, project }))).toEqual(['overdue', 'today', 'week', 'later', 'open']);
});
