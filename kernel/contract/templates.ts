import { z } from 'zod';
import { base } from './base.ts';
import { toldShape } from './problem.ts';
import { scopeKey } from './shapes.ts';

const asked = { key: z.string(), text: z.string(), why: z.string() };
const question = z.union([
  z.object({ ...asked, options: z.record(z.string(), z.string()), default: z.string() }),
  z.object({ ...asked, least: z.number(), most: z.number(), default: z.number() }),
]);
const counts = z.array(z.object({ kind: z.string(), count: z.number() })).readonly();

const templateOffer = z.object({
  name: z.string(),
  title: z.string(),
  summary: z.string(),
  source: z.string(),
  version: z.string(),
  status: z.string(),
  /** Record of the organisation it is kept in; null for those of the product. */
  record: z.string().nullable(),
  questions: z.array(question).readonly(),
  brings: z.object({
    weeks: z.number(),
    registers: z.number(),
    counts,
    gates: z.array(z.string()).readonly(),
    documents: z.number(),
  }),
});

const answers = z.record(z.string().max(80), z.union([z.string().max(80), z.int()]));

/** What a project begins with: the template’s name, answers to its questions, and the promised day. */
export const templateChoice = z.object({
  name: z.string().max(80),
  answers: answers.optional(),
  goLive: z.iso.date().optional(),
});

/** What a template came to. */
export const templateMade = z.object({
  template: z.string(),
  answers,
  start: z.string(),
  finish: z.string(),
  goLive: z.string(),
  counts,
  registers: z.array(z.string()).readonly(),
  gates: z.array(z.object({ key: z.string(), title: z.string(), date: z.string() })).readonly(),
  documents: z.array(z.string()).readonly(),
  warnings: z.array(toldShape.extend({ code: z.string() })).readonly(),
});

export const templates = {
  list: base
    .route({ method: 'GET', path: '/templates', summary: 'Templates a project can begin with' })
    .output(z.array(templateOffer)),
  keep: base
    .route({
      method: 'POST',
      path: '/projects/{key}/template',
      summary: 'Keep what a project is built of as a template of the organisation',
    })
    .input(
      z.object({
        key: scopeKey,
        title: z.string().trim().min(1).max(200),
        summary: z.string().trim().max(2_000).default(''),
      }),
    )
    .output(z.object({ id: z.string(), name: z.string() })),
};
