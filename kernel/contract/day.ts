import { z } from 'zod';
import { scopeKey } from './shapes.ts';

const ofProject = z.object({ key: scopeKey, title: z.string(), today: z.string() });
const ofRecord = z.object({
  id: z.string(),
  kind: z.string(),
  number: z.number(),
  title: z.string(),
  state: z.string(),
});

const waitingItem = z.object({
  project: ofProject,
  record: ofRecord.extend({ version: z.number() }),
  until: z.string().nullable(),
  /** It waits for him because he owns it; otherwise because of what he is. */
  owned: z.boolean(),
  /** How he may answer at once. */
  moves: z.array(z.string()),
});

/** What waits for somebody, and what is new for him, in all his projects. */
export const day = z.object({
  /** What is due soonest stands first; what has no date stands last. */
  waiting: z.array(waitingItem),
  /** So many more wait than are listed. */
  more: z.number(),
  /** What nobody owns in the projects he leads, by project and kind: how many there are, and those due soonest. */
  unowned: z.array(z.object({ count: z.number(), soonest: z.array(waitingItem) })),
  news: z.array(
    z.object({
      id: z.string(),
      project: ofProject,
      record: ofRecord,
      reason: z.string(),
      what: z.enum(['comment', 'change']),
      by: z.string(),
      made: z.string(),
      read: z.boolean(),
    }),
  ),
  /** People of demonstrations, whose day may be looked at: nobody can be them. */
  others: z.array(z.object({ id: z.string(), name: z.string(), project: ofProject })),
});
