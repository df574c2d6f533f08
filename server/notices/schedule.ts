import type { NoticePreferences, Reason } from '@callosum/kernel/contract';
import { BY_MAIL } from './outgoing.ts';
import { afterQuiet, nextDigest } from './when.ts';

interface Asked {
  readonly reason: Reason;
  readonly urgent: boolean;
  /** Zone of the project, which counts while somebody has named none. */
  readonly zone: string;
}

/** When a notice goes some way, as somebody prefers; undefined when it does not. */
export function dueOf(preferences: NoticePreferences, way: string, asked: Asked, now: Date): Date | undefined {
  const { mail, push, quiet, digest, urgent } = preferences;
  const byMail = mail.on ? mail.reasons[asked.reason] : 'never';
  const wish = way === BY_MAIL ? byMail : push.reasons[asked.reason];
  if (wish === 'never') return undefined;
  if (asked.urgent && urgent) return now;
  const times = { quiet, digest, zone: preferences.zone ?? asked.zone };
  return wish === 'digest' ? nextDigest(now, times) : afterQuiet(now, times);
}
