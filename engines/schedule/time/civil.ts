import type { Day, Moment } from '../plan.ts';

/** Seconds in a day by the clock of the wall. */
export const DAY = 86_400;

/**
 * Instants inside the engine: whole seconds of wall-clock time since 1970-01-01T00:00, without a zone, so that a day has
 * always 24 hours and a plan means the same on every machine. They are held as doubles, which are exact far beyond any calendar.
 */
export type Instant = number;

/** Number of a day of the proleptic Gregorian calendar, 1970-01-01 being 0 (after Howard Hinnant, “chrono-compatible date algorithms”). */
export function dayNumber(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

export interface CivilDay {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

/** The inverse of {@link dayNumber}. */
export function civilDay(number: number): CivilDay {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9);
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}

/** 0 Sunday to 6 Saturday. */
export function dayOfWeek(number: number): number {
  return (((number + 4) % 7) + 7) % 7;
}

/** Days of a month; month 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  const [nextYear, nextMonth] = month === 12 ? [year + 1, 1] : [year, month + 1];
  return dayNumber(nextYear, nextMonth, 1) - dayNumber(year, month, 1);
}

/** Reads `2025-01-02` as readers write it; no check is made. */
export function dayOf(text: Day): number {
  return dayNumber(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10)));
}

/** Reads `2025-01-02T08:00` or `2025-01-02T08:00:15` as readers write it; a day alone is its midnight. No check is made. */
export function instantOf(text: Moment): Instant {
  const seconds =
    Number(text.slice(11, 13) || 0) * 3600 + Number(text.slice(14, 16) || 0) * 60 + Number(text.slice(17, 19) || 0);
  return dayOf(text) * DAY + seconds;
}

/** `2025-01-02` of a day's number. */
export function formatDay(number: number): Day {
  const { year, month, day } = civilDay(number);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** `2025-01-02T08:00`, with seconds only if they are not zero; parts of a second are left out. */
export function formatInstant(instant: Instant): Moment {
  const whole = Math.floor(instant);
  const day = Math.floor(whole / DAY);
  const second = whole - day * DAY;
  const seconds = second % 60 === 0 ? '' : `:${two(second % 60)}`;
  return `${formatDay(day)}T${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}${seconds}`;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
