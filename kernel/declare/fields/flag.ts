import { say } from '../say.ts';
import { z } from 'zod';
import type { FlagField } from '../field.ts';
import type { FieldType } from '../field-type.ts';

const YES = new Set(['yes', 'true', '1', 'y', 'x']);
const NO = new Set(['no', 'false', '0', 'n', '']);

export const flag: FieldType<FlagField, boolean> = {
  schema: () => z.boolean(),
  parse: (written) => {
    const word = written.trim().toLowerCase();
    if (YES.has(word)) return { value: true };
    if (NO.has(word)) return { value: false };
    return { problem: say`“${written}” is neither yes nor no` };
  },
  format: (value) => (value ? 'yes' : 'no'),
  sqlType: 'boolean',
  sortKey: (value) => (value ? 1 : 0),
  compares: 'flag',
  example: (_field, seed) => seed % 2 === 0,
};
