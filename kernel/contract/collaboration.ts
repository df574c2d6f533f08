import { z } from 'zod';
import { base } from './base.ts';
import { person, scopeKey } from './shapes.ts';

const ofRecord = z.object({ key: scopeKey, id: z.uuid() });

const commentView = z.object({
  id: z.string(),
  version: z.number(),
  /** Mentions stand in it as `@{account}`. */
  text: z.string(),
  author: z.string(),
  written: z.string(),
  /** When it was changed last; null while it stands as it was written. */
  changed: z.string().nullable(),
  may: z.object({ edit: z.boolean(), withdraw: z.boolean() }),
});

/** Names a window of a browser; made up by it. */
export const windowName = z.string().regex(/^[\w-]{8,64}$/);

const company = z.object({
  /** Others who are at the record at this moment. */
  people: z.array(z.object({ account: z.string(), editing: z.boolean(), field: z.string().nullable() })),
});

const watching = z.object({ watching: z.boolean() });

/** People working together on a record. */
export const collaboration = {
  comments: base
    .route({ method: 'GET', path: '/projects/{key}/record/{id}/comments', summary: 'What is said about a record' })
    .input(ofRecord)
    .output(z.object({ comments: z.array(commentView), may: z.object({ comment: z.boolean() }) })),
  audience: base
    .route({
      method: 'GET',
      path: '/projects/{key}/record/{id}/audience',
      summary: 'People who may see a record, and so may be mentioned in a comment on it',
    })
    .input(ofRecord)
    .output(z.array(person)),
  presence: base
    .route({ method: 'GET', path: '/projects/{key}/record/{id}/presence', summary: 'Who else is at a record now' })
    .input(ofRecord)
    .output(company),
  here: base
    .route({ method: 'PUT', path: '/projects/{key}/record/{id}/presence', summary: 'Say that one is at a record' })
    .input(
      ofRecord.extend({
        tab: windowName,
        /** False: one has left. */
        here: z.boolean(),
        editing: z.boolean(),
        field: z.string().max(100).nullable(),
      }),
    )
    .output(company),
  watching: base
    .route({ method: 'GET', path: '/projects/{key}/record/{id}/watching', summary: 'Whether one follows a record' })
    .input(ofRecord)
    .output(watching),
  watch: base
    .route({ method: 'PUT', path: '/projects/{key}/record/{id}/watching', summary: 'Follow a record, or do not' })
    .input(ofRecord.extend({ watching: z.boolean() }))
    .output(watching),
};
