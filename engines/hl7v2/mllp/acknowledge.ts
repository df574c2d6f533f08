import { escapeValue } from '../syntax/escape.ts';
import { find, valueAt } from '../syntax/find.ts';
import { Message } from '../syntax/message.ts';

/** HL7 table 0008: in original mode AA, AE or AR; in enhanced mode CA, CE or CR for the receipt and AA, AE or AR for the work. */
export type AcknowledgementCode = 'AA' | 'AE' | 'AR' | 'CA' | 'CE' | 'CR';

export interface Acknowledgement {
  readonly code: AcknowledgementCode;
  /** MSH-10 of the answer. */
  readonly controlId: string;
  /** MSH-7 of the answer, as HL7 writes moments: YYYYMMDDHHMMSS. */
  readonly time: string;
  /** Why not, for people (MSA-3). */
  readonly text?: string;
}

/**
 * Writes the answer to a message: receiver and sender change places (MSH-3 to 6), delimiters, character set, processing id and version
 * are those of the message, MSA-2 is its control id (HL7 v2.8 chapter 2.9).
 */
export function acknowledge(message: Message, { code, controlId, time, text = '' }: Acknowledgement): Message {
  const { delimiters, charset } = message;
  const { field, component, repetition, escape, subcomponent, truncation } = delimiters;
  const raw = (path: string): string => {
    const found = find(message, path);
    return found.ok ? (found.value?.raw ?? '') : '';
  };
  const own = (value: string): string => escapeValue(value, delimiters);
  const event = valueAt(message, 'MSH-9.2');
  const type = component === '' || event === '' ? 'ACK' : ['ACK', own(event), 'ACK'].join(component);
  const header = [
    `MSH${field}${component}${repetition}${escape}${subcomponent}${truncation}`,
    ...['MSH-5', 'MSH-6', 'MSH-3', 'MSH-4'].map((path) => raw(path)),
    own(time),
    '',
    type,
    own(controlId),
    raw('MSH-11'),
    raw('MSH-12'),
    ...Array.from({ length: 5 }, () => ''),
    raw('MSH-18'),
  ];
  const answer = ['MSA', code, raw('MSH-10'), ...(text === '' ? [] : [own(text)])];
  const written = `${trimmed(header, field)}\r${answer.join(field)}\r`;
  const bytes = charset.encode(written);
  return bytes
    ? new Message({ bytes, byte: 0, line: 1, charset: message.source.charset })
    : acknowledge(message, { code, controlId, time, text: text.replaceAll(/[^\x20-\x7E]/g, '?') });
}

function trimmed(fields: readonly string[], separator: string): string {
  const last = fields.findLastIndex((field) => field !== '');
  return fields.slice(0, last + 1).join(separator);
}

/** What may be asked for in MSH-15 and MSH-16 (HL7 table 0155). */
type Condition = 'AL' | 'NE' | 'ER' | 'SU';

/**
 * Whether a sender waits for an answer. Without MSH-15 and MSH-16 it is the original mode: it waits for the answer to the work,
 * and for none to the receipt.
 */
export function wantsAcknowledgement(message: Message, kind: 'accept' | 'application', succeeded: boolean): boolean {
  const [accept, application] = [valueAt(message, 'MSH-15'), valueAt(message, 'MSH-16')];
  if (accept === '' && application === '') return kind === 'application';
  return wanted(kind === 'accept' ? accept : application, succeeded);
}

function wanted(condition: string, succeeded: boolean): boolean {
  const met: Readonly<Record<Condition, boolean>> = { AL: true, NE: false, ER: !succeeded, SU: succeeded };
  return isCondition(condition) && met[condition];
}

function isCondition(text: string): text is Condition {
  return text === 'AL' || text === 'NE' || text === 'ER' || text === 'SU';
}
