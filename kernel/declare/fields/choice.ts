import { say } from '../say.ts';
import { z } from 'zod';
import type { ChoiceField } from '../field.ts';
import type { FieldType } from '../field-type.ts';

export const choice: FieldType<ChoiceField, string> = {
  schema: (field) => z.enum(Object.keys(field.options)),
  parse: (written, field) => {
    const word = written.trim().toLowerCase();
    const found = Object.entries(field.options).find(
      ([value, label]) => value.toLowerCase() === word || label.toLowerCase() === word,
    );
    if (found) return { value: found[0] };
    return { problem: say`“${written}” is not one of: ${Object.values(field.options).join(', ')}` };
  },
  format: (value, field) => field.options[value] ?? value,
  sqlType: 'text',
  sortKey: (value) => value,
  compares: 'name',
  texts: (value, field) => [field.options[value] ?? value],
  example: (field, seed) => {
    const values = Object.keys(field.options);
    return values[seed % values.length] ?? '';
  },
};
