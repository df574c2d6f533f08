import type { ZodType } from 'zod';
import type { FormulaField } from '../field.ts';
import type { FieldType, Parsed } from '../field-type.ts';
import type { Json } from '../json.ts';

/** What is needed of the type that a formula's result has. */
interface Result {
  schema(): ZodType<Json>;
  parse(written: string): Parsed<Json>;
  format(value: Json): string;
  example(seed: number): Json;
}

/** What its result is; it is never typed in, and nothing of it is stored that a list could sort or filter by. */
export const formulaOf = (result: Result): FieldType<FormulaField, Json> => ({
  schema: () => result.schema(),
  parse: (written) => result.parse(written),
  format: (value) => result.format(value),
  sqlType: 'text',
  sortKey: (value) => JSON.stringify(value),
  compares: 'never',
  example: (_field, seed) => result.example(seed),
});
