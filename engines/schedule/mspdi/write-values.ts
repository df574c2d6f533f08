import type { LinkLag, Moment, PlanDuration, TimeUnit } from '../plan.ts';

/** An element with its text or its children, or nothing where there is nothing to say. */
export type Part = readonly [name: string, content: string | readonly Part[] | undefined];

/** Text of an element, with what XML reserves and what it cannot hold replaced. */
export function escaped(text: string): string {
  let safe = '';
  for (const char of text.toWellFormed()) {
    const code = char.codePointAt(0) ?? 0;
    // XML 1.0 has no other control characters.
    safe += code >= 0x20 || code === 9 || code === 10 || code === 13 ? (ESCAPES.get(char) ?? char) : '\uFFFD';
  }
  return safe;
}

const ESCAPES = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['\r', '&#13;'],
]);

/** Elements as text, one to a line; those without content are left out. */
export function xmlOf(parts: readonly Part[], indent = ''): string {
  let text = '';
  for (const [name, content] of parts) {
    if (content === undefined) continue;
    text +=
      typeof content === 'string'
        ? `${indent}<${name}>${escaped(content)}</${name}>\n`
        : `${indent}<${name}>\n${xmlOf(content, `${indent}\t`)}${indent}</${name}>\n`;
  }
  return text;
}

export function whole(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

export function flag(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : value ? '1' : '0';
}

export function dateTime(moment: Moment | undefined): string | undefined {
  return moment === undefined || moment.length > 16 ? moment : `${moment}:00`;
}

/** Seconds as `PT8H0M0S`, to the microsecond. */
export function periodOf(seconds: number | undefined): string | undefined {
  if (seconds === undefined) return undefined;
  const sign = seconds < 0 ? '-' : '';
  const size = Math.abs(seconds);
  const hours = Math.floor(size / 3600);
  const minutes = Math.floor((size - hours * 3600) / 60);
  const rest = Math.round((size - hours * 3600 - minutes * 60) * 1e6) / 1e6;
  return `${sign}PT${hours}H${minutes}M${rest}S`;
}

/** Slack, lag and delay count tenths of a minute. */
export function tenths(minutes: number | undefined): string | undefined {
  return minutes === undefined ? undefined : String(Math.round(minutes * 1e7) / 1e6);
}

const UNIT_CODES: Readonly<Record<TimeUnit, number>> = {
  minutes: 3,
  hours: 5,
  days: 7,
  weeks: 9,
  months: 11,
  percent: 19,
  default: 21,
};

/** The code of a unit: one more for time by the clock, 32 more for an estimate. */
export function formatCode(unit: TimeUnit, elapsed: boolean, estimated = false): string {
  return String(UNIT_CODES[unit] + (elapsed && unit !== 'default' ? 1 : 0) + (estimated ? 32 : 0));
}

export function durationFormat(duration: PlanDuration | undefined): string | undefined {
  return duration && formatCode(duration.unit, duration.elapsed, duration.estimated);
}

export function lagParts({ value, unit, shownIn }: LinkLag): Part[] {
  const percent = unit === 'percent' || unit === 'elapsed-percent';
  return [
    ['LinkLag', percent ? String(value) : tenths(value / 60)],
    ['LagFormat', formatCode(percent ? 'percent' : shownIn, unit === 'elapsed' || unit === 'elapsed-percent')],
  ];
}

/** The key of a value in a table of codes; the first, where several mean the same. */
export function codeOf<T>(table: ReadonlyMap<number, T>, value: T): string | undefined {
  for (const [code, meaning] of table) if (meaning === value) return String(code);
  return undefined;
}

export function timeOfDay(minutes: number): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${two((minutes / 60) % 24)}:${two(minutes % 60)}:00`;
}
