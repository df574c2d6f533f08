import { expect, test } from 'vitest';
import type { Gate } from '../api/shapes.ts';
import { markBeside, timeSpan } from './time-marks.ts';

const gate = (key: string, date: string | null, decidedOn?: string): Gate => ({
  id: key,
  key,
  title: key,
  date,
  milestone: null,
  goLive: false,
  state: 'blocked',
  score: null,
  criteria: [],
  decision: decidedOn === undefined ? null : { id: `${key}-1`, outcome: 'go', decidedOn, conditions: [] },
  expired: [],
});
const gates = [
  gate('T-60', '2025-08-05'),
  gate('charter', '2024-05-20', '2024-05-20'),
  gate('T-90', '2025-07-06', '2025-07-07'),
  gate('undated', null),
];

test('time runs from the first gate to the last, with boards and gates to stop at', () => {
  const span = timeSpan(gates, '2025-08-01');
  expect(span).toMatchObject({ from: '2024-05-20', until: '2025-08-05', days: 442 });
  expect(span?.marks.map(({ day, gate: key, what }) => `${day} ${key} ${what}`)).toEqual([
    '2024-05-20 charter gate',
    '2024-05-20 charter board',
    '2025-07-06 T-90 gate',
    '2025-07-07 T-90 board',
    '2025-08-05 T-60 gate',
  ]);
});

test('today is part of it when it lies before or after every gate', () => {
  expect(timeSpan(gates, '2025-12-01')).toMatchObject({ until: '2025-12-01' });
  expect(timeSpan(gates, '2024-01-01')).toMatchObject({ from: '2024-01-01' });
});

test('one goes from mark to mark, and stays at the ends', () => {
  const span = timeSpan(gates, '2025-08-01');
  if (!span) throw new Error('There are gates');
  expect(markBeside(span, '2025-07-20', true)).toMatchObject({ gate: 'T-60' });
  expect(markBeside(span, '2025-07-20', false)).toMatchObject({ gate: 'T-90', what: 'board' });
  expect(markBeside(span, '2025-08-05', true)).toBeUndefined();
  expect(markBeside(span, '2024-05-20', false)).toBeUndefined();
});

test('without a day there is nothing to travel over', () => {
  expect(timeSpan([gate('undated', null)], '2025-08-01')).toBeUndefined();
});
