import { publicAddress } from './address.ts';
import type { DeliveryParts } from './delivery.ts';
import { letterOf, type Telling } from './letter.ts';
import type { Outcome } from './outgoing.ts';
import { NOTICE_POLICY } from './preferences.ts';

type Parts = Pick<DeliveryParts, 'pool' | 'settings' | 'mail' | 'links' | 'trustedOrigins'>;

const PERSON = `select name, email from "user" where id = $1`;

/**
 * Sends what somebody is told.
 * @throws Error when it was not taken and may be tried again.
 */
export async function send(
  parts: Parts,
  account: string,
  _way: string,
  tellings: readonly [Telling, ...Telling[]],
): Promise<Outcome> {
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
