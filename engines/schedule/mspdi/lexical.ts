import type { Moment } from '../plan.ts';

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isDay = (year: number, month: number, day: number): boolean => {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return year >= 1 && day >= 1 && day <= (DAYS_IN_MONTH[month - 1] ?? 0) + (leap ? 1 : 0);
};

const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/;

/**
 * Reads an xsd:dateTime as wall-clock time (XML Schema part 2, 3.2.7); a day alone is its midnight.
 * @returns undefined if it is not a moment of the calendar; `adjusted` if a zone or parts of a second were left out
 */
export const parseMoment = (text: string): { moment: Moment; adjusted: boolean } | undefined => {
  const match = DATE_TIME.exec(text);
  if (match === null) return undefined;
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00', fraction, zone] = match;
  if (!isDay(Number(year), Number(month), Number(day))) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const seconds = second === '00' ? '' : `:${second}`;
  const adjusted = zone !== undefined || (fraction !== undefined && /[1-9]/.test(fraction));
  return { moment: `${year}-${month}-${day}T${hour}:${minute}${seconds}`, adjusted };
};

const AMOUNT = String.raw`(\d{1,12}(?:[.,]\d{1,12})?)`;

const DURATION = new RegExp(`^(-)?P(?:${AMOUNT}D)?(?:T(?:${AMOUNT}H)?(?:${AMOUNT}M)?(?:${AMOUNT}S)?)?$`);

const SECONDS_PER_PART = [86_400, 3600, 60, 1];

/**
 * Reads an xsd:duration of days, hours, minutes and seconds (XML Schema part 2, 3.2.6), in seconds to the
 * microsecond. A day is 24 hours. Years and months have no fixed length and are not read.
 * @returns undefined if it is not such a duration
 */
export const parseDuration = (text: string): number | undefined => {
  const match = DURATION.exec(text);
  if (match === null || text.endsWith('P') || text.endsWith('T')) return undefined;
  let seconds = 0;
  for (const [part, perUnit] of SECONDS_PER_PART.entries()) {
    const amount = match[part + 2];
    if (amount !== undefined) seconds += Number(amount.replace(',', '.')) * perUnit;
  }
  const exact = Number.isInteger(seconds) ? seconds : Math.round(seconds * 1e6) / 1e6;
  if (exact > Number.MAX_SAFE_INTEGER) return undefined;
  return match[1] === undefined || exact === 0 ? exact : -exact;
};

/** Reads an xsd:time as minutes after midnight, seconds as a fraction; undefined if it is none. */
export const minuteOfDay = (text: string): number | undefined => {
  const match = /^(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?$/.exec(text);
  if (match === null) return undefined;
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  const midnight = hour === 24 && minute === 0 && second === 0;
  return midnight || (hour <= 23 && minute <= 59 && second <= 59) ? hour * 60 + minute + second / 60 : undefined;
};
