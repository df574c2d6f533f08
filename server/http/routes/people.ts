import { CONSOLE } from '../../identity/access.ts';
import { peopleSeenBy } from '../../identity/people.ts';
import { hasAccounts, invite, join } from '../../identity/invitations.ts';
import { grantable, refusal } from '@callosum/kernel';
import { organisation, scopeByKey } from '../../store/scopes.ts';
import { routes } from './base.ts';

export const status = routes.status.handler(async ({ context: { services } }) => ({
  version: services.version,
  setupNeeded: !(await hasAccounts(services.pool)),
}));

export const me = routes.me.handler(async ({ context: { services, cookie } }) => {
  const account = await services.sessions.find(cookie);
  if (!account) return null;
  const { roles } = await services.access.actorIn(account, (await organisation(services.db)).id);
  const { id, name, email } = account;
  return { id, name, email, roles: [...roles] };
});

export const people = {
  list: routes.people.list.handler(async ({ context: { services, cookie } }) => {
    const account = await services.sessions.require(cookie);
    const accounts = await peopleSeenBy(services.pool, account.id);
    return [...accounts, { id: CONSOLE.account, name: 'Console' }];
  }),

  join: routes.people.join.handler(async ({ context: { services }, input }) => {
    const { id, name } = await join(services.pool, input);
    services.access.forget();
    return { id, name };
  }),

  invite: routes.people.invite.handler(async ({ context: { services, cookie }, input }) => {
    const account = await services.sessions.require(cookie);
    const scope = input.project ? await scopeByKey(services.db, input.project) : await organisation(services.db);
    const actor = await services.access.requireActor(account, scope.id);
    if (actor.readOnly || !grantable(actor.roles).includes(input.role)) {
      throw refusal('not-allowed', 'Your roles do not let you invite somebody for this role.', {
        remedy: 'Ask an owner of the project.',
      });
    }
    const { token, expires } = await invite(services.pool, account.id, scope.id, input.role);
    return { token, path: `/join/${token}`, expires: expires.toISOString() };
  }),
};
