import { describe, expect, test } from 'vitest';
import type { PlanCalendar } from '../plan.ts';
import type { Fields } from '../testing/index.ts';
import { read } from '../testing/read.ts';

const calendar = (fields: Fields): { calendar: PlanCalendar | undefined; codes: string[] } => {
  const { plan, warnings } = read({ calendars: [{ UID: 1, Name: 'A', IsBaseCalendar: 1, ...fields }] });
  return { calendar: plan.calendars[0], codes: warnings.map(({ code }) => code) };
};

const times = (...pairs: [string, string][]): Fields => ({
  WorkingTimes: { WorkingTime: pairs.map(([FromTime, ToTime]) => ({ FromTime, ToTime })) },
});

const period = (FromDate: string, ToDate: string): Fields => ({ TimePeriod: { FromDate, ToDate } });

const CHRISTMAS = period('2025-12-25T00:00:00', '2025-12-26T23:59:00');

describe('the week of a calendar', () => {
  test('starts on Sunday and tells working, non-working and inherited days apart', () => {
    const week = {
      WeekDay: [
        { DayType: 1, DayWorking: 0 },
        { DayType: 2, DayWorking: 1, ...times(['13:00:00', '17:30:00'], ['08:00:00', '12:00:00']) },
      ],
    };
    const read1 = calendar({ WeekDays: week });
    expect(read1.calendar?.week[0]).toEqual({ kind: 'non-working' });
    expect(read1.calendar?.week[1]).toEqual({
      kind: 'working',
      times: [
        { fromMinute: 480, toMinute: 720 },
        { fromMinute: 780, toMinute: 1050 },
      ],
    });
    expect(read1.calendar?.week.slice(2)).toEqual(Array.from({ length: 5 }, () => ({ kind: 'inherited' })));
    expect(read1.codes).toEqual([]);
  });

  test('ends a day at midnight: 00:00 to 00:00 is the whole day', () => {
    const day = { DayType: 7, DayWorking: 1, ...times(['00:00:00', '00:00:00']) };
    expect(calendar({ WeekDays: { WeekDay: day } }).calendar?.week[6]).toEqual({
      kind: 'working',
      times: [{ fromMinute: 0, toMinute: 1440 }],
    });
  });

  test.each([
    [
      'no hours at all',
      {},
      'working-time-assumed',
      [
        [480, 720],
        [780, 1020],
      ],
    ],
    ['seconds', times(['08:00:00', '23:59:59']), 'working-time-rounded', [[480, 1440]]],
    [
      'an end before the start',
      times(['08:00:00', '12:00:00'], ['22:00:00', '06:00:00']),
      'working-time-unusable',
      [[480, 720]],
    ],
  ])('a working day with %s is read with a warning', (_, hours, code, expected) => {
    const found = calendar({ WeekDays: { WeekDay: { DayType: 2, DayWorking: 1, ...hours } } });
    expect(found.codes).toEqual([code]);
    expect(found.calendar?.week[1]).toEqual({
      kind: 'working',
      times: expected.map(([fromMinute, toMinute]) => ({ fromMinute, toMinute })),
    });
  });

  test('a day without number is left out with a warning', () => {
    expect(calendar({ WeekDays: { WeekDay: { DayType: 9, DayWorking: 0 } } }).codes).toEqual([
      'unreadable-number',
      'unreadable-number',
      'unusable-day',
    ]);
  });
});

describe('exceptions of a calendar', () => {
  test('in the way of Project 2003 are read from the days', () => {
    const days = [
      { DayType: 0, DayWorking: 0, ...CHRISTMAS },
      {
        DayType: 0,
        DayWorking: 1,
        ...period('2025-12-27T00:00:00', '2025-12-27T23:59:00'),
        ...times(['09:00:00', '12:00:00']),
      },
    ];
    expect(calendar({ WeekDays: { WeekDay: days } }).calendar?.exceptions).toEqual([
      { from: '2025-12-25', to: '2025-12-26', working: false, times: [] },
      { from: '2025-12-27', to: '2025-12-27', working: true, times: [{ fromMinute: 540, toMinute: 720 }] },
    ]);
  });

  test('stated both ways are read once, with their recurrence', () => {
    const found = calendar({
      WeekDays: { WeekDay: [{ DayType: 0, DayWorking: 0, ...CHRISTMAS }] },
      Exceptions: {
        Exception: {
          EnteredByOccurrences: 1,
          ...CHRISTMAS,
          Occurrences: 6,
          Name: 'Monthly',
          Type: 5,
          Period: 2,
          MonthItem: 4,
          MonthPosition: 4,
          DaysOfWeek: 8,
          Month: 11,
          MonthDay: 31,
          DayWorking: 0,
        },
      },
    });
    expect(found.codes).toEqual([]);
    expect(found.calendar?.exceptions).toEqual([
      {
        name: 'Monthly',
        from: '2025-12-25',
        to: '2025-12-26',
        working: false,
        times: [],
        recurrence: {
          type: 5,
          period: 2,
          daysOfWeek: 8,
          month: 11,
          monthDay: 31,
          monthItem: 4,
          monthPosition: 4,
          occurrences: 6,
          enteredByOccurrences: true,
        },
      },
    ]);
  });

  test('without readable dates are left out with a warning', () => {
    const exception = { Type: 1, DayWorking: 0, ...period('2025-12-27T00:00:00', '2025-12-01T00:00:00') };
    const found = calendar({ Exceptions: { Exception: [exception, { Type: 1, DayWorking: 0 }] } });
    expect(found.calendar?.exceptions).toEqual([]);
    expect(found.codes).toEqual(['unusable-exception', 'unusable-exception']);
  });

  test('work weeks hold a week of their own', () => {
    const found = calendar({
      WorkWeeks: { WorkWeek: { ...CHRISTMAS, Name: 'Short', WeekDays: { WeekDay: { DayType: 6, DayWorking: 0 } } } },
    });
    expect(found.calendar?.workWeeks).toHaveLength(1);
    expect(found.calendar?.workWeeks[0]).toMatchObject({ name: 'Short', from: '2025-12-25', to: '2025-12-26' });
    expect(found.calendar?.workWeeks[0]?.week[5]).toEqual({ kind: 'non-working' });
    expect(found.calendar?.week[5]).toEqual({ kind: 'inherited' });
  });
});

describe('calendars based on others', () => {
  const based = (...bases: (number | null)[]) => {
    const calendars = bases.map((BaseCalendarUID, index) => ({ UID: index + 1, Name: 'x', BaseCalendarUID }));
    const { plan, warnings } = read({ calendars });
    return { bases: plan.calendars.map(({ baseUid }) => baseUid), warnings };
  };

  test('keep their base; -1, 0 and nothing mean none', () => {
    const found = based(-1, 1, 0, null);
    expect(found.bases).toEqual([undefined, 1, undefined, undefined]);
    expect(found.warnings).toEqual([]);
  });

  test('stand alone with a warning when the base is missing', () => {
    const found = based(9);
    expect(found.bases).toEqual([undefined]);
    expect(found.warnings).toMatchObject([{ code: 'calendar-base-missing', uid: 1, line: 5 }]);
  });

  test('are cut once where they form a circle', () => {
    const found = based(2, 3, 1, 4, 1);
    expect(found.warnings.map(({ code }) => code)).toEqual(['calendar-base-circular', 'calendar-base-circular']);
    expect(found.bases).toEqual([2, 3, undefined, undefined, 1]);
  });
});
