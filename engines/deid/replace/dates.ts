import { casedLike } from '../vault/names.ts';
import { addDays } from './civil.ts';
import type { Day } from './civil.ts';
import { MONTHS } from './months.ts';
import { readDate } from './read-date.ts';
import type { DatePart, ReadDate } from './read-date.ts';

/** What stands for a date of which no part may stay. */
export const NO_DATE = '[date]';
/** From this age on a year of birth tells too much (45 CFR 164.514(b)(2)(i)(C)). */
export const AGE_LIMIT = 90;

/** The year of a date; nothing where it names none. */
export function yearOnly(text: string): string {
  const read = readDate(text);
  if (read?.dated) return String(read.year).padStart(4, '0');
  if (read) return NO_DATE;
  const year = /(?<!\d)(?:19|20)\d{2}(?!\d)/.exec(text)?.[0];
  return year !== undefined && /\p{L}{4}/u.test(text) ? year : unreadable(text);
}

/** A year of birth that shows no age above 89 in the year `asOf`: older people are all given the last year that may be told. */
export function birthYear(text: string, asOf: number): string {
  const year = yearOnly(text);
  if (!/^\d{4}$/.test(year)) return year;
  return String(Math.max(Number(year), asOf - AGE_LIMIT));
}

/** The date so many days later, in the same spelling and precision. @param year stands in for one that is not said */
export function shifted(text: string, days: number, year: number): string {
  const read = readDate(text);
  if (!read) return /\d/.test(text) ? unreadable(text) : text;
  if (read.month === 0) return text;
  const to = addDays({ ...read, year: read.dated ? read.year : year }, days);
  const last = read.parts.find(({ kind }) => kind === 'lastDay');
  const lastDay = last === undefined ? to.day : addDays({ ...read, day: Number(last.text) }, days).day;
  return written(text, read, to, lastDay);
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
