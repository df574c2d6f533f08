import { z } from 'zod';
import written from './content/retention.json' with { type: 'json' };

/** How sure a rule is. */
export const RULE_STATUS = {
  inForce: 'In force',
  house: 'Rule of the house',
  unverified: 'Not verified',
} as const;

const rule = z.strictObject({
  title: z.string(),
  /** Kind of record it speaks of. */
  about: z.string(),
  /** Date field its years are counted from. */
  from: z.string(),
  years: z.int().min(0),
  source: z.string(),
  status: z.enum(['inForce', 'house', 'unverified']),
});

export type RetentionRule = z.infer<typeof rule>;

/** The rules that hold where nobody has written others, as data. */
export const retentionSchedule = z
  .object({ source: z.string(), version: z.string(), status: z.string(), rules: z.array(rule) })
  .parse(written);
