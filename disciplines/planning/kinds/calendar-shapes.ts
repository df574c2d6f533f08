import { rule } from '@callosum/kernel';
import { z } from 'zod';

const minute = z.int().min(0).max(1_440);
const times = z.array(
  z
    .strictObject({ fromMinute: minute, toMinute: minute })
    .refine(({ fromMinute, toMinute }) => fromMinute < toMinute, rule`a working time ends after it starts`),
);
const forwards = ({ from, to }: { from: string; to: string }): boolean => from <= to;
const FORWARDS = 'a span ends on the day it starts or later';

const day = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('working'), times }),
  z.strictObject({ kind: z.literal('non-working') }),
  z.strictObject({ kind: z.literal('inherited') }),
]);

/** Seven days, Sunday first; minutes count from midnight, and the end of the day is 1,440. */
export const weekSchema = z.array(day).length(7);

const recurrence = z.strictObject({
  type: z.int(),
  period: z.number().exactOptional(),
  daysOfWeek: z.number().exactOptional(),
  month: z.number().exactOptional(),
  monthDay: z.number().exactOptional(),
  monthItem: z.number().exactOptional(),
  monthPosition: z.number().exactOptional(),
  occurrences: z.number().exactOptional(),
  enteredByOccurrences: z.boolean().exactOptional(),
});

/** Days, both ends included, on which the week does not hold. */
export const exceptionsSchema = z.array(
  z
    .strictObject({
      name: z.string().exactOptional(),
      from: z.iso.date(),
      to: z.iso.date(),
      working: z.boolean(),
      times,
      recurrence: recurrence.exactOptional(),
    })
    .refine(forwards, FORWARDS),
);

/** Weeks that replace the normal one from one day to another, both included. */
export const workWeeksSchema = z.array(
  z
    .strictObject({ name: z.string().exactOptional(), from: z.iso.date(), to: z.iso.date(), week: weekSchema })
    .refine(forwards, FORWARDS),
);
