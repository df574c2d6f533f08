import { rule, say } from '../say.ts';
import { z } from 'zod';
import type { ChoicesField } from '../field.ts';
import type { FieldType } from '../field-type.ts';
import { choice } from './choice.ts';

/** In the order of the declaration and each once, so that the same selection is always the same value. */
export const choices: FieldType<ChoicesField, readonly string[]> = {
  schema: (field) => {
    const known = Object.keys(field.options);
    return z
      .array(z.enum(known))
      .min(1, rule`names nothing`)
      .refine(
        (names) =>
          names.every((name, index) => index === 0 || known.indexOf(names[index - 1] ?? '') < known.indexOf(name)),
        'names its options twice or out of their order',
      );
  },
  parse: (written, field) => {
    const parts = written
      .split(';')
      .map((part) => part.trim())
      .filter((part) => part !== '');
    if (parts.length === 0) return { problem: say`“${written}” names nothing` };
    const chosen = new Set<string>();
    for (const part of parts) {
      const one = choice.parse(part, { ...field, type: 'choice' });
      if ('problem' in one) return one;
      chosen.add(one.value);
    }
    return { value: inOrder(field, chosen) };
  },
  format: (value, field) => value.map((name) => field.options[name] ?? name).join('; '),
  sqlType: 'text',
  sortKey: (value) => value.join(' '),
  compares: 'names',
  texts: (value, field) => value.map((name) => field.options[name] ?? name),
  example: (field, seed) => {
    const known = Object.keys(field.options);
    return inOrder(field, new Set([known[seed % known.length] ?? '', known[(seed * 3 + 1) % known.length] ?? '']));
  },
};

/** A selection as it is stored. */
export function inOrder(field: ChoicesField, chosen: ReadonlySet<string>): readonly string[] {
  return Object.keys(field.options).filter((name) => chosen.has(name));
}
