import { z } from 'zod';
import written from './content/governance.json' with { type: 'json' };

/** Numbers that rule gates and waivers, as data. */
export const governance = z
  .object({
    source: z.string(),
    version: z.string(),
    status: z.string(),
    /** Longest a criterion may be waived, in days. */
    waiverDaysMost: z.int(),
    /** Shortest reason or rationale, in characters. */
    reasonCharactersLeast: z.int(),
    /** An emergency change is looked at again within so many days. */
    emergencyReviewDays: z.int(),
    /** So many days before the day of notice a contract is spoken of. */
    noticeAheadDays: z.int(),
    /** Months a benefit is measured before go-live. */
    baselineMonthsLeast: z.int(),
    /** Upper ends, in days, of the bands in which the age of what is open is told. */
    ageBands: z.array(z.int()),
    /** Months from go-live until a benefit is expected in full, where nobody said otherwise. */
    rampMonths: z.int(),
    /** A benefit stands at the mean of so many of its last values. */
    benefitMeanOf: z.int(),
    /** Years over which offers are compared, and the discount of money a year. */
    costYears: z.int(),
    discountPercent: z.number(),
    /** By this part of itself a weight is varied to see whether ranks hold. */
    weightChangePart: z.number(),
  })
  .parse(written);

/** A reason somebody can be asked about later. */
export const reasonSchema = z
  .string()
  .trim()
  .min(governance.reasonCharactersLeast, `Give a reason of at least ${governance.reasonCharactersLeast} characters`)
  .max(20_000);
