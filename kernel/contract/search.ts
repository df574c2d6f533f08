import { z } from 'zod';
import { base } from './base.ts';
import { scopeKey } from './shapes.ts';

/** A text cut where hits begin and end. */
const pieces = z.array(z.object({ text: z.string(), hit: z.boolean() }));

/** What a search found, as far as whoever asks may see it. */
export const found = z.object({
  /** Records that match; only so many are counted as are put in order. */
  total: z.number(),
  /** There are more. */
  more: z.boolean(),
  /** Filters that name nothing, such as `kind:unicorn`. */
  unknown: z.array(z.string()),
  hits: z.array(
    z.object({
      /** Where it is opened. */
      project: z.object({ key: z.string(), title: z.string() }),
      record: z.object({ id: z.string(), kind: z.string(), number: z.number(), state: z.string() }),
      title: pieces,
      /** The record that a comment is about. */
      about: z.object({ id: z.string(), kind: z.string(), number: z.number(), title: z.string() }).nullable(),
      /** The first place in another field. */
      text: z.object({ label: z.string(), pieces }).nullable(),
    }),
  ),
});

export const search = {
  find: base
    .route({ method: 'GET', path: '/search', summary: 'Records by the words in them, in all one may see' })
    .input(
      z.object({
        q: z.string().max(300),
        /** In this scope and those above it only. */
        key: scopeKey.optional(),
        /** Names of kinds with commas between them: only such records, besides what `kind:` says. */
        kinds: z.string().max(4_000).optional(),
        offset: z.coerce.number().int().min(0).max(1_000).default(0),
        limit: z.coerce.number().int().min(1).max(50).default(20),
      }),
    )
    .output(found),
};
