import { mailReadiness } from '../../notices/address.ts';
import { addDevice, devicesOf, removeDevice } from '../../notices/devices.ts';
import { followedBy } from '../../notices/followed.ts';
import { NOTICE_POLICY, preferencesOf, writePreferences } from '../../notices/preferences.ts';
import { organisation } from '../../store/scopes.ts';
import { checkedAddress } from '../../webhooks/send.ts';
import { recordSecurity } from '../../identity/security-log.ts';
import { routes } from './base.ts';
import { DONE, person, requireInstallationOwner } from './identity-person.ts';

export const notices = {
  preferences: routes.notices.preferences.handler(async ({ context }) => {
    const me = await person(context);
    const { pool, settings, access, db } = context.services;
    const { roles } = await access.actorIn(me, (await organisation(db)).id);
    return {
      preferences: (await preferencesOf(pool, [me.id]))(me.id),
      mail: await mailReadiness(context.services),
      policy: await settings.read(NOTICE_POLICY),
      mayPolicy: roles.includes('owner'),
    };
  }),

  setPreferences: routes.notices.setPreferences.handler(async ({ context, input }) => {
    const me = await person(context);
    await writePreferences(context.services.pool, me.id, input);
    await context.services.delivery.replan(me.id);
    return DONE;
  }),

  setPolicy: routes.notices.setPolicy.handler(async ({ context, input }) => {
    const me = await requireInstallationOwner(context);
    await context.services.settings.write(NOTICE_POLICY, input, me.id);
    const details = { setting: NOTICE_POLICY.name };
    await recordSecurity(context.services.pool, { event: 'setting-changed', by: me.id, details });
    return DONE;
  }),

  followed: routes.notices.followed.handler(async ({ context }) => {
    const { services, cookie } = context;
    return followedBy(services, await services.sessions.require(cookie));
  }),

  devices: routes.notices.devices.handler(async ({ context }) => {
    const me = await person(context);
    const { pool, pushKeys } = context.services;
    return { key: (await pushKeys()).publicKey, devices: await devicesOf(pool, me.id) };
  }),

  addDevice: routes.notices.addDevice.handler(async ({ context, input }) => {
    const me = await person(context);
    const { pool, secrets, pushInside } = context.services;
    const address = checkedAddress(input.address, pushInside).href;
    return addDevice(pool, secrets.fields, me.id, { ...input, address });
  }),

  removeDevice: routes.notices.removeDevice.handler(async ({ context, input }) => {
    const me = await person(context);
    await removeDevice(context.services.pool, input.id, me.id);
    return DONE;
  }),
};
