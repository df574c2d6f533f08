import { rule, say } from '../say.ts';
import { z } from 'zod';
import type { KindNameField } from '../field.ts';
import type { FieldType } from '../field-type.ts';

const NAME = /^[a-z][A-Za-z0-9]{0,63}$/;

/** Whether there is such a kind is known where kinds are: the record's own rule asks the registry. */
export const kindName: FieldType<KindNameField, string> = {
  schema: () => z.string().regex(NAME, rule`is not the name of a kind of record`),
  parse: (written) => {
    const value = written.trim();
    return NAME.test(value) ? { value } : { problem: say`“${written}” is not the name of a kind of record` };
  },
  format: (value) => value,
  sqlType: 'text',
  sortKey: (value) => value,
  compares: 'name',
  example: (_field, seed) => `kind${seed}`,
};
