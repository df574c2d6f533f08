import type { Role } from '@callosum/kernel';
import { titleOf } from '../../readiness/title.ts';
import { allScopes } from '../../store/scopes.ts';
import { enter, routes } from './base.ts';

export const scopes = {
  list: routes.scopes.list.handler(async ({ context: { services, cookie } }) => {
    const account = await services.sessions.require(cookie);
    const all = await allScopes(services.db);
    const keys = new Map(all.map(({ id, key }) => [id, key]));
    const roles = new Map<string, readonly Role[]>();
    const open = new Set<string>();
    const parents = new Map(all.map(({ id, parent }) => [id, parent]));
    for (const { id } of all) {
      const { roles: held } = await services.access.actorIn(account, id);
      if (held.length === 0) continue;
      roles.set(id, held);
      // What lies above it is named, so that one knows where one is.
      for (let at: string | null | undefined = id; at && !open.has(at); at = parents.get(at)) open.add(at);
    }
    const shown = all.filter(({ id }) => open.has(id));
    return Promise.all(
      shown.map(async ({ id, key, type, parent }) => ({
        key,
        type,
        title: titleOf((await services.graphs.of(id)).find(id)),
        parent: parent === null ? null : (keys.get(parent) ?? null),
        roles: [...(roles.get(id) ?? [])],
      })),
    );
  }),

  create: routes.scopes.create.handler(async ({ context, input }) => {
    const { scope: parent, actor } = await enter(context, input.parent);
    const { type, key, title, zone, template, dryRun } = input;
    const { made } = await context.services.scopes.create(
      actor,
      { type, parent, key, title, zone, ...(template ? { template } : {}) },
      { dryRun },
    );
    return { key, made };
  }),

  move: routes.scopes.move.handler(async ({ context, input }) => {
    const { scope, actor: own } = await enter(context, input.key);
    const { scope: to, actor: above } = await enter(context, input.parent);
    await context.services.scopes.move({ own, above }, scope, to);
    return { key: scope.key, parent: to.key };
  }),
};
