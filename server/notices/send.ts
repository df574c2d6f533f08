import { MAIL_SERVER } from '../mail/mail.ts';
import { publicAddress } from './address.ts';
import type { DeliveryParts } from './delivery.ts';
import { removeDevice, subscriptionOf } from './devices.ts';
import { letterOf, type Telling } from './letter.ts';
import { BY_MAIL, type Outcome } from './outgoing.ts';
import { NOTICE_POLICY, preferencesOf } from './preferences.ts';
import { flashOf, push } from './push.ts';

type Parts = Omit<DeliveryParts, 'jobs' | 'registry' | 'graphs' | 'lanes' | 'access'>;
type Tellings = readonly [Telling, ...Telling[]];

const PERSON = `select name, email from "user" where id = $1`;

/**
 * Sends what somebody is told.
 * @throws Error when it was not taken and may be tried again.
 */
export function send(parts: Parts, account: string, way: string, tellings: Tellings): Promise<Outcome> {
  return way === BY_MAIL ? sendMail(parts, account, tellings) : sendPush(parts, account, way, tellings);
}

async function sendPush(parts: Parts, account: string, device: string, tellings: Tellings): Promise<Outcome> {
  const { pool, settings, fields, pushKeys, pushInside: inside } = parts;
  const subscription = await subscriptionOf(pool, fields, device);
  if (!subscription) return 'unwanted';
  const { titles } = await settings.read(NOTICE_POLICY);
  const { push: wishes } = (await preferencesOf(pool, [account]))(account);
  const pushed = await push({
    subscription,
    keys: await pushKeys(),
    contact: await contactOf(parts),
    flash: flashOf(tellings, titles && wishes.titles),
    urgent: tellings.some((one) => one.urgent),
    inside,
  });
  if (pushed === 'again') throw new Error('The push service did not take the notices');
  if (pushed === 'gone') await removeDevice(pool, device);
  return pushed === 'sent' ? 'sent' : 'refused';
}

/** Whom a push service may turn to about what we send. */
async function contactOf(parts: Parts): Promise<string | undefined> {
  const address = await publicAddress(parts);
  if (address?.startsWith('https:')) return address;
  const server = await parts.settings.read(MAIL_SERVER);
  return server ? `mailto:${server.from}` : undefined;
}

async function sendMail(parts: Parts, account: string, tellings: Tellings): Promise<Outcome> {
  const { pool, settings, mail, links } = parts;
  const { rows } = await pool.query<{ name: string; email: string }>(PERSON, [account]);
  const [person] = rows;
  const address = await publicAddress(parts);
  if (!person || address === undefined) return 'refused';
  const { titles } = await settings.read(NOTICE_POLICY);
  const letter = letterOf(tellings, {
    to: person.email,
    name: person.name,
    address,
    titles,
    leaveAll: links.tokenOf({ account }),
    leaveRecord: (record) => links.tokenOf({ account, record }),
  });
  const { sent, final } = await mail.send(letter);
  if (sent) return 'sent';
  if (final) return 'refused';
  throw new Error('The mail server did not take the notices');
}
