import { refusal } from '@callosum/kernel';
import { endSessions, sessionsOf } from '../../identity/my-sessions.ts';
import { recordSecurity } from '../../identity/security-log.ts';
import { SESSION_POLICY } from '../../identity/session-policy.ts';
import type { SignedIn } from '../../identity/sessions.ts';
import { organisation } from '../../store/scopes.ts';
import type { RequestContext } from '../context.ts';
import { routes } from './base.ts';

const DONE = { done: true } as const;

export const identity = {
  session: routes.identity.session.handler(async ({ context }) => leftOf(await person(context))),
  stay: routes.identity.stay.handler(async ({ context }) => {
    await context.services.sessions.touch(context.cookie);
    return leftOf(await person(context));
  }),
  sessions: routes.identity.sessions.handler(async ({ context }) =>
    sessionsOf(context.services.pool, await person(context)),
  ),
  endSessions: routes.identity.endSessions.handler(async ({ context, input }) => ({
    ended: await endSessions(context.services.pool, await person(context), input.id),
  })),

  policy: routes.identity.policy.handler(async ({ context }) => {
    await person(context);
    return context.services.settings.read(SESSION_POLICY);
  }),
  setPolicy: routes.identity.setPolicy.handler(async ({ context, input }) => {
    const me = await requireInstallationOwner(context);
    await context.services.settings.write(SESSION_POLICY, input, me.id);
    await recordSecurity(context.services.pool, {
      event: 'setting-changed',
      by: me.id,
      details: { setting: 'session' },
    });
    return DONE;
  }),
};

function person({ services, cookie }: RequestContext): Promise<SignedIn> {
  return services.sessions.requirePerson(cookie);
}

/** How people sign in is for the owner of the organisation to say. */
async function requireInstallationOwner(context: RequestContext): Promise<SignedIn> {
  const me = await person(context);
  const { access, db } = context.services;
  const { roles } = await access.actorIn(me, (await organisation(db)).id);
  if (roles.includes('owner')) return me;
  throw refusal('not-allowed', 'Only an owner of the organisation may do this.');
}

function leftOf({ ends, idleEnds }: SignedIn): { idleSeconds: number; seconds: number } {
  const now = Date.now();
  return { idleSeconds: (idleEnds.getTime() - now) / 1000, seconds: (ends.getTime() - now) / 1000 };
}
