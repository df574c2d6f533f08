import { rule, say } from '../say.ts';
import { z } from 'zod';
import type { PersonField } from '../field.ts';
import type { FieldType } from '../field-type.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The value is the account's id: names live with the account, never in a ledger. */
export const person: FieldType<PersonField, string> = {
  schema: () => z.string().regex(UUID, rule`is not the id of a person`),
  parse: (written) => {
    const value = written.trim().toLowerCase();
    return UUID.test(value) ? { value } : { problem: say`“${written}” is not the id of a person` };
  },
  format: (value) => value,
  sqlType: 'text',
  sortKey: (value) => value,
  compares: 'name',
  example: (_field, seed) => `00000000-0000-7000-8000-${String(seed).padStart(12, '0')}`,
};
