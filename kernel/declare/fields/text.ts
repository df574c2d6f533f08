import { rule, say } from '../say.ts';
import { z } from 'zod';
import type { TextField } from '../field.ts';
import type { FieldType } from '../field-type.ts';

const LONGEST = 100_000;

/** Text that PostgreSQL and every encoder can hold: no NUL, no lone surrogate. */
export function isStorable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}

export const text: FieldType<TextField, string> = {
  schema: (field) =>
    z
      .string()
      .min(field.required ? 1 : 0)
      .max(field.maxLength ?? (field.multiline ? LONGEST : 1_000))
      .refine(isStorable, rule`holds a character that cannot be stored`),
  parse: (written, field) => {
    const value = field.multiline ? written : written.trim();
    return isStorable(value) ? { value } : { problem: say`holds a character that cannot be stored` };
  },
  format: (value) => value,
  sqlType: 'text',
  sortKey: (value) => value,
  compares: 'words',
  texts: (value) => [value],
  example: (field, seed) => `${field.label} ${seed}`.slice(-(field.maxLength ?? 0)).trim(),
};
