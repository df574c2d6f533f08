import { z } from 'zod';
import { base } from './base.ts';
import { person, projectKey } from './shapes.ts';

const ofRecord = z.object({ key: projectKey, id: z.uuid() });

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
  watching: base
    .route({ method: 'GET', path: '/projects/{key}/record/{id}/watching', summary: 'Whether one follows a record' })
    .input(ofRecord)
    .output(watching),
  watch: base
    .route({ method: 'PUT', path: '/projects/{key}/record/{id}/watching', summary: 'Follow a record, or do not' })
    .input(ofRecord.extend({ watching: z.boolean() }))
    .output(watching),
};
