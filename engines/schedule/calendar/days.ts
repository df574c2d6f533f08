import type { PlanCalendar, PlanCalendarException, PlanWeekDay, WorkingTime } from '../plan.ts';
import { DAY, dayOf, dayOfWeek } from '../time/civil.ts';
import { exceptionDays } from './recurrence.ts';

/** Working time within a day, in seconds after midnight, `[from, to)`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What each day of a calendar looks like: a few distinct shapes, and which day has which. */
export interface Days {
  /** Shape 0 is a day without working time. Spans are sorted and do not touch. */
  readonly shapes: readonly (readonly Span[])[];
  /** Writes the shape of each day from `first` on into `into`. */
  readonly write: (into: Uint16Array, first: number) => void;
}

const FREE: readonly Span[] = [];
const WHOLE_DAY: readonly Span[] = [{ from: 0, to: DAY }];
/** Microsoft Project's standard day, for a calendar that says nothing about a weekday. */
const STANDARD_DAY: readonly Span[] = [
  { from: 8 * 3600, to: 12 * 3600 },
  { from: 13 * 3600, to: 17 * 3600 },
];

/** Every hour of every day. */
export const ROUND_THE_CLOCK: Days = { shapes: [FREE, WHOLE_DAY], write: (into) => into.fill(1) };

/** Monday to Friday, 8 to 12 and 13 to 17. */
export const STANDARD_DAYS: Days = {
  shapes: [FREE, STANDARD_DAY],
  write: (into, first) => {
    for (let index = 0; index < into.length; index++) into[index] = isStandardDay(first + index) ? 1 : 0;
  },
};

/** Every hour of every day but some. */
export function withoutDays(closed: readonly { readonly from: number; readonly until: number }[]): Days {
  return {
    shapes: ROUND_THE_CLOCK.shapes,
    write: (into, first) => {
      into.fill(1);
      for (const { from, until } of closed) into.fill(0, Math.max(0, from - first), Math.max(0, until - first));
    },
  };
}

function isStandardDay(day: number): boolean {
  const number = dayOfWeek(day);
  return number >= 1 && number <= 5;
}

/**
 * The days of a calendar and of those it is based on. What counts, from the strongest: exceptions of its own, exceptions
 * of its bases, work weeks, the ordinary week; a day that a calendar leaves to its base is taken from there.
 * @param chain the calendar first, then its base, and so on
 * @param endless false: the calendar has no ordinary working time; after its last exception time runs by the clock
 */
export function daysOf(chain: readonly PlanCalendar[]): { days: Days; endless: boolean } {
  const shapes: (readonly Span[])[] = [FREE];
  const known = new Map<string, number>([['', 0]]);
  const shape = (spans: readonly Span[]): number => {
    const key = spans.map(({ from, to }) => `${from}-${to}`).join();
    const found = known.get(key);
    if (found !== undefined) return found;
    shapes.push(spans);
    known.set(key, shapes.length - 1);
    return shapes.length - 1;
  };
  const ordinary = ordinaryWeek(chain).map((spans) => shape(spans));
  const layers = chain.toReversed().flatMap((calendar) =>
    calendar.workWeeks.toReversed().map((week) => {
      const replaced = week.week.map((day) => (day.kind === 'inherited' ? -1 : shape(spansOf(day))));
      return { from: dayOf(week.from), until: dayOf(week.to) + 1, week: replaced };
    }),
  );
  const exceptions = chain
    .toReversed()
    .flatMap((calendar) =>
      calendar.exceptions.toReversed().map((exception) => ({ exception, shape: shape(exceptionSpans(exception)) })),
    );
  const endless = ordinary.some((number) => number !== 0);
  const runsOut = endless
    ? Infinity
    : lastOf(
        exceptions.map(({ exception }) => exception),
        layers,
      );
  const afterwards = endless ? 0 : shape(WHOLE_DAY);
  const write = (into: Uint16Array, first: number): void => {
    const until = first + into.length;
    for (let index = 0; index < into.length; index++) {
      const day = first + index;
      into[index] = day >= runsOut ? afterwards : (ordinary[dayOfWeek(day)] ?? 0);
    }
    for (const layer of layers) {
      for (let day = Math.max(first, layer.from); day < Math.min(until, layer.until); day++) {
        const number = layer.week[dayOfWeek(day)] ?? -1;
        if (number >= 0) into[day - first] = number;
      }
    }
    for (const { exception, shape: number } of exceptions) {
      for (const day of exceptionDays(exception, first, until)) into[day - first] = number;
    }
  };
  return { days: { shapes, write }, endless };
}

function lastOf(exceptions: readonly PlanCalendarException[], weeks: readonly { until: number }[]): number {
  return [...exceptions.map(({ to }) => dayOf(to) + 1), ...weeks.map(({ until }) => until)].reduce(
    (one, other) => Math.max(one, other),
    0,
  );
}

function ordinaryWeek(chain: readonly PlanCalendar[]): (readonly Span[])[] {
  return Array.from({ length: 7 }, (_, number) => {
    for (const calendar of chain) {
      const day = calendar.week[number];
      if (day !== undefined && day.kind !== 'inherited') return spansOf(day);
    }
    return isStandardDay(number + 3) ? STANDARD_DAY : FREE;
  });
}

function spansOf(day: PlanWeekDay): readonly Span[] {
  return day.kind === 'working' ? joined(day.times) : FREE;
}

function exceptionSpans({ working, times }: PlanCalendarException): readonly Span[] {
  return working ? joined(times) : FREE;
}

/** Sorted spans in seconds, overlapping ones joined. */
function joined(times: readonly WorkingTime[]): readonly Span[] {
  const spans: { from: number; to: number }[] = [];
  for (const { fromMinute, toMinute } of [...times].sort((a, b) => a.fromMinute - b.fromMinute)) {
    const last = spans.at(-1);
    if (last !== undefined && fromMinute * 60 <= last.to) last.to = Math.max(last.to, toMinute * 60);
    else if (toMinute > fromMinute) spans.push({ from: fromMinute * 60, to: toMinute * 60 });
  }
  return spans;
}

/** Time that is working time of both: a task's calendar and its resource's. */
export function common(a: Days, b: Days): Days {
  const shapes: (readonly Span[])[] = [FREE];
  const table = a.shapes.map((one) =>
    b.shapes.map((other) => {
      const spans = one.flatMap((span) =>
        other.flatMap(({ from, to }) => {
          const start = Math.max(from, span.from);
          const end = Math.min(to, span.to);
          return start < end ? [{ from: start, to: end }] : [];
        }),
      );
      return spans.length === 0 ? 0 : shapes.push(spans) - 1;
    }),
  );
  const write = (into: Uint16Array, first: number): void => {
    const other = new Uint16Array(into.length);
    a.write(into, first);
    b.write(other, first);
    for (let index = 0; index < into.length; index++) {
      into[index] = table[into[index] ?? 0]?.[other[index] ?? 0] ?? 0;
    }
  };
  return { shapes, write };
}
