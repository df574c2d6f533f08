import type { FormulaField } from '../field.ts';
import type { FieldType } from '../field-type.ts';
import type { Json } from '../json.ts';
import { fieldType } from './index.ts';

/** What its result is; it is never typed in, and nothing of it is stored that a list could sort or filter by. */
export const formula: FieldType<FormulaField, Json> = {
  schema: ({ result }) => fieldType(result).schema(),
  parse: (written, { result }) => fieldType(result).parse(written),
  format: (value, { result }) => fieldType(result).format(value),
  sqlType: 'text',
  sortKey: (value) => JSON.stringify(value),
  compares: 'never',
  example: ({ result }, seed) => fieldType(result).example(seed),
};
