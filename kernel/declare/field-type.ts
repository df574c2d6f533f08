import type { ZodType } from 'zod';
import type { Field } from './field.ts';
import type { Json } from './json.ts';

/** What reading a typed or imported text gave: a value, or why not. */
export type Parsed<V> = { readonly value: V } | { readonly problem: string };

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
  /** SQL type that the jsonb text of the value is cast to for sorting and comparing. */
  readonly sqlType: 'text' | 'numeric' | 'boolean';
  /** Comparable key with the same order as in SQL. */
  sortKey(value: V): string | number;
  /** A valid value that differs with the seed: test factories and documentation. */
  example(field: F, seed: number): V;
}
