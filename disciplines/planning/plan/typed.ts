import type { Duration, DurationUnit } from '@callosum/kernel';
import type { LinkFields } from './records.ts';

/** What a day, a week and a month mean in this plan. */
export interface Measures {
  readonly minutesPerDay: number;
  readonly minutesPerWeek: number;
  readonly daysPerMonth: number;
}

const DURATION = /^([+-]?\d+(?:[.,]\d+)?)\s*(?:(e?)(mo|[mhdw])[a-z]*\.?)?\s*(\?)?$/i;
const LINK = /^(\d+)\s*(FS|SS|FF|SF)?\s*(?:([+-])\s*([^<]+))?(?:<\s*(.+))?$/i;
const SHARE = /^(\d+(?:[.,]\d+)?)\s*(e?)\s*%$/i;
const UNITS: readonly DurationUnit[] = ['m', 'h', 'd', 'w', 'mo'];
const TYPES = ['FS', 'SS', 'FF', 'SF'] as const;
export type LinkType = (typeof TYPES)[number];

function secondsIn(unit: DurationUnit, elapsed: boolean, measures: Measures): number {
  const { minutesPerDay, minutesPerWeek, daysPerMonth } = measures;
  const minutes = elapsed
    ? { m: 1, h: 60, d: 1_440, w: 10_080, mo: 43_200 }
    : { m: 1, h: 60, d: minutesPerDay, w: minutesPerWeek, mo: minutesPerDay * daysPerMonth };
  return minutes[unit] * 60;
}

/** Reads a duration as planners type it: `5d`, `4h`, `2w`, `1ed` by the clock, `3d?` for an estimate; a number alone counts days. */
export function readDuration(
  text: string,
  measures: Measures,
): { readonly duration: Duration; readonly estimated: boolean } | undefined {
  const [, amount = '', clock = '', letter = 'd', guess] = DURATION.exec(text.trim()) ?? [];
  const unit = UNITS.find((one) => one === letter.toLowerCase());
  if (amount === '' || unit === undefined) return undefined;
  const elapsed = clock !== '';
  const seconds = Math.round(Number(amount.replace(',', '.')) * secondsIn(unit, elapsed, measures));
  return { duration: { seconds, unit, elapsed }, estimated: guess !== undefined };
}

/** A duration as planners type it. */
export function writeDuration({ seconds, unit, elapsed }: Duration, measures: Measures, estimated = false): string {
  const amount = Math.round((seconds / secondsIn(unit, elapsed, measures)) * 100) / 100;
  return `${amount}${elapsed ? 'e' : ''}${unit}${estimated ? '?' : ''}`;
}

/** A dependency as it was typed: on the row of that number. */
export interface TypedLink {
  readonly row: number;
  readonly fields: LinkFields & { readonly type: LinkType };
}

/**
 * Reads what a task waits for, by row numbers as Microsoft Project has them: `12`, `12FS+3d`, `4SS-50%`, separated by commas; `12<30d` is
 * done at most thirty days before.
 * @returns the part that cannot be read, when there is one
 */
export function readLinks(text: string, measures: Measures): readonly TypedLink[] | { readonly unread: string } {
  const links: TypedLink[] = [];
  for (const part of text.split(/[,;]/).map((one) => one.trim())) {
    if (part === '') continue;
    const read = readLink(part, measures);
    if (!read) return { unread: part };
    links.push(read);
  }
  return links;
}

function readLink(part: string, measures: Measures): TypedLink | undefined {
  const [, row, kind = 'FS', sign, rest, most] = LINK.exec(part) ?? [];
  const type = TYPES.find((one) => one === kind.toUpperCase());
  const lag = sign === undefined || rest === undefined ? {} : readLag(rest.trim(), sign === '-' ? -1 : 1, measures);
  const maxLag = most === undefined ? undefined : readDuration(most, measures)?.duration;
  if (row === undefined || type === undefined || !lag) return undefined;
  if (most !== undefined && (maxLag === undefined || maxLag.seconds < 0)) return undefined;
  return { row: Number(row), fields: { type, ...lag, ...(maxLag ? { maxLag } : {}) } };
}

function readLag(text: string, turn: 1 | -1, measures: Measures): LinkFields | undefined {
  const [, share, clock] = SHARE.exec(text) ?? [];
  if (share !== undefined) {
    const lagPercent = turn * Number(share.replace(',', '.'));
    return { lagPercent, ...(clock ? { lagElapsed: true } : {}) };
  }
  const read = readDuration(text, measures)?.duration;
  if (!read || read.seconds < 0) return undefined;
  return read.seconds === 0 ? {} : { lag: { ...read, seconds: turn * read.seconds } };
}

/** A dependency as planners type it. */
export function writeLink(row: number, fields: LinkFields, measures: Measures): string {
  const { maxLag } = fields;
  return `${writeLag(row, fields, measures)}${maxLag ? `<${writeDuration(maxLag, measures)}` : ''}`;
}

function writeLag(row: number, fields: LinkFields, measures: Measures): string {
  const { type = 'FS', lag, lagPercent, lagElapsed } = fields;
  const written = type === 'FS' && !lag && lagPercent === undefined ? '' : type;
  if (lagPercent !== undefined) {
    return `${row}${written}${lagPercent < 0 ? '-' : '+'}${Math.abs(lagPercent)}${lagElapsed ? 'e' : ''}%`;
  }
  if (!lag) return `${row}${written}`;
  const length = writeDuration({ ...lag, seconds: Math.abs(lag.seconds) }, measures);
  return `${row}${written}${lag.seconds < 0 ? '-' : '+'}${length}`;
}
