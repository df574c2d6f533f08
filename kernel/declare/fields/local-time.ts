import { rule, say } from '../say.ts';
import { z } from 'zod';
import { isLocalTime } from '../moment.ts';
import type { LocalTimeField } from '../field.ts';
import type { FieldType } from '../field-type.ts';

export const localTime: FieldType<LocalTimeField, string> = {
  schema: () => z.string().refine(isLocalTime, rule`is not a local time (YYYY-MM-DDTHH:MM)`),
  parse: (written) => {
    const value = written.trim().replace(' ', 'T');
    return isLocalTime(value)
      ? { value }
      : { problem: say`“${written}” is not a date with a time; write it as 2026-11-22 08:00` };
  },
  format: (value) => value.replace('T', ' '),
  sqlType: 'text',
  sortKey: (value) => value,
  compares: 'time',
  prefixes: true,
  example: (_field, seed) =>
    `2027-${String((seed % 12) + 1).padStart(2, '0')}-${String((seed % 28) + 1).padStart(2, '0')}T08:00`,
};
