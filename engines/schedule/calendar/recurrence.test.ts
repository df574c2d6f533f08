import { expect, test } from 'vitest';
import type { PlanRecurrence } from '../plan.ts';
import { dayNumber, formatDay } from '../time/civil.ts';
import { exceptionDays } from './recurrence.ts';

const days = (recurrence: PlanRecurrence, from = '2026-01-01', to = '2026-12-31'): string[] =>
  [
    ...exceptionDays({ from, to, working: false, times: [], recurrence }, dayNumber(2025, 1, 1), dayNumber(2030, 1, 1)),
  ].map((day) => formatDay(day));

test.each([
  ['a plain range', { type: 1 }, ['2026-01-01', '2026-01-02'], '2026-01-02'],
  ['every third day', { type: 1, period: 3 }, ['2026-01-01', '2026-01-04', '2026-01-07'], '2026-01-09'],
  ['every third day, by its own code', { type: 7, period: 3 }, ['2026-01-01', '2026-01-04'], '2026-01-06'],
  ['weekdays', { type: 8 }, ['2026-01-01', '2026-01-02', '2026-01-05'], '2026-01-05'],
  [
    'Tuesday and Thursday of every second week',
    { type: 6, period: 2, daysOfWeek: 4 + 16 },
    ['2026-01-01', '2026-01-13', '2026-01-15'],
    '2026-01-26',
  ],
  [
    'the fifteenth of every second month',
    { type: 4, period: 2, monthDay: 15 },
    ['2026-01-15', '2026-03-15'],
    '2026-04-30',
  ],
  ['the 31st where a month has none', { type: 4, period: 1, monthDay: 31 }, ['2026-01-31', '2026-02-28'], '2026-03-30'],
  [
    'the last Friday of a month',
    { type: 5, period: 1, monthPosition: 4, monthItem: 8 },
    ['2026-01-30', '2026-02-27'],
    '2026-03-01',
  ],
  [
    'the first weekday of a month',
    { type: 5, period: 1, monthPosition: 0, monthItem: 1 },
    ['2026-01-01', '2026-02-02'],
    '2026-02-28',
  ],
  ['Christmas', { type: 2, month: 11, monthDay: 25 }, ['2026-12-25', '2027-12-25'], '2028-01-01'],
  [
    'the third Monday of January',
    { type: 3, month: 0, monthPosition: 2, monthItem: 4 },
    ['2026-01-19', '2027-01-18'],
    '2028-01-01',
  ],
  [
    'two occurrences',
    { type: 7, period: 1, occurrences: 2, enteredByOccurrences: true },
    ['2026-01-01', '2026-01-02'],
    '2026-12-31',
  ],
] as const)('%s', (_, recurrence, expected, to) => {
  expect(days(recurrence, '2026-01-01', to)).toEqual(expected);
});
