import { addDays, daysBetween } from '../moment.ts';

export type ValueType = 'number' | 'text' | 'date' | 'flag';
export type Value = number | string | boolean;

/** What is known while a record is worked out. A value that is missing is undefined. */
export interface Given {
  readonly value: (name: string) => Value | undefined;
  readonly today: string;
}

/** A part of an expression that was checked: it can be worked out without looking at types again. */
export interface Part {
  readonly type: ValueType;
  readonly at: number;
  readonly work: (given: Given) => Value | undefined;
}

interface Operation {
  readonly takes: readonly ValueType[];
  readonly gives: ValueType;
  readonly of: (...values: readonly Value[]) => Value | undefined;
}

const num = (value: Value | undefined): number => Number(value);
const str = (value: Value | undefined): string => String(value);

const numbers = (of: (a: number, b: number) => number): Operation => ({
  takes: ['number', 'number'],
  gives: 'number',
  of: (a, b) => of(num(a), num(b)),
});
const compared = (type: ValueType, of: (order: number) => boolean): Operation => ({
  takes: [type, type],
  gives: 'flag',
  of: (a = 0, b = 0) => of(a === b ? 0 : a < b ? -1 : 1),
});
const ordered = (of: (order: number) => boolean): readonly Operation[] =>
  (['number', 'date', 'text'] as const).map((type) => compared(type, of));

/** Signs between two values, by what they take. */
export const SIGNS: Readonly<Record<string, readonly Operation[]>> = {
  '+': [
    numbers((a, b) => a + b),
    { takes: ['text', 'text'], gives: 'text', of: (a, b) => str(a) + str(b) },
    { takes: ['date', 'number'], gives: 'date', of: (a, b) => later(str(a), num(b)) },
  ],
  '-': [
    numbers((a, b) => a - b),
    { takes: ['date', 'date'], gives: 'number', of: (a, b) => daysBetween(str(b), str(a)) },
    { takes: ['date', 'number'], gives: 'date', of: (a, b) => later(str(a), -num(b)) },
  ],
  '*': [numbers((a, b) => a * b)],
  '/': [{ takes: ['number', 'number'], gives: 'number', of: (a, b) => (b === 0 ? undefined : num(a) / num(b)) }],
  '=': [...ordered((order) => order === 0), compared('flag', (order) => order === 0)],
  '<>': [...ordered((order) => order !== 0), compared('flag', (order) => order !== 0)],
  '<': ordered((order) => order < 0),
  '<=': ordered((order) => order <= 0),
  '>': ordered((order) => order > 0),
  '>=': ordered((order) => order >= 0),
};

/** Functions of values that must all be there. */
export const FUNCTIONS: Readonly<Record<string, readonly Operation[]>> = {
  round: [
    { takes: ['number'], gives: 'number', of: (a) => Math.round(num(a)) },
    {
      takes: ['number', 'number'],
      gives: 'number',
      of: (a, places) => {
        const scale = 10 ** Math.min(12, Math.max(0, Math.round(num(places))));
        return Math.round(num(a) * scale) / scale;
      },
    },
  ],
  abs: [{ takes: ['number'], gives: 'number', of: (a) => Math.abs(num(a)) }],
  min: [
    numbers(Math.min),
    { takes: ['date', 'date'], gives: 'date', of: (a, b) => (str(a) < str(b) ? str(a) : str(b)) },
  ],
  max: [
    numbers(Math.max),
    { takes: ['date', 'date'], gives: 'date', of: (a, b) => (str(a) > str(b) ? str(a) : str(b)) },
  ],
  length: [{ takes: ['text'], gives: 'number', of: (a) => Array.from(str(a)).length }],
  text: [
    { takes: ['number'], gives: 'text', of: str },
    { takes: ['date'], gives: 'text', of: str },
  ],
  not: [{ takes: ['flag'], gives: 'flag', of: (a) => a !== true }],
};

/** Dates stay within the years that are written with four digits. */
function later(date: string, days: number): string | undefined {
  if (!Number.isFinite(days) || Math.abs(days) > 3_000_000) return undefined;
  const found = addDays(date, Math.round(days));
  return /^\d{4}-/.test(found) ? found : undefined;
}
