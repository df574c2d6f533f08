import type { Field, Fields } from '../field.ts';
import type { FieldValues, Json } from '../json.ts';
import { ExpressionError, type ExpressionFault } from './lex.ts';
import type { Value, ValueType } from './operations.ts';
import { type Named, parse } from './parse.ts';

/** A formula ready to be worked out; undefined where a value it needs is missing. */
export interface Compiled {
  readonly type: ValueType;
  readonly of: (values: FieldValues, today: string) => Value | undefined;
}

/**
 * Compiles an expression over a record's stored fields: numbers, texts, dates, yes and no, with comparisons, `if`, and a
 * handful of functions. Nothing of it can loop, read a clock or reach outside of the record.
 * @returns the formula, or what is wrong and where.
 */
export function compile(source: string, fields: Fields): Compiled | ExpressionFault {
  const named = Object.entries(fields).map(([name, field]): Named => ({
    name,
    label: field.label,
    type: typeOf(field),
  }));
  try {
    const part = parse(source, named);
    return {
      type: part.type,
      of: (values, today) => {
        const result = part.work({
          today,
          value: (name) => {
            const field = fields[name];
            const value = values[name];
            return field && value !== undefined ? valueIn(field, value) : undefined;
          },
        });
        return typeof result === 'number' && !Number.isFinite(result) ? undefined : result;
      },
    };
  } catch (error) {
    if (error instanceof ExpressionError) return { position: error.position, message: error.sentence };
    throw error;
  }
}

/** Money is left out: sums of amounts in several currencies mean nothing, and a formula works with floats. */
function typeOf(field: Field): ValueType | undefined {
  switch (field.type) {
    case 'number':
    case 'duration':
    case 'rating':
      return 'number';
    case 'text':
    case 'choice':
      return 'text';
    case 'date':
    case 'localTime':
      return 'date';
    case 'flag':
      return 'flag';
    default:
      return undefined;
  }
}

/** Durations count in hours, ratings by their rank, times by their day, choices by their key. */
function valueIn(field: Field, value: Json): Value | undefined {
  if (field.type === 'localTime' && typeof value === 'string') return value.slice(0, 10);
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  if (value === null || typeof value !== 'object') return undefined;
  if (field.type === 'duration' && 'seconds' in value && typeof value.seconds === 'number')
    return value.seconds / 3_600;
  return field.type === 'rating' && 'rank' in value && typeof value.rank === 'number' ? value.rank : undefined;
}
