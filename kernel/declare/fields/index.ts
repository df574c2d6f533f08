import { ofIssue } from '../issue.ts';
import type { ZodType } from 'zod';
import type { Field } from '../field.ts';
import type { FieldType, Parsed, SqlType } from '../field-type.ts';
import { keyAt, makeTest, namesIn } from '../field-test.ts';
import type { Json } from '../json.ts';
import { type Comparing, type Facets, type FieldTest, type Key, type Operator, OPERATORS_OF } from '../operator.ts';
import { checklist } from './checklist.ts';
import { choice } from './choice.ts';
import { choices } from './choices.ts';
import { date } from './date.ts';
import { dateTime } from './date-time.ts';
import { duration } from './duration.ts';
import { file } from './file.ts';
import { flag } from './flag.ts';
import { formulaOf } from './formula.ts';
import { kindName } from './kind-name.ts';
import { localTime } from './local-time.ts';
import { money } from './money.ts';
import { number } from './number.ts';
import { people } from './people.ts';
import { person } from './person.ts';
import { rating } from './rating.ts';
import { richText } from './rich-text.ts';
import { structure } from './structure.ts';
import { text } from './text.ts';

/** One bound field: its type's operations with the declaration already given. */
export interface BoundField extends Facets {
  readonly sqlType: SqlType;
  readonly keyPath: readonly string[];
  /** Whether a list can be put in its order. */
  readonly sorts: boolean;
  /** Whether the text form says less than the value: reading it back gives the words alone. */
  readonly losesForm: boolean;
  /** What a filter may ask, in the order a person is offered it. */
  readonly operators: readonly Operator[];
  schema(): ZodType<Json>;
  parse(written: string): Parsed<Json>;
  /** Empty for a value of another type. */
  format(value: Json): string;
  sortKey(value: Json): string | number;
  /** Whether a search finds words in it. */
  readonly hasTexts: boolean;
  texts(value: Json): readonly string[];
  example(seed: number): Json;
  /** A filter's question made ready; `never` when the type has no such operator or the operand is none of its values. */
  test(operator: Operator, operand: Json | undefined): FieldTest;
}

function bind<F extends Field, V extends Json>(type: FieldType<F, V>, field: F): BoundField {
  const schema = type.schema(field);
  const keyPath = type.keyPath ?? [];
  const read = (value: Json): V | undefined => {
    const result = schema.safeParse(value);
    return result.success ? result.data : undefined;
  };
  const key = (value: Json): Key | undefined => keyAt(value, keyPath, type.sqlType);
  return {
    sqlType: type.sqlType,
    keyPath,
    sorts: SORTED.has(type.compares),
    losesForm: type.losesForm ?? false,
    operators: OPERATORS_OF[type.compares],
    schema: () => schema,
    parse: (written) => {
      const parsed = type.parse(written, field);
      if ('problem' in parsed) return parsed;
      const checked = schema.safeParse(parsed.value);
      return checked.success ? parsed : { problem: ofIssue(checked.error.issues[0]) };
    },
    format: (value) => {
      const valid = read(value);
      return valid === undefined ? '' : type.format(valid, field);
    },
    sortKey: (value) => {
      const valid = read(value);
      return valid === undefined ? '' : type.sortKey(valid);
    },
    hasTexts: type.texts !== undefined,
    texts: (value) => {
      const valid = read(value);
      return valid === undefined ? [] : (type.texts?.(valid, field) ?? []);
    },
    key,
    names: (value) => namesIn(value),
    blocks: (value) => {
      const valid = read(value);
      return valid === undefined ? [] : (type.blocks?.(valid) ?? []);
    },
    isDone: (value) => {
      const valid = read(value);
      return valid !== undefined && (type.isDone?.(valid) ?? false);
    },
    example: (seed) => type.example(field, seed),
    test: (operator, operand) =>
      makeTest({
        compares: type.compares,
        operator,
        operand,
        prefixes: type.prefixes ?? false,
        keyOf: (value) => {
          if (type.operand) return type.operand(value, field);
          return read(value) === undefined ? undefined : key(value);
        },
      }),
  };
}

const SORTED: ReadonlySet<Comparing> = new Set(['words', 'order', 'time', 'name', 'rank', 'flag']);

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
    case 'richText':
      return bind(richText, field);
    case 'number':
      return bind(number, field);
    case 'flag':
      return bind(flag, field);
    case 'date':
      return bind(date, field);
    case 'localTime':
      return bind(localTime, field);
    case 'dateTime':
      return bind(dateTime, field);
    case 'money':
      return bind(money, field);
    case 'choices':
      return bind(choices, field);
    case 'people':
      return bind(people, field);
    case 'checklist':
      return bind(checklist, field);
    case 'rating':
      return bind(rating, field);
    case 'formula':
      return bind(formulaOf(fieldType(field.result)), field);
    case 'kindName':
      return bind(kindName, field);
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
