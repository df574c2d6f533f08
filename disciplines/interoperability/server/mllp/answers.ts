import { acknowledge, type AcknowledgementCode, type Message, messageOf, wantsAcknowledgement } from '@callosum/hl7v2';

/** What became of a message: taken, wrong in itself (error), or not wanted here (reject). */
export type Verdict =
  | { readonly ok: true; readonly text?: string }
  | { readonly ok: false; readonly kind: 'error' | 'reject'; readonly text: string };

export const TAKEN: Verdict = { ok: true };

/** What answers need besides the message: a fresh control id each, and the moment. */
export interface Stamp {
  readonly controlId: () => string;
  readonly now: () => Date;
}

/** The moment as HL7 writes it, in UTC. */
export function hl7Time(date: Date): string {
  return `${date.toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}+0000`;
}

/**
 * The answer that a message gets at a stage, where it wants one: at its receipt CA, CE or CR (enhanced mode only), after the work AA, AE or AR.
 */
export function answerTo(
  message: Message,
  stage: 'accept' | 'application',
  verdict: Verdict,
  { controlId, now }: Stamp,
): Message | undefined {
  if (!wantsAcknowledgement(message, stage, verdict.ok)) return undefined;
  return acknowledge(message, {
    code: codeOf(stage, verdict),
    controlId: controlId(),
    time: hl7Time(now()),
    ...(verdict.text === undefined ? {} : { text: verdict.text }),
  });
}

function codeOf(stage: 'accept' | 'application', verdict: Verdict): AcknowledgementCode {
  if (verdict.ok) return stage === 'accept' ? 'CA' : 'AA';
  if (verdict.kind === 'error') return stage === 'accept' ? 'CE' : 'AE';
  return stage === 'accept' ? 'CR' : 'AR';
}

/** The answer to what is no message, so that its sender does not wait: nobody is named in it, for nobody was. */
export function rejectUnread(text: string, stamp: Stamp): Message | undefined {
  const header = messageOf('MSH|^~\\&|||||||||P|2.5.1\r');
  return header && answerTo(header, 'application', { ok: false, kind: 'reject', text }, stamp);
}
