import { rule, say } from '../say.ts';
import { z } from 'zod';
import { isDate } from '../moment.ts';
import type { DateField } from '../field.ts';
import type { FieldType } from '../field-type.ts';

export const date: FieldType<DateField, string> = {
  schema: () => z.string().refine(isDate, rule`is not a date (YYYY-MM-DD)`),
  parse: (written) => {
    const value = written.trim();
    return isDate(value) ? { value } : { problem: say`“${written}” is not a date; write it as 2026-11-22` };
  },
  format: (value) => value,
  sqlType: 'text',
  sortKey: (value) => value,
  compares: 'order',
  example: (_field, seed) =>
    `2027-${String((seed % 12) + 1).padStart(2, '0')}-${String((seed % 28) + 1).padStart(2, '0')}`,
};
