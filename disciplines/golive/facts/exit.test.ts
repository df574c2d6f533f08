import { addDays } from '@callosum/kernel';
import { testId, testMoment } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { type DayOfTickets, fallingDays, rateFactor } from '../backlog.ts';
import { ask } from '../testing/facts.ts';
import { goLiveScope } from '../testing/scope.ts';

const FIRST = '2027-03-01';

/** A command centre that gets and solves so many tickets on each day since the first, the oldest first. */
function centre(
  days: readonly (readonly [came: number, solved: number])[],
  project: { usualTicketsPerDay?: number } = {},
) {
  const scope = goLiveScope();
  scope.create('project', { title: 'Riverbend', zone: 'UTC', ...project });
  const open: string[] = [];
  days.forEach(([came, solved], index) => {
    const day = addDays(FIRST, index);
    for (let count = 0; count < came; count += 1) {
      open.push(
        scope.create('ticket', { title: `${index}/${count}`, severity: '3', openedAt: `${day}T08:00:00.000Z` }),
      );
    }
    for (const id of open.splice(0, solved)) {
      const fields = { resolvedAt: `${day}T09:00:00.000Z` };
      scope.apply([{ action: 'update', id, fields, state: 'solved' }]);
    }
  });
  return { scope, after: testMoment(addDays(FIRST, days.length)) };
}

const day = (opened: number, solved: number, left: number): DayOfTickets => ({ day: FIRST, opened, solved, left });

describe('a backlog falls', () => {
  test('on the days in a row, up to the last, on which more was solved than came', () => {
    expect(fallingDays([])).toBe(0);
    expect(fallingDays([day(5, 2, 3), day(1, 2, 2), day(1, 2, 1)])).toBe(2);
    expect(fallingDays([day(5, 6, 3), day(2, 2, 3)])).toBe(0);
  });

  test('or stays at nothing', () => {
    expect(fallingDays([day(5, 2, 3), day(0, 3, 0), day(0, 0, 0), day(4, 4, 0)])).toBe(3);
  });

  test('as counted by days of the project that are over', () => {
    const { scope, after } = centre([
      [9, 1],
      [2, 3],
      [1, 4],
    ]);
    expect(ask(scope, 'golive.backlog-falling', after)).toMatchObject({
      value: 2,
      failing: [['Riverbend', 'days', { days: 2, left: 4, opened: 1, solved: 4 }]],
    });
    // On the morning of the third day it is not over.
    expect(ask(scope, 'golive.backlog-falling', '2027-03-03').value).toBe(1);
    expect(ask(scope, 'golive.backlog-falling', FIRST).value).toBeUndefined();
  });

  test('by the days of the project’s own zone', () => {
    const scope = goLiveScope();
    scope.create('project', { title: 'p', zone: 'America/Chicago' });
    // Ten in the evening of the day before, in Chicago.
    const told = {
      title: 't',
      severity: '3',
      openedAt: '2027-03-02T04:00:00.000Z',
      resolvedAt: '2027-03-02T20:00:00.000Z',
    };
    scope.create('ticket', told, { state: 'solved' });
    expect(ask(scope, 'golive.backlog-falling', '2027-03-02').failing[0]?.[2]).toMatchObject({ opened: 1, solved: 0 });
  });
});

describe('the rate of tickets', () => {
  test('is a multiple of the usual over the last three days', () => {
    expect(rateFactor([day(99, 0, 0), day(4, 0, 0), day(5, 0, 0), day(6, 0, 0)], 4)).toBe(1.25);
    expect(rateFactor([day(4, 0, 0), day(5, 0, 0)], 4)).toBeUndefined();
    expect(rateFactor([day(4, 0, 0), day(5, 0, 0), day(6, 0, 0)], undefined)).toBeUndefined();
  });

  test('is unknown while the project does not say what is usual', () => {
    const days = [
      [4, 0],
      [5, 0],
      [6, 0],
    ] as const;
    const { scope, after } = centre(days);
    expect(ask(scope, 'golive.ticket-rate', after)).toMatchObject({
      value: undefined,
      failing: [['Riverbend', 'unusual', {}]],
    });
    const told = centre(days, { usualTicketsPerDay: 2 });
    expect(ask(told.scope, 'golive.ticket-rate', told.after)).toMatchObject({ value: 2.5, total: 1 });
  });
});

