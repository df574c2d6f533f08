import { array, assert, boolean, integer, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PlanCalendar, PlanWeekDay } from '../plan.ts';
import { DAY, dayNumber, formatDay, formatInstant, instantOf } from '../time/civil.ts';
import { daysOf } from './days.ts';
import { createCalendarSet, STANDARD } from './calendar-set.ts';
import { WorkingTime } from './working-time.ts';

const MONDAY = dayNumber(2026, 1, 5);
const INHERITED: PlanWeekDay = { kind: 'inherited' };

function calendarOf(parts: Partial<PlanCalendar>): PlanCalendar {
  const week = Array.from({ length: 7 }, () => INHERITED);
  return { uid: 1, name: '', isBase: true, week, exceptions: [], workWeeks: [], ...parts };
}

const times = array(record({ from: integer({ min: 0, max: 1439 }), length: integer({ min: 1, max: 600 }) }), {
  minLength: 1,
  maxLength: 3,
}).map((spans) => spans.map(({ from, length }) => ({ fromMinute: from, toMinute: Math.min(1440, from + length) })));

const someCalendar = record({
  week: array(
    record({ working: boolean(), times }).map(({ working, times: spans }): PlanWeekDay =>
      working ? { kind: 'working', times: spans } : { kind: 'non-working' },
    ),
    { minLength: 7, maxLength: 7 },
  ),
  exceptions: array(
    record({ day: integer({ min: -20, max: 40 }), length: integer({ min: 0, max: 9 }), working: boolean(), times }).map(
      ({ day, length, working, times: spans }) => ({
        from: formatDay(MONDAY + day),
        to: formatDay(MONDAY + day + length),
        working,
        times: working ? spans : [],
      }),
    ),
    { maxLength: 4 },
  ),
})
  .filter(({ week }) => week.some(({ kind }) => kind === 'working'))
  .map((parts) => calendarOf(parts));

/** Whether a minute is working time, from the calendar's own words. */
function works({ week, exceptions }: PlanCalendar, minute: number): boolean {
  const day = Math.floor(minute / 1440);
  const text = formatDay(day);
  const inDay = minute - day * 1440;
  const exception = exceptions.find(({ from, to }) => from <= text && text <= to);
  const usual = week[(((day + 4) % 7) + 7) % 7];
  const spans = exception ? exception.times : usual?.kind === 'working' ? usual.times : [];
  return spans.some(({ fromMinute, toMinute }) => fromMinute <= inDay && inDay < toMinute);
}

