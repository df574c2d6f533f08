import type { ZodType } from 'zod';
import type { Field } from './field.ts';
import type { Json } from './json.ts';
import type { Comparing, Key } from './operator.ts';
import type { Sentence } from './say.ts';

/** What reading a typed or imported text gave: a value, or why not. */
export type Parsed<V> = { readonly value: V } | { readonly problem: Sentence };

export type SqlType = 'text' | 'numeric' | 'boolean';

/**
 * Everything the kernel knows of one field type. The browser's input and cell for the same type live in
 * `web/fields`; one contract test runs over every type.
 */
export interface FieldType<F extends Field, V extends Json> {
  /** Validation of a stored value. */
  schema(field: F): ZodType<V>;
  /** Reads what a person typed or a file holds. */
  parse(text: string, field: F): Parsed<V>;
  /** Writes the value so that `parse` reads it back: export and edit. */
  format(value: V, field: F): string;
  /** The text form says less than the value: what is read back has the same text form, but not the same form. */
  readonly losesForm?: boolean;
  /** SQL type that the jsonb text of the key is cast to for sorting and comparing. */
  readonly sqlType: SqlType;
  /** Where within the stored value the key is that is sorted and compared by; the value itself unless given. */
  readonly keyPath?: readonly string[];
  /** Comparable key with the same order as in SQL. */
  sortKey(value: V): string | number;
  /** How filters compare: decides the operators a filter is offered. */
  readonly compares: Comparing;
  /** A text key that begins with what is asked for counts as equal to it: times and their day. */
  readonly prefixes?: boolean;
  /** The key an operand stands for, where a filter is not given whole values of the type. */
  operand?(wanted: Json, field: F): Key | undefined;
  /** The texts a filter looks for words in, block by block. */
  blocks?(value: V): readonly string[];
  /** The texts that a search looks for words in; a type without them is not searched. */
  texts?(value: V, field: F): readonly string[];
  /** Whether nothing is left to do. */
  isDone?(value: V): boolean;
  /** A valid value that differs with the seed: test factories and documentation. */
  example(field: F, seed: number): V;
}
