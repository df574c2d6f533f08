import { z } from 'zod';
import { toldShape } from './problem.ts';

const points = z.record(z.string(), z.string());

/** Where the records of a kind stand in its matrix: at each stage, and which stage holds today. */
export const matrix = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      number: z.number(),
      title: z.string(),
      state: z.string(),
      /** By stage; those that nobody has rated are missing. */
      places: z.record(z.string(), points),
      /** The stage that holds today; null while nothing is rated. */
      today: z.string().nullable(),
    }),
  ),
  /** Records beyond those told. */
  more: z.number(),
});

/** What holds of a record’s ratings today, on what that rests, and why the last rating does not hold. */
export const held = z.object({
  stage: z.string(),
  places: z.record(z.string(), points),
  why: z.array(toldShape),
  on: z.array(
    z.object({
      record: z.object({ id: z.string(), kind: z.string(), number: z.number(), title: z.string() }),
      counts: z.boolean(),
      why: z.array(toldShape),
    }),
  ),
  /** Records it rests on that the reader does not see, and how many of them do not count. */
  unseen: z.number(),
  unseenFailing: z.number(),
});