describe('working time, against somebody who walks minute by minute', () => {
  test('between two instants', () => {
    assert(
      property(
        someCalendar,
        integer({ min: -30_000, max: 60_000 }),
        integer({ min: 0, max: 20_000 }),
        (calendar, at, n) => {
          const time = new WorkingTime(daysOf([calendar]).days, MONDAY);
          const from = MONDAY * 1440 + at;
          let walked = 0;
          for (let minute = from; minute < from + n; minute++) if (works(calendar, minute)) walked += 60;
          expect(time.between(from * 60, (from + n) * 60)).toBe(walked);
          expect(time.between((from + n) * 60, from * 60) + walked).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('added and taken away', () => {
    const offset = integer({ min: -10_000, max: 40_000 });
    assert(
      property(someCalendar, offset, integer({ min: 1, max: 3000 }), (calendar, at, n) => {
        const time = new WorkingTime(daysOf([calendar]).days, MONDAY);
        const from = MONDAY * 1440 + at;
        let left = n;
        let later = from;
        for (; left > 0; later++) if (works(calendar, later)) left -= 1;
        expect(time.add(from * 60, n * 60)).toBe(later * 60);
        let earlier = from;
        for (left = n; left > 0;) if (works(calendar, --earlier)) left -= 1;
        expect(time.add(from * 60, -n * 60)).toBe(earlier * 60);
      }),
      { numRuns: 60 },
    );
  });

  test('where work goes on and where it ended', () => {
    assert(
      property(someCalendar, integer({ min: -10_000, max: 40_000 }), (calendar, at) => {
        const time = new WorkingTime(daysOf([calendar]).days, MONDAY);
        const from = MONDAY * 1440 + at;
        let next = from;
        while (!works(calendar, next)) next += 1;
        expect(time.nextStart(from * 60)).toBe(next * 60);
        let last = from;
        while (!works(calendar, last - 1)) last -= 1;
        expect(time.previousFinish(from * 60)).toBe(last * 60);
      }),
      { numRuns: 100 },
    );
  });

  test('an amount of it is done from the instant where work ends to the one where it goes on', () => {
    assert(
      property(someCalendar, integer({ min: -300_000, max: 3_000_000 }), (calendar, work) => {
        const time = new WorkingTime(daysOf([calendar]).days, MONDAY);
        const [finish, start] = [time.finishOf(work), time.startOf(work)];
        expect([time.workAt(finish), time.workAt(start)]).toEqual([work, work]);
        expect(finish).toBeLessThanOrEqual(start);
        // A second before the one and a second after the other there is work.
        expect([time.workAt(finish - 1), time.workAt(start + 1)]).toEqual([work - 1, work + 1]);
      }),
    );
  });

  test('any number of seconds leads there and back, however far', () => {
    const time = createCalendarSet([], MONDAY).at(STANDARD);
    assert(
      property(integer({ min: -2_000_000_000, max: 2_000_000_000 }), (seconds) => {
        const from = MONDAY * DAY + 10 * 3600;
        expect(time.between(from, time.add(from, seconds))).toBe(seconds);
      }),
    );
  });
});

describe('what counts on a day', () => {
  const whole: PlanWeekDay = { kind: 'working', times: [{ fromMinute: 0, toMinute: 1440 }] };
  const free: PlanWeekDay = { kind: 'non-working' };
  const worked = (calendars: readonly PlanCalendar[], uid: number, day: string): number => {
    const set = createCalendarSet(calendars, MONDAY);
    const at = instantOf(`${day}T00:00`);
    return set.at(set.numberOf(uid, STANDARD)).between(at, at + DAY) / 3600;
  };

  test('exceptions win over work weeks, these over the week, and a calendar over its base', () => {
    const base = calendarOf({
      uid: 1,
      exceptions: [{ from: '2026-01-07', to: '2026-01-07', working: false, times: [] }],
      workWeeks: [{ from: '2026-01-12', to: '2026-01-18', week: Array.from({ length: 7 }, () => whole) }],
    });
    const derived = calendarOf({
      uid: 2,
      baseUid: 1,
      week: [INHERITED, free, INHERITED, whole, INHERITED, INHERITED, INHERITED],
      exceptions: [{ from: '2026-01-13', to: '2026-01-13', working: true, times: [{ fromMinute: 0, toMinute: 60 }] }],
    });
    const of = (day: string): number => worked([base, derived], 2, day);
    // Monday is free in the derived calendar, Tuesday inherited, Wednesday a holiday of the base.
    expect(['2026-01-05', '2026-01-06', '2026-01-07'].map(of)).toEqual([0, 8, 0]);
    // In the work week all days are whole, but for the exception.
    expect(['2026-01-12', '2026-01-13', '2026-01-14'].map(of)).toEqual([24, 1, 24]);
    expect(['2026-01-19', '2026-01-20', '2026-01-21'].map(of)).toEqual([0, 8, 24]);
  });

  test('a calendar without ordinary time is told and goes on by the clock after its last exception', () => {
    const closed = calendarOf({
      uid: 7,
      week: Array.from({ length: 7 }, () => free),
      exceptions: [
        { from: '2026-01-07', to: '2026-01-07', working: true, times: [{ fromMinute: 480, toMinute: 540 }] },
      ],
    });
    const set = createCalendarSet([closed], MONDAY);
    const time = set.at(set.numberOf(7, STANDARD));
    expect([...set.withoutTime]).toEqual([7]);
    expect(formatInstant(time.add(instantOf('2026-01-05T08:00'), 3600))).toBe('2026-01-07T09:00');
    expect(formatInstant(time.add(instantOf('2026-01-05T08:00'), 7200))).toBe('2026-01-08T01:00');
  });

  test('calendars based on each other in a circle end where the circle closes', () => {
    const pair = [calendarOf({ uid: 1, baseUid: 2 }), calendarOf({ uid: 2, baseUid: 1 })];
    expect(worked([...pair], 1, '2026-01-05')).toBe(8);
  });

  test('a night that ends at midnight and goes on at it is one stretch of work', () => {
    const night = calendarOf({ week: Array.from({ length: 7 }, () => whole) });
    const time = new WorkingTime(daysOf([night]).days, MONDAY);
    expect(time.add(MONDAY * DAY + 23 * 3600, 7200)).toBe((MONDAY + 1) * DAY + 3600);
  });
});

test('days outside 1900 to 2199 go by the clock', () => {
  const time = createCalendarSet([], MONDAY).at(STANDARD);
  const late = dayNumber(2300, 1, 1) * DAY;
  expect(time.add(late, 3600)).toBe(late + 3600);
  expect(time.add(dayNumber(1800, 1, 1) * DAY, 3600)).toBe(dayNumber(1800, 1, 1) * DAY + 3600);
});
