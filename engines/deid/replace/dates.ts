import { casedLike } from '../vault/names.ts';
import { addDays } from './civil.ts';
import type { Day } from './civil.ts';
import { MONTHS } from './months.ts';
import { fullYear, readDate } from './read-date.ts';
import type { DatePart, ReadDate } from './read-date.ts';

/** What stands for a date of which no part may stay. */
export const NO_DATE = '[date]';
/** From this age on a year tells too much. */
export const AGE_LIMIT = 90;

/** “2024-W07-3” (ISO 8601). */
const WEEK = /^\d{4}-?W\d{2}(?:-?\d)?$/;

/** A year that stands without its century and without a day: “born in '31”. */
const SHORT_YEAR = /^['’](\d{2})$/;

/**
 * The year of a date; nothing where it names none. A year so long ago that whoever lived in it is above 89 becomes the last one that may be told, as the rule takes all
 * elements of dates, years as well, that show such an age (45 CFR 164.514(b)(2)(i)(C)).
 * @param asOf year in which ages are told
 * @param latest year that one of two digits is at most
 */
export function yearOnly(text: string, asOf: number, latest = asOf + 1): string {
  const short = SHORT_YEAR.exec(text)?.[1];
  const read = readDate(text, latest);
  if (short !== undefined) return told(fullYear(short, latest), asOf);
  if (read?.dated) return told(read.year, asOf);
  if (read) return NO_DATE;
  const year = /(?<!\d)(?:19|20)\d{2}(?!\d)/.exec(text)?.[0];
  return year !== undefined && (/\p{L}{4}/u.test(text) || WEEK.test(text))
    ? told(Number(year), asOf)
    : unreadable(text);
}

/** The same of a date of birth, which lies in no year to come. */
export function birthYear(text: string, asOf: number): string {
  return yearOnly(text, asOf, asOf);
}

function told(year: number, asOf: number): string {
  return String(Math.max(year, asOf - AGE_LIMIT)).padStart(4, '0');
}

/** The date so many days later, in the same spelling and precision. @param year stands in for one that is not said */
export function shifted(text: string, days: number, year: number): string {
  const read = readDate(text);
  if (!read) return /\d/.test(text) && !SHORT_YEAR.test(text) ? weekShifted(text, days) : text;
  if (read.month === 0) return text;
  const to = addDays({ ...read, year: read.dated ? read.year : year }, days);
  const last = read.parts.find(({ kind }) => kind === 'lastDay');
  const lastDay = last === undefined ? to.day : addDays({ ...read, day: Number(last.text) }, days).day;
  return written(text, read, to, lastDay);
}

/** A week so many weeks later; whatever else cannot be read loses its figures. */
function weekShifted(text: string, days: number): string {
  return WEEK.test(text)
    ? text.replace(
        /W(\d{2})/,
        (_, week: string) => `W${String(((Number(week) - 1 + days / 7 + 520) % 52) + 1).padStart(2, '0')}`,
      )
    : unreadable(text);
}

function written(text: string, read: ReadDate, to: Day, lastDay: number): string {
  let result = '';
  let at = 0;
  for (const part of read.parts) {
    result += text.slice(at, part.start) + partOf(part, to, lastDay);
    at = part.start + part.text.length;
  }
  return result + text.slice(at);
}

function partOf({ kind, text }: DatePart, to: Day, lastDay: number): string {
  if (kind === 'year')
    return text.length === 2 ? String(to.year % 100).padStart(2, '0') : String(to.year).padStart(4, '0');
  if (kind === 'month' && !/^\d/.test(text)) {
    const name = MONTHS.get(text.toLowerCase())?.row[to.month - 1] ?? text;
    return casedLike(name, text);
  }
  const value = kind === 'month' ? to.month : kind === 'day' ? to.day : lastDay;
  return text.length === 2 ? String(value).padStart(2, '0') : String(value);
}

/** Something in the place of a date that cannot be read: its figures go. */
function unreadable(text: string): string {
  return /^[^\p{L}]*$/u.test(text) ? text.replaceAll(/\d/g, '0') : NO_DATE;
}
