import { SCOPE_TYPES } from '@callosum/kernel';
import { z } from 'zod';
import written from './content/offices.json' with { type: 'json' };

/** Which offices there are, as data: a site changes the file, not the code. */
export const offices = z
  .object({
    source: z.string(),
    version: z.string(),
    status: z.string(),
    /** How long before its end an appointment is told of. */
    noticeDays: z.int(),
    offices: z.record(
      z.string(),
      z.strictObject({
        label: z.string(),
        /** Scopes that should have a holder, be it one appointed further up. */
        expected: z.array(z.enum(SCOPE_TYPES)),
        /** Whether several may hold it at once. */
        several: z.boolean(),
      }),
    ),
  })
  .parse(written);

/** The name of an office as people say it. */
export function officeLabel(office: string): string {
  return offices.offices[office]?.label ?? office;
}

/** Names by key, as a choice shows them. */
export const OFFICES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(offices.offices).map(([key, { label }]) => [key, label]),
);
