import { ceremonyOptions } from '@callosum/kernel/contract';
import { changePassword } from '../../identity/change-password.ts';
import { endSessions, sessionsOf } from '../../identity/my-sessions.ts';
import {
  authenticationOptions,
  passkeysOf,
  register,
  registrationOptions,
  removePasskey,
  siteOf,
} from '../../identity/passkeys.ts';
import { hasPassword, reauthenticate, requireOwner } from '../../identity/reauthentication.ts';
import { beginFactor, confirmFactor, factorOf, removeFactor, renewBackupCodes } from '../../identity/second-factor.ts';
import type { SignedIn } from '../../identity/sessions.ts';
import { makeToken, revokeToken, tokensOf } from '../../identity/tokens.ts';
import { scopeByKey } from '../../store/scopes.ts';
import type { RequestContext } from '../context.ts';
import { routes } from './base.ts';
import { DONE, person } from './identity-person.ts';
import { identityProviders } from './identity-providers.ts';
import { identitySettings } from './identity-settings.ts';

const sessions = {
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
};

const account = {
  security: routes.identity.security.handler(async ({ context }) => {
    const { pool } = context.services;
    const me = await person(context);
    const factor = await factorOf(pool, me.id);
    return {
      hasPassword: await hasPassword(pool, me.id),
      authenticator: factor ? { since: factor.since.toISOString(), codesLeft: factor.codesLeft } : null,
      passkeys: await passkeysOf(pool, me.id),
      factorNeeded: me.factorNeeded,
    };
  }),
  reauthenticate: routes.identity.reauthenticate.handler(async ({ context, input }) => {
    const me = await person(context);
    const showing = 'passkey' in input ? { ...input, site: siteOf(context.origin) } : input;
    const place = { subject: `again ${me.id}`, device: me.session };
    const { proof, expires } = await reauthenticate(context.services, me, showing, place);
    return { proof, expires: expires.toISOString() };
  }),
  changePassword: routes.identity.changePassword.handler(async ({ context, input }) => {
    await changePassword(context.services.pool, await person(context), input.next, input.proof);
    return DONE;
  }),
};

const authenticator = {
  begin: routes.identity.authenticator.begin.handler(async ({ context, input }) =>
    beginFactor(context.services, await proven(context, input.proof)),
  ),
  confirm: routes.identity.authenticator.confirm.handler(async ({ context, input }) => {
    const backupCodes = await confirmFactor(context.services, await person(context), input.code);
    context.services.sessions.forget();
    return { backupCodes };
  }),
  renewCodes: routes.identity.authenticator.renewCodes.handler(async ({ context, input }) => {
    const { id } = await proven(context, input.proof);
    return { backupCodes: await renewBackupCodes(context.services.pool, id) };
  }),
  remove: routes.identity.authenticator.remove.handler(async ({ context, input }) => {
    await removeFactor(context.services.pool, (await proven(context, input.proof)).id);
    return DONE;
  }),
};

const passkeys = {
  options: routes.identity.passkeys.options.handler(async ({ context, input }) => {
    const me = await proven(context, input.proof);
    return asJson(await registrationOptions(context.services.pool, siteOf(context.origin), me));
  }),
  add: routes.identity.passkeys.add.handler(async ({ context, input }) => {
    const me = await person(context);
    await register(context.services.pool, siteOf(context.origin), me, input.name, input.response);
    context.services.sessions.forget();
    return DONE;
  }),
  remove: routes.identity.passkeys.remove.handler(async ({ context, input }) => {
    await removePasskey(context.services.pool, (await proven(context, input.proof)).id, input.id);
    return DONE;
  }),
  showOptions: routes.identity.passkeys.showOptions.handler(async ({ context }) => {
    const me = await person(context);
    return asJson(await authenticationOptions(context.services.pool, siteOf(context.origin), me.id));
  }),
};

const tokens = {
  list: routes.identity.tokens.list.handler(async ({ context }) =>
    tokensOf(context.services.pool, (await person(context)).id),
  ),
  make: routes.identity.tokens.make.handler(async ({ context, input }) => {
    const { pool, db, access } = context.services;
    const me = await person(context);
    const scope = input.project === undefined ? null : (await scopeByKey(db, input.project)).id;
    if (scope !== null) await access.requireActor(me, scope);
    await requireOwner(pool, me, input.proof);
    const { name, readOnly, days } = input;
    return makeToken(pool, me.id, { name, scope, roles: input.roles ?? null, readOnly, days });
  }),
  revoke: routes.identity.tokens.revoke.handler(async ({ context, input }) => {
    await revokeToken(context.services.pool, (await person(context)).id, input.id);
    context.services.sessions.forget();
    return DONE;
  }),
};

export const identity = {
  ...sessions,
  ...account,
  authenticator,
  passkeys,
  tokens,
  ...identitySettings,
  ...identityProviders,
};

/** A person who has just shown that it is he. */
async function proven(context: RequestContext, proof: string): Promise<SignedIn> {
  const me = await person(context);
  await requireOwner(context.services.pool, me, proof);
  return me;
}

function leftOf({ ends, idleEnds }: SignedIn): { idleSeconds: number; seconds: number } {
  const now = Date.now();
  return { idleSeconds: (idleEnds.getTime() - now) / 1000, seconds: (ends.getTime() - now) / 1000 };
}

/** Options of a ceremony as they travel. */
function asJson(options: object) {
  return ceremonyOptions.parse(JSON.parse(JSON.stringify(options)));
}
