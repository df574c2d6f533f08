import { refusal, say } from '@callosum/kernel';
import {
  beginEmergency,
  EMERGENCY_POLICY,
  emergenciesOf,
  endEmergency,
  openEmergency,
  reviewEmergency,
} from '../../identity/emergency.ts';
import { COMMON_LANGUAGE, ownLanguage, setOwnLanguage } from '../../identity/language.ts';
import { requireOwner } from '../../identity/reauthentication.ts';
import { recordSecurity } from '../../identity/security-log.ts';
import { SESSION_POLICY } from '../../identity/session-policy.ts';
import { MAIL_PASSWORD_PLACE, MAIL_SERVER } from '../../mail/mail.ts';
import { PUBLIC_ADDRESS } from '../../notices/address.ts';
import { organisation, scopeByKey } from '../../store/scopes.ts';
import { routes } from './base.ts';
import { DONE, inCharge, person, requireInstallationOwner } from './identity-person.ts';

const times = {
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

const refused = {
  refusals: routes.identity.refusals.handler(async ({ context }) => {
    await requireInstallationOwner(context);
    return context.services.refusals.list();
  }),
};

const language = {
  language: routes.identity.language.handler(async ({ context }) => {
    const { pool, settings: kept } = context.services;
    const me = await person(context);
    return { own: await ownLanguage(pool, me.id), installation: await kept.read(COMMON_LANGUAGE) };
  }),
  chooseLanguage: routes.identity.chooseLanguage.handler(async ({ context, input }) => {
    await setOwnLanguage(context.services.pool, (await person(context)).id, input.language);
    return DONE;
  }),
  setLanguage: routes.identity.setLanguage.handler(async ({ context, input }) => {
    const me = await requireInstallationOwner(context);
    await context.services.settings.write(COMMON_LANGUAGE, input.language, me.id);
    await recordSecurity(context.services.pool, {
      event: 'setting-changed',
      by: me.id,
      details: { setting: 'language' },
    });
    return DONE;
  }),
};

const mail = {
  mailServer: routes.identity.mailServer.handler(async ({ context }) => {
    await requireInstallationOwner(context);
    const server = await context.services.settings.read(MAIL_SERVER);
    if (!server) return null;
    const { host, port, encryption, user, from } = server;
    return { host, port, encryption, user, from };
  }),
  setMailServer: routes.identity.setMailServer.handler(async ({ context, input }) => {
    const { settings: kept, secrets, pool } = context.services;
    const me = await requireInstallationOwner(context);
    const before = await kept.read(MAIL_SERVER);
    const { password, ...server } = input;
    // Left out, the password stays, but never for another host: it would be sent there.
    const stays = before?.host === server.host ? before.password : secrets.fields.encrypt('', MAIL_PASSWORD_PLACE);
    const sealed = password === undefined ? stays : secrets.fields.encrypt(password, MAIL_PASSWORD_PLACE);
    await kept.write(MAIL_SERVER, { ...server, password: sealed }, me.id);
    // What a job writes must lead here, and no request tells it where that is.
    if (context.origin !== undefined) await kept.write(PUBLIC_ADDRESS, { origin: context.origin }, me.id);
    await recordSecurity(pool, { event: 'setting-changed', by: me.id, details: { setting: 'mail' } });
    return DONE;
  }),
  setMailTried: routes.identity.setMailTried.handler(async ({ context }) => {
    const me = await requireInstallationOwner(context);
    return context.services.mail.send({
      to: me.email,
      subject: 'Callosum can send e-mail',
      text: 'This message was sent to see whether the mail server takes messages from Callosum. It does.',
    });
  }),
};

const emergency = {
  policy: routes.identity.emergency.policy.handler(async ({ context }) => {
    const me = await person(context);
    const { accounts, longestMinutes } = await context.services.settings.read(EMERGENCY_POLICY);
    const { roles } = await context.services.access.actorIn(me, (await organisation(context.services.db)).id);
    return {
      mayTake: accounts.includes(me.id),
      longestMinutes,
      accounts: roles.includes('owner') ? accounts : null,
    };
  }),
  setPolicy: routes.identity.emergency.setPolicy.handler(async ({ context, input }) => {
    const me = await requireInstallationOwner(context);
    await context.services.settings.write(EMERGENCY_POLICY, input, me.id);
    await recordSecurity(context.services.pool, {
      event: 'setting-changed',
      by: me.id,
      details: { setting: 'emergency' },
    });
    return DONE;
  }),
  begin: routes.identity.emergency.begin.handler(async ({ context, input }) => {
    const { pool, db, settings: kept, mail: post, access } = context.services;
    const me = await person(context);
    const { accounts, longestMinutes } = await kept.read(EMERGENCY_POLICY);
    if (!accounts.includes(me.id)) throw refusal('not-allowed', say`You may not take access in an emergency.`);
    if (input.minutes > longestMinutes) {
      throw refusal('invalid', say`Emergency access lasts at most ${longestMinutes} minutes.`, { path: ['minutes'] });
    }
    const scope = await scopeByKey(db, input.key);
    await requireOwner(pool, me, input.proof);
    const { role, reason, minutes } = input;
    const id = await beginEmergency(pool, post, scope.key, { account: me.id, scope: scope.id, role, reason, minutes });
    access.forget();
    return { id };
  }),
  list: routes.identity.emergency.list.handler(async ({ context, input }) => {
    const { scope } = await inCharge(context, input.key);
    return emergenciesOf(context.services.pool, scope);
  }),
  end: routes.identity.emergency.end.handler(async ({ context, input }) => {
    const { pool, db } = context.services;
    const mine = await person(context);
    const { id: place } = await scopeByKey(db, input.key);
    const own = await openEmergency(pool, mine.id, place);
    // Whoever took it may give it back; anybody else has to answer for the project.
    const { me, scope } = own?.id === input.id ? { me: mine, scope: place } : await inCharge(context, input.key);
    await endEmergency(pool, input.id, scope, me.id);
    context.services.access.forget();
    return DONE;
  }),
  review: routes.identity.emergency.review.handler(async ({ context, input }) => {
    const { me, scope } = await inCharge(context, input.key);
    const { id, justified, finding } = input;
    await reviewEmergency(context.services.pool, { id, scope, by: me.id, justified, finding });
    context.services.access.forget();
    return DONE;
  }),
};

/** What owners say about how people sign in and read, and access in an emergency. */
export const identitySettings = { ...times, ...refused, ...language, ...mail, emergency };
