import { z } from 'zod';

/** Records whose time to be kept is over. */
export const disposables = z.object({
  records: z.array(
    z.object({
      record: z.string(),
      kind: z.string(),
      number: z.number(),
      title: z.string(),
      keptUntil: z.string(),
      rule: z.string(),
      /** Name of the legal hold that keeps it all the same. */
      hold: z.string().nullable(),
    }),
  ),
  /** There are more than are listed. */
  more: z.boolean(),
});
