import { refusal, say } from '@callosum/kernel';
import { z } from 'zod';
import { organisation } from '../../store/scopes.ts';
import { enter, routes } from './base.ts';

const kept = z.object({ id: z.string(), name: z.string() });

export const templates = {
  list: routes.templates.list.handler(async ({ context: { services, cookie } }) => {
    const account = await services.sessions.require(cookie);
    const { id } = await organisation(services.db);
    const { roles } = await services.access.actorIn(account, id);
    const offered = services.registry.templates?.offered(await services.graphs.of(id), services.registry) ?? [];
    // What the organisation keeps is for those who belong to it; what the product brings is no secret.
    return offered
      .filter(({ record }) => record === undefined || roles.length > 0)
      .map(({ record, questions, ...offer }) => ({ ...offer, record: record ?? null, questions: [...questions] }));
  }),

  keep: routes.templates.keep.handler(async ({ context, input }) => {
    const { services, cookie } = context;
    const { scope, actor } = await enter(context, input.key);
    const { templates: known } = services.registry;
    // What is taken is seen by everybody afterwards, so whoever takes it sees the whole project.
    if (!actor.roles.some((role) => role === 'owner' || role === 'manager')) {
      throw refusal('not-allowed', say`Only an owner or a manager may keep this project as a template.`);
    }
    if (!known || scope.type !== 'project') {
      throw refusal('refused', say`A template is taken from a project.`, { path: ['key'] });
    }
    const { id } = await organisation(services.db);
    const above = await services.access.requireActor(await services.sessions.require(cookie), id);
    const template = known.taken(await services.graphs.of(scope.id), input, services.registry);
    const { result } = await services.writes.execute({
      scope: id,
      actor: above,
      commands: [{ command: known.keep, input: { template } }],
      internal: true,
    });
    return kept.parse(result);
  }),
};
