import { leavePath, type Reason } from '@callosum/kernel/contract';
import type { Message } from '../mail/mail.ts';

/** A notice as it may be told to somebody now. */
export interface Telling {
  readonly notice: string;
  readonly project: string;
  readonly record: string;
  /** RSK-12. */
  readonly reference: string;
  /** The kind, in the middle of a sentence: “risk”. */
  readonly kind: string;
  readonly title: string;
  readonly reason: Reason;
  readonly isComment: boolean;
  /** Name of whoever did it. */
  readonly by: string;
  readonly urgent: boolean;
}

const BECAUSE: Readonly<Record<Reason, (kind: string) => string>> = {
  mentioned: () => 'because you were mentioned',
  assigned: () => 'because it was given to you',
  shared: () => 'because it was shared with you',
  owner: (kind) => `because you own this ${kind}`,
  watching: (kind) => `because you follow this ${kind}`,
  takesPart: () => 'because you take part in its discussion',
  author: (kind) => `because you wrote this ${kind}`,
};

/** Why somebody is told, in plain words. */
export function because({ reason, kind }: Pick<Telling, 'reason' | 'kind'>): string {
  return BECAUSE[reason](kind);
}

function verbOf({ reason, isComment }: Telling): string {
  if (reason === 'shared') return 'shared';
  return isComment ? 'commented on' : 'changed';
}

interface Envelope {
  readonly to: string;
  readonly name: string;
  /** The address that links begin with. */
  readonly address: string;
  /** Whether titles may leave the house. */
  readonly titles: boolean;
  /** The link that ends all such e-mails. */
  readonly leaveAll: string;
  /** The link that ends those about a record. */
  readonly leaveRecord: (record: string) => string;
}

/** The e-mail about one or several notices: who, what, why and where, and nothing else of a record but its title. */
export function letterOf(tellings: readonly [Telling, ...Telling[]], envelope: Envelope): Message {
  const { to, name, address, titles } = envelope;
  const [first] = tellings;
  const link = (token: string): string => `${address}${leavePath(token)}`;
  const items = tellings.map((one) => ({
    said: `${one.urgent ? 'Urgent: ' : ''}${one.by} ${verbOf(one)}`,
    what: titles ? `${one.reference} ${one.title}` : one.reference,
    why: because(one),
    project: one.project,
    open: `${address}/p/${encodeURIComponent(one.project)}/${one.record}`,
    leave: link(envelope.leaveRecord(one.record)),
  }));
  const settings = `${address}/notices`;
  const all = link(envelope.leaveAll);
  const text = [
    `Hello ${name},`,
    ...items.flatMap((one) => [
      '',
      `${one.said} ${one.what} (${one.project}).`,
      `You are told ${one.why}.`,
      one.open,
      `Do not follow it any more: ${one.leave}`,
    ]),
    '',
    '-- ',
    `No more e-mails like this: ${all}`,
    `How and when you are told: ${settings}`,
  ].join('\n');
  const html = [
    '<!doctype html><html lang="en"><body style="font-family: sans-serif; line-height: 1.5">',
    `<p>Hello ${escaped(name)},</p>`,
    ...items.map(
      (one) =>
        `<p>${escaped(one.said)} <a href="${escaped(one.open)}">${escaped(one.what)}</a> (${escaped(one.project)}).<br>` +
        `You are told ${escaped(one.why)}. <a href="${escaped(one.leave)}">Do not follow it any more</a></p>`,
    ),
    `<hr><p><a href="${escaped(all)}">No more e-mails like this</a> · <a href="${escaped(settings)}">How and when you are told</a></p>`,
    '</body></html>',
  ].join('\n');
  const subject =
    tellings.length === 1
      ? `${first.urgent ? 'Urgent: ' : ''}${items[0]?.what ?? ''}`
      : `${tellings.length} things are new in Callosum`;
  return {
    to,
    subject,
    text,
    html,
    // The same for the same notices: a mail server or reader that gets it again knows it.
    messageId: `<notice.${first.notice}.${tellings.length}@${new URL(address).hostname}>`,
    headers: {
      'List-Unsubscribe': `<${all}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'Auto-Submitted': 'auto-generated',
    },
  };
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as it may stand in HTML. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
}
