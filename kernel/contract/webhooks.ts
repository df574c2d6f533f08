import { z } from 'zod';
import { base } from './base.ts';
import { whySentence } from './problem.ts';
import { scopeKey } from './shapes.ts';

const names = z.array(z.string().min(1).max(64)).max(50);
const of = z.object({ key: scopeKey, webhook: z.uuid() });
const made = z.object({ id: z.string(), secret: z.string() });

/** Somebody outside who is told of what happens in a scope. */
export const webhookView = z.object({
  id: z.string(),
  address: z.string(),
  /** Of which records; of all when empty. */
  kinds: names,
  /** By which commands; by all when empty. */
  commands: names,
  /** Whose rights decide what is told. */
  createdBy: z.string(),
  created: z.string(),
  /** Events of the scope that are still to be looked at. */
  behind: z.number(),
  failingSince: z.string().nullable(),
  paused: z.string().nullable(),
  /** Why: `failing`, `rights`, or `hand`. */
  pausedWhy: z.string().nullable(),
});

export const webhookAttempt = z.object({
  id: z.string(),
  message: z.string(),
  made: z.string(),
  delivered: z.boolean(),
  status: z.number().nullable(),
  why: z.string().nullable(),
  sentences: whySentence,
  milliseconds: z.number(),
});

const path = '/projects/{key}/webhooks' as const;

export const webhooks = {
  list: base
    .route({ method: 'GET', path, summary: 'Who outside is told of what happens here' })
    .input(z.object({ key: scopeKey }))
    .output(z.array(webhookView)),
  create: base
    .route({ method: 'POST', path, summary: 'Tell somebody outside; the secret is shown once' })
    .input(
      z.object({ key: scopeKey, address: z.url().max(1_000), kinds: names.default([]), commands: names.default([]) }),
    )
    .output(made),
  rotate: base
    .route({
      method: 'POST',
      path: `${path}/{webhook}/rotate`,
      summary: 'A new secret; the old one signs for a day more',
    })
    .input(of)
    .output(made),
  ping: base
    .route({ method: 'POST', path: `${path}/{webhook}/ping`, summary: 'Send something now, to see whether it arrives' })
    .input(of)
    .output(webhookAttempt),
  pause: base
    .route({ method: 'POST', path: `${path}/{webhook}/pause`, summary: 'Tell nothing until it is taken up again' })
    .input(of)
    .output(webhookView),
  resume: base
    .route({ method: 'POST', path: `${path}/{webhook}/resume`, summary: 'Go on where it stopped' })
    .input(of)
    .output(webhookView),
  attempts: base
    .route({ method: 'GET', path: `${path}/{webhook}/attempts`, summary: 'What came of telling, newest first' })
    .input(of)
    .output(z.array(webhookAttempt)),
  remove: base
    .route({ method: 'DELETE', path: `${path}/{webhook}`, summary: 'Tell no more' })
    .input(of)
    .output(z.object({ removed: z.string() })),
};