describe('the command centre', () => {
  /** Six falling days at the usual rate. */
  const calm = [
    [20, 1],
    [3, 4],
    [3, 5],
    [2, 6],
    [3, 5],
    [2, 6],
  ] as const;

  test('may close when every criterion is met', () => {
    const { scope, after } = centre(calm, { usualTicketsPerDay: 2 });
    expect(ask(scope, 'golive.exit-criteria-unmet', after)).toEqual({ value: 0, total: 1, failing: [] });
  });

  test('stays open for each criterion that is not, and says which', () => {
    const { scope, after } = centre(calm.slice(0, 5), { usualTicketsPerDay: 1 });
    const openedAt = '2027-03-05T08:00:00.000Z';
    scope.create('ticket', { title: 'harm', severity: '1', safety: true, openedAt });
    for (let count = 0; count < 6; count += 1) scope.create('ticket', { title: `b${count}`, severity: '2', openedAt });
    const { value, failing } = ask(scope, 'golive.exit-criteria-unmet', after);
    expect(value).toBe(5);
    expect(failing[0]?.[2]).toEqual({
      unmet:
        '1 of severity 1 open; 6 of severity 2 open, at most 5 may be; 1 safety tickets not reviewed; backlog falling for 0 of 5 days; 5 times the usual rate, at most 1.5 may be',
    });
  });

  test('is of no concern before a ticket came', () => {
    expect(ask(centre([]).scope, 'golive.exit-criteria-unmet').total).toBe(0);
  });

  test('is counted anew when the officer reads a ticket', () => {
    const { scope, after } = centre(calm, { usualTicketsPerDay: 2 });
    const openedAt = '2027-03-06T10:00:00.000Z';
    const told = { title: 'dose', severity: '4', safety: true, openedAt, resolvedAt: '2027-03-06T11:00:00.000Z' };
    const id = scope.create('ticket', told, { state: 'solved' });
    expect(ask(scope, 'golive.exit-criteria-unmet', after).value).toBe(1);
    scope.apply([{ action: 'update', id, fields: { safetyReviewedBy: testId(901), safetyReviewedOn: '2027-03-06' } }]);
    expect(ask(scope, 'golive.exit-criteria-unmet', after).value).toBe(0);
  });
});

describe('the day on which the command centre may close', () => {
  const forecast = (days: Parameters<typeof centre>[0], usualTicketsPerDay = 2) => {
    const { scope, after } = centre(days, { usualTicketsPerDay });
    return { scope, after, told: () => ask(scope, 'golive.exit-forecast', after) };
  };

  test('is as far away as the days for which the backlog has to fall still', () => {
    const { told } = forecast([
      [9, 1],
      [3, 4],
      [2, 5],
    ]);
    // Two of five days have fallen; 14 in three days are more than twice the usual, and the rate is not known to fall.
    expect(told().failing[0]?.[1]).toBe('rateStuck');
    expect(
      forecast(
        [
          [9, 1],
          [3, 4],
          [2, 5],
        ],
        5,
      ).told(),
    ).toMatchObject({
      value: 3,
      failing: [['Riverbend', 'falling', { days: 3, day: '2027-03-07' }]],
    });
  });

  test('waits for severities by the pace at which theirs are solved', () => {
    const { scope, told } = forecast([
      [5, 1],
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
    // Eleven of severity 2 came on the first day and one is solved each day; eight are left, and five may be.
    for (let count = 0; count < 11; count += 1) {
      const resolvedAt = count < 3 ? { resolvedAt: `2027-03-0${count + 2}T09:00:00.000Z` } : {};
      const fields = { title: `s${count}`, severity: '2', openedAt: '2027-03-01T08:00:00.000Z', ...resolvedAt };
      scope.create('ticket', fields, count < 3 ? { state: 'solved' } : {});
    }
    expect(told()).toMatchObject({ value: 3, failing: [['Riverbend', 'severity2', { days: 3, day: '2027-03-08' }]] });
    scope.create('ticket', { title: 'harm', severity: '1', openedAt: '2027-03-04T08:00:00.000Z' });
    expect(told()).toMatchObject({ value: undefined, failing: [['Riverbend', 'severity1Stuck', {}]] });
  });

  test('is not in sight while the backlog grows, and unknown before there are days to go by', () => {
    expect(
      forecast(
        [
          [3, 1],
          [3, 1],
          [3, 1],
        ],
        9,
      ).told().failing[0]?.[1],
    ).toBe('fallingStuck');
    expect(
      forecast([
        [3, 1],
        [3, 1],
      ]).told(),
    ).toEqual({ value: undefined, total: 0, failing: [] });
    const { scope, after } = centre([
      [3, 1],
      [3, 1],
      [3, 1],
    ]);
    expect(ask(scope, 'golive.exit-forecast', after).failing[0]?.[1]).toBe('unusual');
  });

  test('is today once nothing that takes time is left', () => {
    const { told } = forecast([
      [20, 1],
      [3, 4],
      [3, 5],
      [2, 6],
      [3, 5],
      [2, 6],
    ]);
    expect(told()).toEqual({ value: 0, total: 1, failing: [] });
  });
});
