import type { PlanWarningCode } from '../errors.ts';
import type { Day, Moment } from '../plan.ts';
import { say, type Said } from '../say.ts';
import { minuteOfDay, parseDuration, parseMoment } from './lexical.ts';
import type { Row } from './rows.ts';
import { detached } from './texts.ts';

export type Warn = (code: PlanWarningCode, message: Said, row: Row, uid?: number) => void;

/**
 * Readers of single values. Absent and empty elements give `undefined`; unreadable ones too, with a warning.
 */
export interface Values {
  /** The text as it is, or undefined if it is absent or empty. Does not keep the text around it in memory. */
  text(row: Row, element: string): string | undefined;
  integer(row: Row, element: string, from?: number, to?: number): number | undefined;
  decimal(row: Row, element: string, from?: number, to?: number): number | undefined;
  flag(row: Row, element: string, absent: boolean): boolean;
  code<T>(row: Row, element: string, table: ReadonlyMap<number, T>, absent: T): T;
  moment(row: Row, element: string): Moment | undefined;
  day(row: Row, element: string): Day | undefined;
  /** Seconds. */
  duration(row: Row, element: string): number | undefined;
  /** Minutes after midnight of a time of day; may have a fraction. */
  minute(row: Row, element: string): number | undefined;
  has(row: Row, element: string): boolean;
}

const valueOf = (row: Row, element: string): string | undefined => {
  const slot = row.shape.values.get(element);
  if (slot === undefined) throw new RangeError(`"${element}" is not read from ${row.shape.kind}`);
  return row.values[slot];
};

/** The number that digits alone are, as nearly all are written; NaN where more has to be looked at. */
const fromDigits = (text: string): number => {
  if (text.length === 0 || text.length > 15) return Number.NaN;
  let value = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
};

/** The text without blanks around it. */
const trim = (text: string): string => {
  const [first, last] = [text.charCodeAt(0), text.charCodeAt(text.length - 1)];
  return first > 32 && first < 128 && last > 32 && last < 128 ? text : text.trim();
};

const NUMBER = say`a number`;
const WHOLE_NUMBER = say`a whole number`;

const UID_SLOTS = ['UID', 'Number'];

/** The UID a row states, for messages. */
export const statedUid = (row: Row): number | undefined => {
  for (const element of UID_SLOTS) {
    const slot = row.shape.values.get(element);
    const value = slot === undefined ? undefined : row.values[slot];
    if (value !== undefined && /^-?\d{1,10}$/.test(value)) return Number(value);
  }
  return undefined;
};

export const createValues = (warn: Warn): Values => {
  const texts = new Map<string, string>();
  const moments = new Map<string, Moment>();
  const durations = new Map<string, number>();

  const complain = (code: PlanWarningCode, row: Row, element: string, text: string, expected: Said): undefined => {
    warn(code, say`${row.shape.kind} ${element} is "${text.slice(0, 60)}", not ${expected}.`, row, statedUid(row));
    return undefined;
  };

  const trimmed = (row: Row, element: string): string | undefined => {
    const raw = valueOf(row, element);
    return raw === undefined || raw === '' ? undefined : trim(raw) || undefined;
  };

  const number = (
    row: Row,
    element: string,
    pattern: RegExp,
    what: Said,
    from: number,
    to: number,
  ): number | undefined => {
    const raw = trimmed(row, element);
    if (raw === undefined) return undefined;
    const plain = fromDigits(raw);
    const value = Number.isNaN(plain) && pattern.test(raw) ? Number(raw) : plain;
    if (value >= from && value <= to) return value === 0 ? 0 : value;
    const expected = from === Number.MIN_SAFE_INTEGER ? what : say`${what} between ${String(from)} and ${String(to)}`;
    return complain('unreadable-number', row, element, raw, expected);
  };

  const integer: Values['integer'] = (row, element, from = Number.MIN_SAFE_INTEGER, to = Number.MAX_SAFE_INTEGER) =>
    number(row, element, /^[+-]?\d{1,16}(?:\.0{1,6})?$/, WHOLE_NUMBER, from, to);

  const moment: Values['moment'] = (row, element) => {
    const raw = trimmed(row, element);
    if (raw === undefined) return undefined;
    const known = moments.get(raw);
    if (known !== undefined) return known;
    const read = parseMoment(raw);
    if (read === undefined) return complain('unreadable-date', row, element, raw, say`a date with a time`);
    if (read.adjusted) complain('adjusted-date', row, element, raw, say`a plain local time`);
    else moments.set(detached(raw), read.moment);
    return read.moment;
  };

  return {
    text(row, element) {
      const raw = valueOf(row, element);
      if (raw === undefined || raw === '') return undefined;
      if (raw.length > 64) return detached(raw);
      const known = texts.get(raw);
      if (known !== undefined) return known;
      const own = detached(raw);
      if (texts.size < 10_000) texts.set(own, own);
      return own;
    },
    integer,
    decimal: (row, element, from = Number.MIN_SAFE_INTEGER, to = Number.MAX_SAFE_INTEGER) =>
      number(row, element, /^[+-]?(?:\d{1,16}(?:\.\d{0,20})?|\.\d{1,20})(?:[eE][+-]?\d{1,3})?$/, NUMBER, from, to),
    flag(row, element, absent) {
      const raw = trimmed(row, element);
      if (raw === undefined) return absent;
      if (raw === '1' || raw === 'true') return true;
      if (raw === '0' || raw === 'false') return false;
      complain('unreadable-flag', row, element, raw, say`0 or 1`);
      return absent;
    },
    code(row, element, table, absent) {
      const value = integer(row, element);
      if (value === undefined) return absent;
      const known = table.get(value);
      if (known !== undefined) return known;
      complain('unknown-code', row, element, String(value), say`a code of this format`);
      return absent;
    },
    moment,
    day: (row, element) => moment(row, element)?.slice(0, 10),
    duration(row, element) {
      const raw = trimmed(row, element);
      if (raw === undefined) return undefined;
      const known = durations.get(raw);
      if (known !== undefined) return known;
      const seconds = parseDuration(raw);
      if (seconds === undefined)
        return complain('unreadable-duration', row, element, raw, say`a duration like PT8H0M0S`);
      durations.set(detached(raw), seconds);
      return seconds;
    },
    minute(row, element) {
      const raw = trimmed(row, element);
      if (raw === undefined) return undefined;
      return minuteOfDay(raw) ?? complain('unreadable-date', row, element, raw, say`a time of day`);
    },
    has: (row, element) => valueOf(row, element) !== undefined,
  };
};
