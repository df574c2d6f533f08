import { z } from 'zod';

/** What rests on a record: each once, the nearest first. */
export const impact = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      number: z.number(),
      title: z.string(),
      state: z.string(),
      steps: z.number(),
      /** Type of the link it rests by. */
      link: z.string(),
      /** Whether it is the one that rests, or the other end of the link that does. */
      direction: z.enum(['out', 'in']),
      /** The record one step nearer; null where the reader does not see it. */
      through: z.object({ id: z.string(), kind: z.string(), number: z.number() }).nullable(),
    }),
  ),
  /** Gates that ask about the record or one that rests on it, as far as the reader sees them, each with the criteria that do. */
  gates: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      number: z.number(),
      title: z.string(),
      criteria: z.array(z.object({ id: z.string(), title: z.string() })),
    }),
  ),
  /** Records that the reader does not see. */
  notShown: z.number(),
  /** Whether there are more than are told. */
  more: z.boolean(),
});
