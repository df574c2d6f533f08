import { type Inside, send } from '../webhooks/send.ts';
import type { Subscription } from './devices.ts';
import { encryptFor } from './encrypt.ts';
import { because, type Telling } from './letter.ts';
import { authorization, type PushKeys } from './vapid.ts';

/** What became of a message: the browser may have been gone for good, or the push service away for a moment. */
export type Pushed = 'sent' | 'gone' | 'refused' | 'again';

const DAY_SECONDS = 86_400;
const MOST_TITLE = 200;

/**
 * What a browser shows. A screen may lie open to anybody, so it names number and reason.
 * @param titles whether whoever is told, and the organisation, want the title there as well.
 */
export function flashOf(tellings: readonly [Telling, ...Telling[]], titles: boolean) {
  const [first, ...others] = tellings;
  if (others.length > 0) {
    return {
      title: `${tellings.length} things are new`,
      body: 'See what they are in My day.',
      tag: 'day',
      path: '/day',
    };
  }
  const title = titles ? ` ${first.title.slice(0, MOST_TITLE)}` : '';
  return {
    title: `${first.urgent ? 'Urgent: ' : ''}${first.reference}${title}`,
    body: `You are told ${because(first)}.`,
    tag: first.notice,
    path: `/p/${encodeURIComponent(first.project)}/${first.record}`,
  };
}

export interface Push {
  readonly subscription: Subscription;
  readonly keys: PushKeys;
  /** Whom a push service may turn to: `mailto:` or https. */
  readonly contact: string | undefined;
  readonly flash: ReturnType<typeof flashOf>;
  readonly urgent: boolean;
  /** Push services that lie within this server's own network. */
  readonly inside: Inside;
}

/** Encrypts a message for one browser and hands it to its push service (RFC 8030). */
export async function push({ subscription, keys, contact, flash, urgent, inside }: Push): Promise<Pushed> {
  const { address } = subscription;
  const headers = {
    authorization: authorization(keys, new URL(address), contact, new Date()),
    'content-type': 'application/octet-stream',
    'content-encoding': 'aes128gcm',
    ttl: String(DAY_SECONDS),
    urgency: urgent ? 'high' : 'normal',
  };
  const body = encryptFor(subscription.keys, JSON.stringify(flash));
  const { delivered, status } = await send(address, { headers, body }, inside);
  if (delivered) return 'sent';
  if (status === 404 || status === 410) return 'gone';
  return status === null || status === 429 || status >= 500 ? 'again' : 'refused';
}
