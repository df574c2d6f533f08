import { z } from 'zod';
import type { Json } from '../declare/json.ts';
import { base } from './base.ts';
import { scopeKey } from './shapes.ts';

const answer: z.ZodType<Json> = z.json();
const name = z.string().max(64);

/** What the server part of a discipline answers: what a generic register cannot give, such as rows too many to be records. */
export const parts = {
  ask: base
    .route({
      method: 'GET',
      path: '/projects/{key}/parts/{part}/{question}',
      summary: 'Ask the server part of a discipline; “input” is JSON',
    })
    .input(z.object({ key: scopeKey, part: name, question: name, input: z.string().max(8_000).optional() }))
    .output(answer),
};
