import type { FieldValues, TemplateQuestion } from '@callosum/kernel';
import { z } from 'zod';
import { gateSchema } from '../default-gates.ts';

const name = z.string().min(1).max(80);
/** Working days (Monday to Friday) from go-live; before it is negative. */
const offset = z.int().min(-2_600).max(2_600);
const values: z.ZodType<FieldValues> = z.record(z.string(), z.json());

/** What answers must be for something to be made: one of some choices, or a number at least so large. All must hold. */
const conditionSchema = z.record(name, z.union([z.array(name).min(1), z.strictObject({ atLeast: z.int() })]));

const sized = {
  when: conditionSchema.exactOptional(),
  /** Made as often as the answer to this question says; `{n}` in its title counts. */
  each: name.exactOptional(),
};

const taskSchema = z.strictObject({
  key: name,
  title: z.string().min(1).max(1_000),
  /** Key of the summary it is part of. */
  in: name.exactOptional(),
  /** First and last day of work. */
  days: z.tuple([offset, offset]).exactOptional(),
  /** The day of a milestone. */
  at: offset.exactOptional(),
  /** Key of the gate that sits on this milestone. */
  gate: name.exactOptional(),
  after: z.array(z.union([name, z.strictObject({ key: name, type: z.enum(['SS', 'FF', 'SF']) })])).exactOptional(),
  ...sized,
});

const recordSchema = z.strictObject({
  key: name,
  kind: name,
  fields: values,
  /** Fields that hold a day, counted from go-live. */
  days: z.record(name, offset).exactOptional(),
  /** To records of the template by key; one that is not made is not linked to. */
  links: z.array(z.strictObject({ type: z.string(), to: name })).exactOptional(),
  ...sized,
});

const questionSchema = z.union([
  z.strictObject({
    key: name,
    text: z.string(),
    why: z.string(),
    options: z.record(name, z.string()),
    default: z.string(),
  }),
  z.strictObject({
    key: name,
    text: z.string(),
    why: z.string(),
    least: z.int().min(0),
    most: z.int().max(100),
    default: z.int(),
  }),
]) satisfies z.ZodType<TemplateQuestion>;

const scorecardPart = z.strictObject({
  discipline: name,
  /** Keys of its criteria; all of them unless given. */
  only: z.array(name).exactOptional(),
  when: conditionSchema.exactOptional(),
});

/** Everything a template says, with nothing left to look up but default gates and the scorecard, which are named by key. */
export const templateSchema = z.strictObject({
  id: name,
  title: z.string().trim().min(1).max(200),
  summary: z.string().max(2_000),
  source: z.string(),
  version: z.string(),
  status: z.string(),
  note: z.string().exactOptional(),
  questions: z.array(questionSchema).max(12),
  /** Registers that are shown from the beginning, also while they are empty. */
  registers: z.array(z.strictObject({ kind: name, when: conditionSchema.exactOptional() })).max(300),
  /** Default gates by key, or gates of one’s own. */
  gates: z.array(z.union([name, gateSchema])).max(60),
  scorecard: z.array(scorecardPart),
  plan: z.array(taskSchema).max(20_000),
  records: z.array(recordSchema).max(2_000),
  /** What has to be written, and by when. */
  documents: z.array(
    z.strictObject({ key: name, title: z.string(), by: offset, when: conditionSchema.exactOptional() }),
  ),
});

export type Template = z.infer<typeof templateSchema>;
export type TemplateTask = z.infer<typeof taskSchema>;
export type TemplateRecord = z.infer<typeof recordSchema>;
export type Condition = z.infer<typeof conditionSchema>;

/** Parts that templates of the product name by key. */
export const partsSchema = z.object({
  questions: z.array(questionSchema),
  records: z.array(recordSchema),
  documents: z.array(z.strictObject({ key: name, title: z.string(), when: conditionSchema.exactOptional() })),
});

/** A template of the product as it is written down. */
export const writtenSchema = templateSchema.omit({ questions: true, records: true, documents: true }).extend({
  effective: z.iso.date(),
  licence: z.string(),
  questions: z.array(name),
  records: z.array(name),
  documents: z.array(z.strictObject({ key: name, by: offset })),
});
