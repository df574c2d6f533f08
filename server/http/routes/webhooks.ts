import { refusal, say } from '@callosum/kernel';
import type { webhookAttempt, webhookView } from '@callosum/kernel/contract';
import type { z } from 'zod';
import type { Scope } from '../../store/scopes.ts';
import * as rows from '../../webhooks/rows.ts';
import { mayTell } from '../../webhooks/webhooks.ts';
import type { RequestContext } from '../context.ts';
import { enter, routes } from './base.ts';

/** Whoever manages a scope says who outside is told of it. */
async function manage(context: RequestContext, key: string) {
  const entered = await enter(context, key);
  if (!mayTell(entered.actor)) {
    throw refusal('not-allowed', say`Your role does not let you have others told of what happens here.`, {
      remedy: say`Ask an owner or manager of the project.`,
    });
  }
  return entered;
}

/** For what changes something. */
async function change(context: RequestContext, key: string) {
  const entered = await manage(context, key);
  if (entered.actor.readOnly) throw refusal('not-allowed', say`This token may only read; nothing was changed.`);
  return entered;
}

async function found({ services }: RequestContext, scope: Scope, id: string): Promise<rows.Webhook> {
  const webhook = await rows.findWebhook(services.pool, scope.id, id);
  if (webhook) return webhook;
  throw refusal('not-found', say`There is no such webhook, or you may not see it.`);
}

async function shown(context: RequestContext, scope: Scope, id: string): Promise<z.infer<typeof webhookView>> {
  const webhook = (await rows.webhooksOf(context.services.pool, scope.id)).find((one) => one.id === id);
  if (webhook) return present(webhook);
  throw refusal('not-found', say`There is no such webhook, or you may not see it.`);
}

export const webhooks = {
  list: routes.webhooks.list.handler(async ({ context, input }) => {
    const { scope } = await manage(context, input.key);
    return (await rows.webhooksOf(context.services.pool, scope.id)).map(present);
  }),
  create: routes.webhooks.create.handler(async ({ context, input }) => {
    const { scope, actor } = await change(context, input.key);
    const { registry, webhooks: told } = context.services;
    const unknown =
      input.kinds.find((kind) => !registry.kinds.has(kind)) ??
      input.commands.find((command) => !registry.commands.has(command));
    if (unknown !== undefined) {
      throw refusal('invalid', say`There is nothing called “${unknown}”.`, {
        path: ['kinds'],
        remedy: say`Leave it out.`,
      });
    }
    const { address, kinds, commands } = input;
    return told.create({ scope: scope.id, address, kinds, commands, createdBy: actor.account });
  }),
  rotate: routes.webhooks.rotate.handler(async ({ context, input }) => {
    const { scope } = await change(context, input.key);
    return context.services.webhooks.rotate((await found(context, scope, input.webhook)).id);
  }),
  ping: routes.webhooks.ping.handler(async ({ context, input }) => {
    const { scope } = await change(context, input.key);
    return attempt(await context.services.webhooks.ping(await found(context, scope, input.webhook), scope.key));
  }),
  pause: routes.webhooks.pause.handler(async ({ context, input }) => {
    const { scope } = await change(context, input.key);
    await rows.pauseWebhook(context.services.pool, (await found(context, scope, input.webhook)).id, 'hand');
    return shown(context, scope, input.webhook);
  }),
  resume: routes.webhooks.resume.handler(async ({ context, input }) => {
    const { scope } = await change(context, input.key);
    await rows.resumeWebhook(context.services.pool, (await found(context, scope, input.webhook)).id);
    context.services.webhooks.wake(scope.id);
    return shown(context, scope, input.webhook);
  }),
  attempts: routes.webhooks.attempts.handler(async ({ context, input }) => {
    const { scope } = await manage(context, input.key);
    const webhook = await found(context, scope, input.webhook);
    return (await rows.attemptsOf(context.services.pool, webhook.id)).map(attempt);
  }),
  remove: routes.webhooks.remove.handler(async ({ context, input }) => {
    const { scope } = await change(context, input.key);
    const webhook = await found(context, scope, input.webhook);
    await rows.removeWebhook(context.services.pool, webhook.id);
    return { removed: webhook.id };
  }),
};

function present(webhook: rows.Webhook & { behind: number }): z.infer<typeof webhookView> {
  const { id, address, kinds, commands, created_by, created, failing_since, paused, paused_why, behind } = webhook;
  return {
    id,
    address,
    kinds: [...kinds],
    commands: [...commands],
    createdBy: created_by,
    created: created.toISOString(),
    behind,
    failingSince: failing_since?.toISOString() ?? null,
    paused: paused?.toISOString() ?? null,
    pausedWhy: paused_why,
  };
}

function attempt({ made, sentence, ...row }: rows.AttemptRow): z.infer<typeof webhookAttempt> {
  return { ...row, made: made.toISOString(), ...(sentence ? { sentences: { why: sentence } } : {}) };
}
