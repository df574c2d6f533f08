import { z } from 'zod';
import written from './content/interface-limits.json' with { type: 'json' };

/** How long what was shown about interfaces counts, as data: a site changes the file, not the code. */
export const limits = z
  .object({
    source: z.string(),
    version: z.string(),
    status: z.string(),
    /** Days after which a passed test has to be run again, where the test does not say otherwise. */
    testValidDays: z.int().positive(),
    /** Hours within which a queue is counted again, where it does not say otherwise. */
    reconcileEveryHours: z.int().positive(),
    /** Days before the end of a system's support from which it is told of. */
    supportNoticeDays: z.int().nonnegative(),
    /** Days within which a test environment is refreshed from production, where it does not say otherwise. */
    refreshEveryDays: z.int().positive(),
    /** Days for which messages of test endpoints are kept, where the endpoint does not say otherwise, and how many of one. */
    messagesKeptDays: z.int().positive(),
    messagesKept: z.int().positive(),
    /** Messages of a trigger that have to come in before anything is said of it, and the percentage of them that conforms. */
    conformingVolume: z.int().positive(),
    conformingShare: z.number().min(0).max(100),
    /** How critical interfaces are that need a way to work without them, and a queue to look in. */
    fallbackFor: z.array(z.enum(['critical', 'high', 'medium', 'low'])),
    queueFor: z.array(z.enum(['critical', 'high', 'medium', 'low'])),
  })
  .parse(written);
