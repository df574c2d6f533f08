import { offeredProviders } from '../../federation/providers.ts';
import { CONSOLE } from '../../identity/access.ts';
import { peopleSeenBy } from '../../identity/people.ts';
import { hasAccounts, invite, join } from '../../identity/invitations.ts';
import { type Actor, grantable, refusal, ROLES, seesWhole, say } from '@callosum/kernel';
import type { members } from '@callosum/kernel/contract';
import type { z } from 'zod';
import { membersOf } from '../../identity/memberships.ts';
import type { RequestContext, Services } from '../context.ts';
import { organisation, scopeByKey } from '../../store/scopes.ts';
import { accounts } from './accounts.ts';
import { routes } from './base.ts';

export const status = routes.status.handler(async ({ context: { services } }) => ({
  version: services.version,
  setupNeeded: !(await hasAccounts(services.pool)),
  providers: await offeredProviders(services.pool),
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
    const accounts = await peopleSeenBy(services.pool, account);
    return [...accounts, { id: CONSOLE.account, name: 'Console' }];
  }),

  join: routes.people.join.handler(async ({ context: { services }, input }) => {
    const { id, name } = await join(services.pool, input);
    services.access.forget();
    return { id, name };
  }),

  ...accounts,

  members: routes.people.members.handler(async ({ context, input }) => {
    const { scope, actor } = await within(context, input.project);
    return presentMembers(context.services, scope.id, actor);
  }),

  setRoles: routes.people.setRoles.handler(async ({ context, input }) => {
    const { services } = context;
    const { scope, actor } = await within(context, input.project, true);
    const { people: known, grantable: mine } = await presentMembers(services, scope.id, actor);
    const held = known.find(({ id }) => id === input.account)?.roles ?? [];
    const changed = ROLES.filter((role) => held.includes(role) !== input.roles.includes(role));
    if (mine.length === 0 || changed.some((role) => !mine.includes(role))) {
      throw refusal('not-allowed', say`Your roles do not let you give or take these roles; nothing was changed.`, {
        remedy: say`Ask an owner of the project.`,
      });
    }
    const met = await peopleSeenBy(services.pool, await services.sessions.requirePerson(context.cookie));
    if (!met.some(({ id }) => id === input.account)) {
      throw refusal('not-found', say`There is nobody like this, or you have not met.`, {
        remedy: say`Send an invitation.`,
      });
    }
    await services.access.setRoles(actor.account, input.account, scope.id, input.roles);
    return presentMembers(services, scope.id, actor);
  }),

  invite: routes.people.invite.handler(async ({ context: { services, cookie, origin }, input }) => {
    const account = await services.sessions.requirePerson(cookie);
    const scope = input.project ? await scopeByKey(services.db, input.project) : await organisation(services.db);
    const actor = await services.access.requireActor(account, scope.id);
    if (actor.readOnly || !grantable(actor.roles).includes(input.role)) {
      throw refusal('not-allowed', say`Your roles do not let you invite somebody for this role.`, {
        remedy: say`Ask an owner of the project.`,
      });
    }
    const { email, accountUntil } = input;
    const made = await invite(services.pool, account.id, scope.id, input.role, { email, accountUntil });
    const path = `/join/${made.token}`;
    // A mail server that is down takes nothing away: the link is in the answer and can be handed over.
    const mail = email === undefined ? null : await services.mail.send(invitationMail(email, `${origin}${path}`, made));
    return { token: made.token, path, expires: made.expires.toISOString(), mail };
  }),
};

function invitationMail(to: string, link: string, { expires }: { expires: Date }) {
  const until = expires.toISOString().slice(0, 10);
  const text = [
    'You have been invited to Callosum.',
    '',
    `Open this link to make your account. It works once, until ${until}:`,
    link,
    '',
    'If you did not expect this, you need not do anything.',
  ].join('\n');
  return { to, subject: 'Your invitation to Callosum', text };
}

/** The project asked for, or the organisation, and who asks there. */
async function within({ services, cookie }: RequestContext, project: string | undefined, asPerson = false) {
  const account = await (asPerson ? services.sessions.requirePerson(cookie) : services.sessions.require(cookie));
  const scope = project ? await scopeByKey(services.db, project) : await organisation(services.db);
  return { scope, actor: await services.access.requireActor(account, scope.id) };
}

/** People from outside do not learn who else there is. */
async function presentMembers({ pool }: Services, scope: string, actor: Actor): Promise<z.infer<typeof members>> {
  if (!seesWhole(actor.roles)) throw refusal('not-allowed', say`Your role does not let you see who takes part.`);
  const known = (roles: readonly string[]) => ROLES.filter((role) => roles.includes(role));
  const all = await membersOf(pool, scope);
  return {
    people: all.map(({ id, name, roles, inherited, off }) => ({
      id,
      name,
      roles: known(roles),
      inherited: known(inherited),
      off,
    })),
    grantable: actor.readOnly ? [] : [...grantable(actor.roles)],
  };
}
