import type { ZodType } from 'zod';
import type { Field } from '../field.ts';
import type { FieldType, Parsed } from '../field-type.ts';
import type { Json } from '../json.ts';
import { choice } from './choice.ts';
import { date } from './date.ts';
import { duration } from './duration.ts';
import { file } from './file.ts';
import { flag } from './flag.ts';
import { localTime } from './local-time.ts';
import { number } from './number.ts';
import { person } from './person.ts';
import { structure } from './structure.ts';
import { text } from './text.ts';

/** One bound field: its type's operations with the declaration already given. */
export interface BoundField {
  readonly sqlType: 'text' | 'numeric' | 'boolean';
  schema(): ZodType<Json>;
  parse(written: string): Parsed<Json>;
  /** Empty for a value of another type. */
  format(value: Json): string;
  sortKey(value: Json): string | number;
  example(seed: number): Json;
}

function bind<F extends Field, V extends Json>(type: FieldType<F, V>, field: F): BoundField {
  const schema = type.schema(field);
  const read = (value: Json): V | undefined => {
    const result = schema.safeParse(value);
    return result.success ? result.data : undefined;
  };
  return {
    sqlType: type.sqlType,
    schema: () => schema,
    parse: (written) => {
      const parsed = type.parse(written, field);
      if ('problem' in parsed) return parsed;
      const checked = schema.safeParse(parsed.value);
      return checked.success ? parsed : { problem: checked.error.issues[0]?.message ?? 'is not valid' };
    },
    format: (value) => {
      const valid = read(value);
      return valid === undefined ? '' : type.format(valid, field);
    },
    sortKey: (value) => {
      const valid = read(value);
      return valid === undefined ? '' : type.sortKey(valid);
    },
    example: (seed) => type.example(field, seed),
  };
}

/**
 * The operations of a declared field.
 * @returns validation, reading, writing, ordering and an example, for the type the declaration names.
 */
export function fieldType(field: Field): BoundField {
  const known = bound.get(field);
  if (known) return known;
  const made = bindByType(field);
  bound.set(field, made);
  return made;
}

/** Declarations live as long as the process; their schemas are built once. */
const bound = new WeakMap<Field, BoundField>();

function bindByType(field: Field): BoundField {
  switch (field.type) {
    case 'text':
      return bind(text, field);
    case 'number':
      return bind(number, field);
    case 'flag':
      return bind(flag, field);
    case 'date':
      return bind(date, field);
    case 'localTime':
      return bind(localTime, field);
    case 'choice':
      return bind(choice, field);
    case 'person':
      return bind(person, field);
    case 'duration':
      return bind(duration, field);
    case 'structure':
      return bind(structure, field);
    case 'file':
      return bind(file, field);
  }
}
