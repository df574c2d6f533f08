import { z } from 'zod';
import { messageSentences } from './problem.ts';
import { calendarDate, json, projectKey } from './shapes.ts';
import { templateChoice } from './templates.ts';

export const importIssue = z.object({
  code: z.string(),
  /** In English. */
  message: z.string(),
  sentences: messageSentences,
  file: z.string(),
  line: z.number().nullable(),
});

export const importDiff = z.object({
  project: projectKey,
  newProject: z.boolean(),
  title: z.string(),
  start: z.string().nullable(),
  finish: z.string().nullable(),
  goLive: z.string().nullable(),
  milestones: z.array(z.object({ uid: z.number(), title: z.string(), date: z.string().nullable() })),
  created: z.number(),
  updated: z.number(),
  restored: z.number(),
  removed: z.number(),
  unchanged: z.number(),
  /** How many records the file no longer holds: withdrawn, or kept where that was asked for. */
  gone: z.number(),
  links: z.object({ added: z.number(), changed: z.number(), removed: z.number() }),
  byKind: z.array(
    z.object({
      kind: z.string(),
      created: z.number(),
      updated: z.number(),
      restored: z.number(),
      removed: z.number(),
      unchanged: z.number(),
    }),
  ),
  rows: z.array(
    z.object({
      kind: z.string(),
      title: z.string(),
      action: z.enum(['create', 'update', 'remove', 'restore']),
      fields: z.array(z.object({ name: z.string(), before: json, after: json })),
    }),
  ),
  warnings: z.array(importIssue),
});

export const importRequest = z.object({
  /** Hash that the upload answered with. */
  file: z.string().regex(/^[0-9a-f]{64}$/),
  /** The file's name, for messages and the record. */
  name: z.string().min(1).max(255),
  key: projectKey,
  /** Title of a project that does not exist yet; the plan's own title unless given. */
  title: z.string().min(1).max(1_000).optional(),
  zone: z.string().max(64).optional(),
  /** Go-live T: a milestone of the plan or a date; the last milestone unless given. */
  goLive: z.union([z.object({ milestone: z.number() }), z.object({ date: calendarDate })]).optional(),
  /** What becomes of records that the file no longer holds; they are withdrawn unless they are to be kept. */
  gone: z.enum(['withdraw', 'keep']).optional(),
  /** What a new project begins with besides its plan; the default gates unless given. */
  template: templateChoice.omit({ goLive: true }).optional(),
});
