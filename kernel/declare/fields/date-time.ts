import { rule, say } from '../say.ts';
import { z } from 'zod';
import { isInstant } from '../moment.ts';
import type { DateTimeField } from '../field.ts';
import type { FieldType } from '../field-type.ts';

/** With an offset, so that nobody has to guess the zone: 2026-11-22T08:00+01:00, or Z for UTC. */
const WRITTEN = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,3})?)?\s*(Z|[+-]\d{2}:?\d{2})$/i;

export const dateTime: FieldType<DateTimeField, string> = {
  schema: () => z.string().refine(isInstant, rule`is not a moment in UTC (YYYY-MM-DDTHH:MM:SS.mmmZ)`),
  parse: (written) => {
    const parts = WRITTEN.exec(written.trim());
    const [, date = '', time = '', seconds = ':00', zone = ''] = parts ?? [];
    const offset = /^z$/i.test(zone) ? 'Z' : zone.replace(/(\d{2}):?(\d{2})$/, '$1:$2');
    const ms = parts ? Date.parse(`${date}T${time}${seconds}${offset}`) : Number.NaN;
    const value = Number.isFinite(ms) ? new Date(ms).toISOString() : '';
    return isInstant(value)
      ? { value }
      : { problem: say`“${written}” is not a moment; write it with its offset, as 2026-11-22 08:00 +01:00` };
  },
  format: (value) => value,
  sqlType: 'text',
  sortKey: (value) => value,
  compares: 'time',
  prefixes: true,
  example: (_field, seed) =>
    `2027-${String((seed % 12) + 1).padStart(2, '0')}-${String((seed % 28) + 1).padStart(2, '0')}T08:30:00.000Z`,
};
