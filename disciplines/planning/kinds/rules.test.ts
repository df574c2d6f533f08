import { type FieldValues, Refusal } from '@callosum/kernel';
import { describe, expect, test } from 'vitest';
import { planningScope } from '../testing/scope.ts';

/** Where a change is refused; nothing when it is not. */
function refusedAt(change: () => unknown): unknown[] {
  try {
    change();
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.problems.map(({ path }) => path?.slice(3));
  }
}
const create = (kind: string, fields: FieldValues) =>
  refusedAt(() => planningScope().create(kind, { title: 'Build', ...fields }));

describe('a task', () => {
  test('has a date for every constraint that means a date', () => {
    expect(create('task', { constraint: 'mso' })).toEqual([['constraintDate']]);
    expect(create('task', { constraint: 'mso', constraintDate: '2027-01-04T08:00' })).toEqual([]);
    for (const constraint of ['asap', 'alap']) expect(create('task', { constraint })).toEqual([]);
  });

  test('ends no earlier than it starts, and keeps its priority within the scale', () => {
    const dates = { actualStart: '2027-01-04T08:00', actualFinish: '2027-01-04T08:00' };
    expect(create('task', dates)).toEqual([]);
    expect(create('task', { ...dates, actualFinish: '2027-01-04T07:59' })).toEqual([['actualFinish']]);
    expect([0, 1_000, -1, 1_001].map((priority) => create('task', { priority }).length)).toEqual([0, 0, 1, 1]);
  });
});

describe('a dependency', () => {
  test('has a lag that is a length or a share', () => {
    const scope = planningScope();
    const [a, b] = ['A', 'B'].map((title) => scope.create('task', { title }));
    const lag = { seconds: 3_600, unit: 'h', elapsed: false };
    const link = (fields: FieldValues) => refusedAt(() => scope.link('task.dependsOn', a ?? '', b ?? '', fields));
    expect(link({ lag, lagPercent: 50 })).toEqual([['lagPercent']]);
    expect(link({ lag, lagElapsed: true })).toEqual([['lagElapsed']]);
    expect(link({ lagPercent: 50, lagElapsed: true })).toEqual([]);
  });
});

describe('a calendar', () => {
  const off = { kind: 'non-working' };
  const day = (fromMinute: number, toMinute: number) => ({ kind: 'working', times: [{ fromMinute, toMinute }] });
  const week = (monday: FieldValues) => [off, monday, off, off, off, off, off];
  const span = (from: string, to: string) => ({ from, to, working: false, times: [] });

  test('has working times and spans that run forwards', () => {
    expect(create('calendar', { week: week(day(480, 1_020)) })).toEqual([]);
    expect(create('calendar', { week: week(day(1_020, 480)) })).toEqual([['week']]);
    expect(create('calendar', { exceptions: [span('2027-12-24', '2027-12-24')] })).toEqual([]);
    expect(create('calendar', { exceptions: [span('2027-12-26', '2027-12-24')] })).toEqual([['exceptions']]);
    const workWeek = { from: '2027-02-01', to: '2027-01-01', week: week(off) };
    expect(create('calendar', { workWeeks: [workWeek] })).toEqual([['workWeeks']]);
  });
});

describe('a baseline', () => {
  test('is one of eleven', () => {
    expect([0, 10, 11].map((baselineNumber) => create('baseline', { baselineNumber }).length)).toEqual([0, 0, 1]);
  });
});
