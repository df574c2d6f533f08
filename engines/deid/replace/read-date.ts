import { isDay } from './civil.ts';
import type { Day } from './civil.ts';
import { MONTHS } from './months.ts';

/** One part of a date where it stands in its text. */
export interface DatePart {
  readonly kind: 'year' | 'month' | 'day' | 'lastDay';
  readonly start: number;
  readonly text: string;
}

export interface ReadDate extends Day {
  readonly parts: readonly DatePart[];
  /** Whether the text names a year. */
  readonly dated: boolean;
}

const FIRST_YEAR = 1850;
const LAST_YEAR = 2199;
/** The last year that one of two digits is taken for, where nobody says. */
const LATEST = 2040;

const COMPACT = /^(\d{4})(\d{2})?(\d{2})?(?:T?\d{2}(?:\d{2}(?:\d{2}(?:\.\d{1,9})?)?)?)?(?:[+-]\d{4})?$/;

/**
 * Reads a date in any spelling that is looked for. Day and month in figures: the month comes first unless that cannot be, or dots stand
 * between them, as they do where the day comes first.
 * @param latest year that one of two digits is at most: “32” is 1932 in 2026
 */
export function readDate(text: string, latest = LATEST): ReadDate | undefined {
  const compact = COMPACT.exec(text);
  if (compact) return fromCompact(text, compact, latest);
  if (/^\s*\d{1,2}:\d{2}/.test(text)) return undefined;
  const words = partsOf(text);
  return words.some(({ kind }) => kind === 'month') ? fromWords(words, latest) : fromFigures(words, text, latest);
}

function fromCompact(text: string, match: RegExpExecArray, latest: number): ReadDate | undefined {
  const [, year = '', month = '', day = ''] = match;
  const parts: DatePart[] = [
    { kind: 'year', start: 0, text: year },
    ...(month === '' ? [] : [{ kind: 'month' as const, start: 4, text: month }]),
    ...(day === '' ? [] : [{ kind: 'day' as const, start: 6, text: day }]),
  ];
  return checked(parts, latest, text.length === 4);
}

/** Figures and names of months up to where a time begins. */
function partsOf(text: string): DatePart[] {
  const parts: DatePart[] = [];
  const until = /[T\s,@]\s{0,3}(?:at\s|@\s?)?\d{1,2}:\d{2}/.exec(text)?.index ?? text.length;
  for (const match of text.slice(0, until).matchAll(/\d{1,4}|[\p{L}]{3,12}/gu)) {
    const [found] = match;
    if (/^\d/.test(found)) {
      const isYear = found.length > 2 || /['’]/.test(text.charAt(match.index - 1));
      parts.push({ kind: isYear ? 'year' : 'day', start: match.index, text: found });
    } else if (MONTHS.has(found.toLowerCase())) parts.push({ kind: 'month', start: match.index, text: found });
  }
  return parts;
}

function fromWords(words: readonly DatePart[], latest: number): ReadDate | undefined {
  const month = words.findIndex(({ kind }) => kind === 'month');
  const figures = words.filter(({ kind }) => kind !== 'month');
  const named = words[month];
  if (named === undefined || figures.length === 0) return undefined;
  const year = figures.find(({ kind }) => kind === 'year') ?? (figures.length > 1 ? lastYear(figures) : undefined);
  const days = figures.filter((part) => part !== year);
  const parts: DatePart[] = [named];
  if (year) parts.push({ ...year, kind: 'year' });
  const [first, last] = days;
  if (first) parts.push({ ...first, kind: 'day' });
  if (last) parts.push({ ...last, kind: 'lastDay' });
  return checked(parts, latest);
}

/** “4 Mar 21”: the figure that comes last is the year; “March 3-5” has none. */
function lastYear(figures: readonly DatePart[]): DatePart | undefined {
  const last = figures.at(-1);
  const [first, second] = figures;
  if (figures.length === 2 && first && second && second.start - first.start - first.text.length <= 2) return undefined;
  return last;
}

function fromFigures(words: readonly DatePart[], text: string, latest: number): ReadDate | undefined {
  const [a, b, c] = words;
  if (!a || !b || words.length > 3) return undefined;
  if (a.kind === 'year') {
    return checked([a, { ...b, kind: 'month' }, ...(c ? [{ ...c, kind: 'day' as const }] : [])], latest);
  }
  if (!c) {
    if (b.kind === 'year') return checked([{ ...a, kind: 'month' }, b], latest);
    return checked(
      [
        { ...a, kind: 'month' },
        { ...b, kind: 'day' },
      ],
      latest,
    );
  }
  const dotted = text.slice(a.start, b.start).endsWith('.');
  const dayFirst = Number(a.text) > 12 || (dotted && Number(b.text) <= 12);
  const [month, day] = !dayFirst ? [a, b] : [b, a];
  return checked(
    [
      { ...month, kind: 'month' },
      { ...day, kind: 'day' },
      { ...c, kind: 'year' },
    ],
    latest,
  );
}

function checked(parts: readonly DatePart[], latest: number, yearAlone = false): ReadDate | undefined {
  const part = (kind: DatePart['kind']): DatePart | undefined => parts.find((one) => one.kind === kind);
  const [year, month, day] = [part('year'), part('month'), part('day')];
  const read = {
    year: year === undefined ? 0 : fullYear(year.text, latest),
    month: month === undefined ? 0 : (MONTHS.get(month.text.toLowerCase())?.number ?? Number(month.text)),
    day: day === undefined ? 0 : Number(day.text),
  };
  if (year !== undefined && (read.year < FIRST_YEAR || read.year > LAST_YEAR)) return undefined;
  if (month === undefined) return yearAlone ? { ...read, parts, dated: true } : undefined;
  if (read.month < 1 || read.month > 12) return undefined;
  // The 29th of February is a day where no year is said.
  if (day !== undefined && !isDay({ ...read, year: year === undefined ? 2000 : read.year })) return undefined;
  return { ...read, parts: [...parts].sort((a, b) => a.start - b.start), dated: year !== undefined };
}

/** A year of two digits as the last one before `latest`; others as they are. */
export function fullYear(text: string, latest: number): number {
  const year = Number(text);
  if (text.length > 2) return year;
  const century = Math.floor(latest / 100) * 100;
  return century + year <= latest ? century + year : century - 100 + year;
}
