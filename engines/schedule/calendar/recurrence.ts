import type { PlanCalendarException, PlanRecurrence } from '../plan.ts';
import { civilDay, dayNumber, dayOf, dayOfWeek, daysInMonth } from '../time/civil.ts';

/** What a `monthItem` may stand for: any day, a weekday, a day of the weekend, or one day of the week from Sunday. */
const ITEM_ANY = 0;
const ITEM_WEEKDAY = 1;
const ITEM_WEEKEND = 2;
const ITEM_SUNDAY = 3;
const LAST_POSITION = 4;

/**
 * The days on which a calendar exception holds, in order, among the days from `first` up to but not including `until`.
 * How the codes are meant: Microsoft, “Project XML Data Interchange Schema”, Exception/Type; they are listed in `mspdi/codes.ts`.
 */
export function* exceptionDays(
  exception: PlanCalendarException,
  first: number,
  until: number,
): Generator<number, void, undefined> {
  const from = dayOf(exception.from);
  const end = Math.min(dayOf(exception.to) + 1, until);
  const { recurrence } = exception;
  if (recurrence === undefined || isPlainRange(recurrence)) {
    for (let day = Math.max(from, first); day < end; day++) yield day;
    return;
  }
  const limit = recurrence.enteredByOccurrences === true ? (recurrence.occurrences ?? Infinity) : Infinity;
  let seen = 0;
  for (const day of recurringDays(recurrence, from, end)) {
    if (day < from) continue;
    if (day >= end || seen >= limit) return;
    seen += 1;
    if (day >= first) yield day;
  }
}

function isPlainRange({ type, period, occurrences }: PlanRecurrence): boolean {
  return type === 9 || (type === 1 && (period ?? 1) <= 1) || (type < 1 && occurrences === undefined) || type > 9;
}

/** Days in ascending order; may begin before `from`. */
function recurringDays(recurrence: PlanRecurrence, from: number, end: number): Generator<number, void, undefined> {
  switch (recurrence.type) {
    case 2:
    case 3:
      return yearly(recurrence, from, end);
    case 4:
    case 5:
      return monthly(recurrence, from, end);
    case 6:
      return weekly(recurrence, from, end);
    case 8:
      return everyWeekday(from, end);
    default:
      return everySoManyDays(recurrence, from, end);
  }
}

function* everySoManyDays({ period }: PlanRecurrence, from: number, end: number): Generator<number, void, undefined> {
  for (let day = from; day < end; day += Math.max(1, period ?? 1)) yield day;
}

function* everyWeekday(from: number, end: number): Generator<number, void, undefined> {
  for (let day = from; day < end; day++) if (isWeekday(day)) yield day;
}

function* weekly(
  { period, daysOfWeek }: PlanRecurrence,
  from: number,
  end: number,
): Generator<number, void, undefined> {
  const step = Math.max(1, period ?? 1) * 7;
  const mask = daysOfWeek ?? 0;
  for (let week = from - dayOfWeek(from); week < end; week += step) {
    for (let day = 0; day < 7; day++) if ((mask & (1 << day)) !== 0) yield week + day;
  }
}

function* monthly(recurrence: PlanRecurrence, from: number, end: number): Generator<number, void, undefined> {
  const start = civilDay(from);
  const step = Math.max(1, recurrence.period ?? 1);
  for (let month = start.year * 12 + start.month - 1; ; month += step) {
    const year = Math.floor(month / 12);
    const number = (month % 12) + 1;
    if (dayNumber(year, number, 1) >= end) return;
    const day = recurrence.type === 4 ? onDay(recurrence, year, number) : onPosition(recurrence, year, number);
    if (day !== undefined) yield day;
  }
}

function* yearly(recurrence: PlanRecurrence, from: number, end: number): Generator<number, void, undefined> {
  const month = (recurrence.month ?? 0) + 1;
  for (let { year } = civilDay(from); dayNumber(year, month, 1) < end; year += 1) {
    const day = recurrence.type === 2 ? onDay(recurrence, year, month) : onPosition(recurrence, year, month);
    if (day !== undefined) yield day;
  }
}

/** A month that is too short gives its last day. */
function onDay({ monthDay }: PlanRecurrence, year: number, month: number): number {
  return dayNumber(year, month, Math.min(Math.max(1, monthDay ?? 1), daysInMonth(year, month)));
}

function onPosition({ monthPosition, monthItem }: PlanRecurrence, year: number, month: number): number | undefined {
  const days = Array.from({ length: daysInMonth(year, month) }, (_, index) => dayNumber(year, month, index + 1));
  const fitting = days.filter((day) => isItem(monthItem ?? ITEM_ANY, day));
  return monthPosition === LAST_POSITION ? fitting.at(-1) : fitting[monthPosition ?? 0];
}

function isItem(item: number, day: number): boolean {
  if (item === ITEM_ANY) return true;
  if (item === ITEM_WEEKDAY) return isWeekday(day);
  if (item === ITEM_WEEKEND) return !isWeekday(day);
  return dayOfWeek(day) === item - ITEM_SUNDAY;
}

function isWeekday(day: number): boolean {
  const number = dayOfWeek(day);
  return number !== 0 && number !== 6;
}
