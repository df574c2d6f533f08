import { say, type Said } from '../say.ts';

/** Days of the months of a leap year and of another one. */
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const TIME = /^([01]\d|2[0-3])(?:([0-5]\d)(?:([0-5]\d)(?:\.\d{1,4})?)?)?([+-](?:0\d|1[0-4])[0-5]\d)?$/;
const MOMENT =
  /^(\d{4})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:\.\d{1,4})?)?)?)?)?)?([+-](?:0\d|1[0-4])[0-5]\d)?$/;
const DATE = /^(\d{4})(?:(\d{2})(\d{2})?)?$/;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;
const SEQUENCE = /^\d{1,4}$/;

const A_DATE = say`a date as YYYY[MM[DD]]`;
const A_TIME = say`a time as HH[MM[SS[.SSSS]]][+/-ZZZZ]`;
const A_MOMENT = say`a moment as YYYY[MM[DD[HH[MM[SS[.SSSS]]]]]][+/-ZZZZ]`;
const A_NUMBER = say`a number`;
const A_SEQUENCE = say`a whole number of one to four digits`;

/** Types whose values have to look like something. */
export const FORMATTED_TYPES = ['DT', 'TM', 'DTM', 'TS', 'NM', 'SI'] as const;

/**
 * What a value of a primitive data type has to look like (HL7 v2.8 chapter 2.A), for people; undefined when it does. Types that
 * may hold any text are never wrong.
 */
export function formatFault(type: string, value: string): Said | undefined {
  switch (type) {
    case 'DT':
      return isDate(value) ? undefined : A_DATE;
    case 'TM':
      return TIME.test(value) ? undefined : A_TIME;
    case 'DTM':
    case 'TS':
      return isMoment(value) ? undefined : A_MOMENT;
    case 'NM':
      return NUMBER.test(value) ? undefined : A_NUMBER;
    case 'SI':
      return SEQUENCE.test(value) ? undefined : A_SEQUENCE;
    default:
      return undefined;
  }
}

function isDate(value: string): boolean {
  const match = DATE.exec(value);
  return match !== null && isDay(match[1], match[2], match[3]);
}

function isMoment(value: string): boolean {
  const match = MOMENT.exec(value);
  if (!match) return false;
  const [, year, month, day, hour = '0', minute = '0', second = '0'] = match;
  return isDay(year, month, day) && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
}

/** Month and day may be missing. */
function isDay(year = '', month = '01', day = '01'): boolean {
  const days = month === '02' && isLeap(Number(year)) ? 29 : (DAYS[Number(month) - 1] ?? 0);
  return Number(day) >= 1 && Number(day) <= days;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
