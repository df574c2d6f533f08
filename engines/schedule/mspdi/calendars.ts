import type { PlanCalendar, PlanCalendarException, PlanRecurrence, PlanWeekDay, PlanWorkWeek } from '../plan.ts';
import type { WorkingTime } from '../plan.ts';
import { say } from '../say.ts';
import { LEGACY_EXCEPTION_DAY, NO_CALENDAR, RECURRENCE_TYPES } from './codes.ts';
import type { Row } from './rows.ts';
import type { RowKind } from './shapes.ts';
import type { Values, Warn } from './values.ts';

const END_OF_DAY = 1440;

/** The hours Microsoft Project gives a working day that states none. */
const STANDARD_HOURS: readonly WorkingTime[] = [
  { fromMinute: 480, toMinute: 720 },
  { fromMinute: 780, toMinute: 1020 },
];

const rowsOf = (row: Row, kind: RowKind): Row[] => row.rows.filter((inner) => inner.shape.kind === kind);

/**
 * Reads the rows of a calendar.
 *
 * Exceptions are stated twice by newer programs, as `Exceptions` and once more as days of type 0 for readers of
 * Project 2003, where a recurring one is spelled out. The latter count only when there are no `Exceptions`.
 */
export const createCalendarReader = (values: Values, warn: Warn) => {
  const workingTime = (row: Row, uid: number): WorkingTime[] => {
    if (!values.has(row, 'FromTime') && !values.has(row, 'ToTime')) return [];
    const from = values.minute(row, 'FromTime');
    const to = values.minute(row, 'ToTime');
    if (from !== undefined && to !== undefined) {
      const fromMinute = Math.round(from);
      const toMinute = Math.round(to) === 0 ? END_OF_DAY : Math.round(to);
      if (fromMinute !== from || Math.round(to) !== to) {
        warn('working-time-rounded', say`Calendar ${String(uid)}: a working time has seconds.`, row, uid);
      }
      if (fromMinute < toMinute) return [{ fromMinute, toMinute }];
    }
    warn('working-time-unusable', say`Calendar ${String(uid)}: a working time ends before it starts.`, row, uid);
    return [];
  };

  /** Sorted by start, as the days of a calendar are read from morning to evening. */
  const hours = (row: Row, uid: number): readonly WorkingTime[] => {
    const times = rowsOf(row, 'WorkingTime').flatMap((inner) => workingTime(inner, uid));
    if (times.length > 0) return times.sort((a, b) => a.fromMinute - b.fromMinute);
    warn('working-time-assumed', say`Calendar ${String(uid)}: a working day states no hours.`, row, uid);
    return STANDARD_HOURS;
  };

  const week = (rows: readonly Row[], uid: number): readonly PlanWeekDay[] => {
    const days = Array.from({ length: 7 }, (): PlanWeekDay => ({ kind: 'inherited' }));
    for (const row of rows) {
      const type = values.integer(row, 'DayType', 0, 7);
      if (type === LEGACY_EXCEPTION_DAY) continue;
      if (type === undefined) {
        warn('unusable-day', say`Calendar ${String(uid)}: a day has no day number.`, row, uid);
        continue;
      }
      const working = values.flag(row, 'DayWorking', false);
      days[type - 1] = working ? { kind: 'working', times: hours(row, uid) } : { kind: 'non-working' };
    }
    return days;
  };

  const period = (row: Row, uid: number): { from: string; to: string } | undefined => {
    const inner = rowsOf(row, 'TimePeriod')[0];
    const from = inner === undefined ? undefined : values.day(inner, 'FromDate');
    const to = inner === undefined ? undefined : values.day(inner, 'ToDate');
    if (from !== undefined && to !== undefined && from <= to) return { from, to };
    warn('unusable-exception', say`Calendar ${String(uid)}: a ${row.shape.kind} has no readable dates.`, row, uid);
    return undefined;
  };

  const recurrence = (row: Row): PlanRecurrence | undefined => {
    const type = values.integer(row, 'Type');
    if (type === undefined) return undefined;
    values.code(row, 'Type', RECURRENCE_TYPES, '');
    return {
      type,
      period: values.integer(row, 'Period', 0),
      daysOfWeek: values.integer(row, 'DaysOfWeek', 0, 127),
      month: values.integer(row, 'Month', 0, 11),
      monthDay: values.integer(row, 'MonthDay', 0, 31),
      monthItem: values.integer(row, 'MonthItem', 0, 9),
      monthPosition: values.integer(row, 'MonthPosition', 0, 4),
      occurrences: values.integer(row, 'Occurrences', 0),
      enteredByOccurrences: values.has(row, 'EnteredByOccurrences')
        ? values.flag(row, 'EnteredByOccurrences', false)
        : undefined,
    };
  };

  const exception = (row: Row, uid: number, legacy: boolean): PlanCalendarException[] => {
    const span = period(row, uid);
    if (span === undefined) return [];
    const working = values.flag(row, 'DayWorking', false);
    return [
      {
        name: legacy ? undefined : values.text(row, 'Name'),
        ...span,
        working,
        times: working ? hours(row, uid) : [],
        recurrence: legacy ? undefined : recurrence(row),
      },
    ];
  };

  const workWeek = (row: Row, uid: number): PlanWorkWeek[] => {
    const span = period(row, uid);
    if (span === undefined) return [];
    return [{ name: values.text(row, 'Name'), ...span, week: week(rowsOf(row, 'WeekDay'), uid) }];
  };

  return (row: Row, uid: number): PlanCalendar => {
    const days = rowsOf(row, 'WeekDay');
    const stated = rowsOf(row, 'Exception');
    const legacyDays = days.filter((day) => values.integer(day, 'DayType', 0, 7) === LEGACY_EXCEPTION_DAY);
    const base = values.integer(row, 'BaseCalendarUID');
    return {
      uid,
      name: values.text(row, 'Name') ?? '',
      guid: values.text(row, 'GUID'),
      isBase: values.flag(row, 'IsBaseCalendar', false),
      baseUid: base === NO_CALENDAR ? undefined : base,
      week: week(days, uid),
      exceptions:
        stated.length > 0
          ? stated.flatMap((inner) => exception(inner, uid, false))
          : legacyDays.flatMap((inner) => exception(inner, uid, true)),
      workWeeks: rowsOf(row, 'WorkWeek').flatMap((inner) => workWeek(inner, uid)),
    };
  };
};
