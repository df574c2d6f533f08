import { z } from 'zod';
import type { Json } from '../declare/json.ts';
import { problemShape } from './problem.ts';

const value: z.ZodType<Json> = z.json();

/** Long work as whoever started it sees it. */
export const jobView = z.object({
  id: z.string(),
  name: z.string(),
  /** In English, as declared; a catalogue may have other words under the name. */
  label: z.string(),
  state: z.enum(['waiting', 'running', 'cancelling', 'done', 'failed', 'cancelled']),
  /** How far it is, from 0 to 1. */
  fraction: z.number(),
  /** What it is at. */
  word: z.object({ key: z.string(), text: z.string() }).nullable(),
  /** What it left; the bytes lie at `jobFilePath`. */
  file: z.object({ name: z.string(), size: z.number() }).nullable(),
  value: value.nullable(),
  /** Why it failed, or why it is tried again. */
  problems: z.array(problemShape),
  created: z.string(),
  finished: z.string().nullable(),
});
