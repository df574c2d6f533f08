import { describe, expect, test } from 'vitest';
import { read } from '../testing/read.ts';

const lagOf = (LinkLag: number | null, LagFormat: number | null) =>
  read({ tasks: [{}, { PredecessorLink: { PredecessorUID: 1, Type: 1, LinkLag, LagFormat } }] }).plan.links[0]?.lag;

const durationOf = (DurationFormat: number, Estimated: number | null = null) =>
  read({ tasks: [{ Duration: 'PT24H0M0S', DurationFormat, Estimated }] }).plan.tasks[0]?.duration;

describe('the lag of a link', () => {
  test.each([
    [3, 'working', 'minutes'],
    [4, 'elapsed', 'minutes'],
    [5, 'working', 'hours'],
    [6, 'elapsed', 'hours'],
    [7, 'working', 'days'],
    [8, 'elapsed', 'days'],
    [9, 'working', 'weeks'],
    [10, 'elapsed', 'weeks'],
    [11, 'working', 'months'],
    [12, 'elapsed', 'months'],
    [21, 'working', 'default'],
    [39, 'working', 'days'],
    [40, 'elapsed', 'days'],
    [53, 'working', 'default'],
  ])('of format %d is in tenths of a minute, %s, shown in %s', (format, unit, shownIn) => {
    expect(lagOf(4800, format)).toEqual({ value: 28_800, unit, shownIn });
  });

  test('of one step is six seconds, and lead is negative', () => {
    expect(lagOf(1, 7)?.value).toBe(6);
    expect(lagOf(-4800, 7)?.value).toBe(-28_800);
  });

  test.each([
    [19, 'percent'],
    [20, 'elapsed-percent'],
    [51, 'percent'],
    [52, 'elapsed-percent'],
  ])('of format %d is in percent of the predecessor: %s', (format, unit) => {
    expect(lagOf(-75, format)).toEqual({ value: -75, unit, shownIn: 'percent' });
  });

  test('is zero days when the file says nothing', () => {
    expect(lagOf(null, null)).toEqual({ value: 0, unit: 'working', shownIn: 'days' });
  });
});

test('the four types of links', () => {
  const types = [0, 1, 2, 3, null].map(
    (Type) => read({ tasks: [{}, { PredecessorLink: { PredecessorUID: 1, Type } }] }).plan.links[0]?.type,
  );
  expect(types).toEqual(['FF', 'FS', 'SF', 'SS', 'FS']);
});

test('the eight constraints', () => {
  const tasks = [0, 1, 2, 3, 4, 5, 6, 7].map((ConstraintType) => ({
    ConstraintType,
    ConstraintDate: '2025-01-01T08:00:00',
  }));
  const { plan, warnings } = read({ tasks });
  expect(plan.tasks.map(({ constraint }) => constraint.type)).toEqual([
    'asap',
    'alap',
    'mso',
    'mfo',
    'snet',
    'snlt',
    'fnet',
    'fnlt',
  ]);
  expect(plan.tasks.map(({ constraint }) => constraint.date)).toEqual([
    undefined,
    undefined,
    ...Array.from({ length: 6 }, () => '2025-01-01T08:00'),
  ]);
  expect(warnings).toEqual([]);
});

describe('the duration of a task', () => {
  test.each([
    [5, 'hours', false, false],
    [7, 'days', false, false],
    [8, 'days', true, false],
    [12, 'months', true, false],
    [21, 'default', false, false],
    [39, 'days', false, true],
    [42, 'weeks', true, true],
    [53, 'default', false, true],
  ])('of format %d is shown in %s (elapsed %s, estimated %s)', (format, unit, elapsed, estimated) => {
    expect(durationOf(format)).toEqual({ seconds: 86_400, unit, elapsed, estimated });
  });

  test('is estimated when either place says so', () => {
    expect(durationOf(7, 1)?.estimated).toBe(true);
    expect(durationOf(39, 0)?.estimated).toBe(true);
    expect(durationOf(7, 0)?.estimated).toBe(false);
  });
});
