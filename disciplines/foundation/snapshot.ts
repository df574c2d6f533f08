import type { Comparison, Json } from '@callosum/kernel';
import { z } from 'zod';

const comparison = z.enum(['atMost', 'atLeast', 'exactly'] satisfies Comparison[]);
const json: z.ZodType<Json> = z.json();

const row = z.strictObject({
  id: z.string(),
  ok: z.boolean(),
  reason: z.string(),
  details: z.record(z.string(), json),
});

const criterion = z.strictObject({
  key: z.string(),
  title: z.string(),
  fact: z.string(),
  /** Null: nothing was proved either way. */
  value: z.number().nullable(),
  unit: z.string(),
  comparison,
  target: z.number(),
  stop: z.boolean(),
  /** Share in the score, and the day to come it was judged for; absent in decisions that are older. */
  weight: z.number().exactOptional(),
  on: z.string().exactOptional(),
  state: z.enum(['met', 'unmet', 'unknown', 'waived']),
  total: z.int(),
  failing: z.int(),
  /** The rows that failed, up to `MOST_ROWS`. */
  rows: z.array(row),
  /** Failed rows beyond those. */
  rowsLeftOut: z.int(),
  waiver: z.strictObject({ by: z.string(), until: z.string(), reason: z.string() }).exactOptional(),
});

/** What was known when a gate was decided. */
export const snapshotSchema = z.strictObject({
  at: z.strictObject({ instant: z.string(), today: z.string() }),
  /** Last ledger event that the evaluation had seen. */
  sequence: z.int(),
  /** The same for each scope above, the nearest first. Absent where a decision is older than scopes above. */
  above: z.array(z.strictObject({ scope: z.string(), sequence: z.int() })).exactOptional(),
  gate: z.strictObject({
    key: z.string(),
    title: z.string(),
    date: z.string().nullable(),
    state: z.string(),
    score: z.number().nullable(),
  }),
  criteria: z.array(criterion),
});

export type Snapshot = z.infer<typeof snapshotSchema>;
export type SnapshotCriterion = Snapshot['criteria'][number];

/** Failed rows kept per criterion: enough to read, bounded for the ledger. */
export const MOST_ROWS = 1_000;
