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
    const accounts = await peopleSeenBy(services.pool, account);
    return [...accounts, { id: CONSOLE.account, name: 'Console' }];
  }),

  join: routes.people.join.handler(async ({ context: { services }, input }) => {
    const { id, name } = await join(services.pool, input);
    services.access.forget();
    return { id, name };
  }),

  invite: routes.people.invite.handler(async ({ context: { services, cookie, origin }, input }) => {
    const account = await services.sessions.requirePerson(cookie);
    const scope = input.project ? await scopeByKey(services.db, input.project) : await organisation(services.db);
    const actor = await services.access.requireActor(account, scope.id);
    if (actor.readOnly || !grantable(actor.roles).includes(input.role)) {
      throw refusal('not-allowed', 'Your roles do not let you invite somebody for this role.', {
        remedy: 'Ask an owner of the project.',
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
