import { z } from 'zod';
import exitWritten from './content/command-centre-exit.json' with { type: 'json' };
import cutoverWritten from './content/cutover-limits.json' with { type: 'json' };
import migrationWritten from './content/migration-acceptance.json' with { type: 'json' };
import severityWritten from './content/severity.json' with { type: 'json' };

const head = { source: z.string(), version: z.string(), status: z.string() };

/** How grave a ticket is, and by when it is answered: as data, so that a site changes the file, not the code. */
export const severity = z
  .object({
    ...head,
    levels: z.array(
      z.object({
        key: z.enum(['1', '2', '3', '4']),
        label: z.string(),
        meaning: z.string(),
        /** Minutes from the report until somebody has taken it up, says how it stands, and has solved it. */
        respondMinutes: z.int(),
        updateMinutes: z.int().optional(),
        targetMinutes: z.int().optional(),
        pages: z.string().optional(),
      }),
    ),
  })
  .parse(severityWritten);

/** When the command centre may close. */
export const exitLimits = z
  .object({
    ...head,
    severity1Most: z.int(),
    severity2Most: z.int(),
    /** Days in a row on which fewer tickets came than were closed. */
    fallingDays: z.int(),
    /** Tickets a day, as a multiple of the usual. */
    rateFactorMost: z.number(),
    /** Days the rate is the mean of. */
    rateDays: z.int().positive(),
  })
  .parse(exitWritten);

/** When migrated data is good enough. */
export const migrationLimits = z
  .object({
    ...head,
    confidence: z.number().gt(0).lt(1),
    /** Share of records that may be wrong, in percent. */
    toleratedPercent: z.object({ safetyCritical: z.number(), other: z.number() }),
    /** People who review a sample independently. */
    reviewers: z.int(),
    /** Least agreement of the reviewers (kappa). */
    agreementLeast: z.number(),
  })
  .parse(migrationWritten);

export const cutoverLimits = z.object({ ...head, deviceTestDays: z.int().positive() }).parse(cutoverWritten);
