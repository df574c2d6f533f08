import { say } from '../say.ts';
import { z } from 'zod';
import type { NumberField } from '../field.ts';
import type { FieldType } from '../field-type.ts';

export const number: FieldType<NumberField, number> = {
  schema: (field) => {
    let schema = field.integer ? z.int() : z.number();
    if (field.min !== undefined) schema = schema.min(field.min);
    if (field.max !== undefined) schema = schema.max(field.max);
    return schema;
  },
  parse: (written, field) => {
    const bare = field.unit ? written.replace(field.unit, '') : written;
    const trimmed = bare.trim().replace(/(?<=\d)[ ,\u00a0\u202f](?=\d{3}\b)/g, '');
    const value = Number(trimmed);
    if (trimmed === '' || !Number.isFinite(value)) return { problem: say`“${written}” is not a number` };
    return { value };
  },
  format: (value, field) => (field.unit ? `${value} ${field.unit}` : String(value)),
  sqlType: 'numeric',
  sortKey: (value) => value,
  compares: 'order',
  example: (field, seed) => Math.min(field.max ?? Infinity, (field.min ?? 0) + (seed % 5)),
};
