import { z } from 'zod';
import type { Json } from '../declare/json.ts';
import { statementSchema } from '../ledger/signature.ts';
import { base } from './base.ts';
import { signing } from './history.ts';
import { scopeKey } from './shapes.ts';

const json: z.ZodType<Json> = z.json();
const key = scopeKey;

const countsByKind = z.record(z.string(), z.number());
/** What a command would change, records by kind. */
export const commandPreview = z.object({
  created: countsByKind,
  changed: countsByKind,
  withdrawn: countsByKind,
  linked: z.number(),
  unlinked: z.number(),
});

export const commands = {
  run: base
    .route({ method: 'POST', path: '/projects/{key}/commands/{command}', summary: 'Change something' })
    .input(
      z.object({
        key,
        command: z.string().max(64),
        input: json,
        /** Versions the user saw: a record changed since is a conflict, never overwritten. */
        versions: z.record(z.uuid(), z.number().int()).optional(),
        /** Sending the same key again answers as the first time and changes nothing. */
        idempotencyKey: z.string().min(8).max(100).optional(),
        /** For what has to be signed. */
        signing: signing.optional(),
      }),
    )
    .output(z.object({ sequence: z.number(), events: z.number(), result: json })),
  state: base
    .route({
      method: 'POST',
      path: '/projects/{key}/commands/{command}/statement',
      summary: 'What has to be signed with a command; nothing is changed',
    })
    .input(z.object({ key, command: z.string().max(64), input: json }))
    .output(z.object({ statement: statementSchema.nullable() })),
  preview: base
    .route({
      method: 'POST',
      path: '/projects/{key}/commands/{command}/preview',
      summary: 'What a command would change; nothing is changed',
    })
    .input(z.object({ key, command: z.string().max(64), input: json }))
    .output(commandPreview),
};
