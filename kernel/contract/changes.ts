import { z } from 'zod';
import { base } from './base.ts';
import * as shape from './shapes.ts';

/** What became of a link between two moments, told with the record it starts from. */
export const linkChange = z.object({
  what: z.enum(['made', 'changed', 'removed']),
  type: z.string(),
  other: z.object({ id: z.string(), kind: z.string(), number: z.number(), title: z.string() }),
});

/** What became of a record between two moments. */
export const recordChange = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  /** Linked: nothing but its links is otherwise. */
  what: z.enum(['created', 'moved', 'changed', 'linked', 'withdrawn']),
  /** States before and after; null where it was not there. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** The first of its links that are otherwise, unless it came or went itself. */
  links: z.array(linkChange),
  moreLinks: z.number(),
});

export const changes = z.object({
  /** The day looked back to, and the board that decided then when it is one. */
  from: z.string(),
  board: z.object({ decision: z.string(), title: z.string() }).nullable(),
  at: z.string(),
  /** Criteria that found something else, by discipline of their fact; for those whose roles see the scope whole. */
  turned: z.array(
    z.object({
      gate: z.string(),
      criterion: z.string(),
      title: z.string(),
      discipline: z.string(),
      before: shape.criterionState,
      after: shape.criterionState,
      valueBefore: z.number().nullable(),
      valueAfter: z.number().nullable(),
      unit: z.string(),
    }),
  ),
  /** Records by kind, as far as the reader sees them; the first hundred of each are named. */
  kinds: z.array(
    z.object({
      discipline: z.string(),
      kind: z.string(),
      created: z.number(),
      moved: z.number(),
      changed: z.number(),
      linked: z.number(),
      withdrawn: z.number(),
      rows: z.array(recordChange),
    }),
  ),
});

export const changesRoute = base
  .route({ method: 'GET', path: '/projects/{key}/changes', summary: 'What is otherwise than at an earlier moment' })
  .input(z.object({ key: shape.scopeKey, from: shape.calendarDate.optional(), at: shape.calendarDate.optional() }))
  .output(changes);
