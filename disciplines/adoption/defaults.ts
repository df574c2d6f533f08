import { z } from 'zod';
import writtenCadence from './content/cadence.json' with { type: 'json' };
import writtenInstruments from './content/instruments.json' with { type: 'json' };
import writtenRatios from './content/ratios.json' with { type: 'json' };

const origin = {
  id: z.string(),
  title: z.string(),
  source: z.string(),
  version: z.string(),
  effective: z.string(),
  status: z.enum(['in force', 'proposed', 'vacated', 'unverified', 'own default']),
  licence: z.string(),
  note: z.string(),
};

const evidence = { label: z.string(), evidence: z.enum(['S', 'K', 'A', 'C']), source: z.string() };
const ratio = z.strictObject({ ...evidence, users: z.number().positive(), from: z.number().positive() });

/** How many users one helper may have, with where each figure comes from. */
export const ratios = z
  .strictObject({
    ...origin,
    superUsers: ratio,
    elbowPhysicians: ratio,
    elbowOthers: ratio,
    allSupport: ratio,
    superUserDays: z.strictObject({ ...evidence, days: z.int() }),
    passMark: z.strictObject({ ...evidence, percent: z.number() }),
  })
  .parse(writtenRatios);

/** How often people are to be met, measured and answered. */
export const cadence = z
  .strictObject({
    ...origin,
    /** By power and interest: `high-low`. */
    contactDays: z.record(z.string(), z.strictObject({ label: z.string(), days: z.int() })),
    answerDays: z.int(),
    /** Days from go-live on which every unit and shift has support. */
    supportDays: z.int(),
    testersPerStratum: z.int(),
    /** Percent aimed for where a survey names no aim of its own. */
    surveyResponse: z.number(),
    /** Days after which a value is old, by how often it is measured. */
    measureDays: z.record(z.string(), z.int()),
    /** Values before go-live that make up a baseline. */
    baselinePoints: z.int(),
  })
  .parse(writtenCadence);

const instrument = { title: z.string(), source: z.string(), status: origin.status };

/** How questionnaires are scored. */
export const instruments = z
  .strictObject({
    ...origin,
    sus: z.strictObject({
      ...instrument,
      oddLess: z.number(),
      evenFrom: z.number(),
      factor: z.number(),
      average: z.number(),
      benchmarks: z.record(z.string(), z.number()),
    }),
    nees: z.strictObject({ ...instrument, note: z.string(), positiveFrom: z.number(), negativeUpTo: z.number() }),
    adkar: z.strictObject({ ...instrument, barrierAt: z.number() }),
    oric: z.strictObject({ ...instrument, note: z.string() }),
  })
  .parse(writtenInstruments);
