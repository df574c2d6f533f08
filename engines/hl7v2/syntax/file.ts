import { problem } from '../errors.ts';
import type { Hl7Problem } from '../errors.ts';
import { charsetNamed, UTF8 } from '../text/charset.ts';
import type { Charset } from '../text/charset.ts';
import { joinBytes } from '../text/utf8.ts';
import { STANDARD_DELIMITERS } from './delimiters.ts';
import type { Delimiters } from './delimiters.ts';
import { Message } from './message.ts';
import { rangesOf } from './ranges.ts';
import type { PartKind } from './ranges.ts';

/** A part of a file. Together the parts are the whole file, byte for byte. */
export interface Part {
  readonly kind: PartKind;
  readonly start: number;
  readonly end: number;
  /** The message, or the one segment of a header or trailer; none for what lies between. */
  readonly message: Message | undefined;
}

export interface Hl7File {
  readonly bytes: Uint8Array;
  readonly parts: readonly Part[];
  readonly messages: readonly Message[];
  /** What is wrong with the file; what is wrong with a message stands with the message. */
  readonly problems: readonly Hl7Problem[];
}

export interface ReadOptions {
  /** Read as this encoding (as browsers name it), whatever MSH-18 says. */
  readonly charset?: string;
}

/**
 * Reads a file: one message or many, with or without FHS and BHS around them, framed for MLLP or not, in any declared
 * character set. Never fails; what is not HL7 is told as a problem.
 */
export function readHl7(input: Uint8Array | string, options: ReadOptions = {}): Hl7File {
  const given = typeof input === 'string';
  const bytes = given ? (UTF8.encode(input) ?? new TextEncoder().encode(input)) : input;
  const wide = given ? undefined : wideOf(bytes);
  const forced = given ? UTF8 : options.charset === undefined ? undefined : charsetNamed(options.charset);
  const charset = wide ?? forced;
  const parts: Part[] = [];
  let delimiters: Delimiters = STANDARD_DELIMITERS;
  for (const { kind, start, end, line } of rangesOf(bytes, wide?.name)) {
    const piece = bytes.subarray(start, end);
    const isTrailer = kind === 'batch-trailer' || kind === 'file-trailer';
    const source = { bytes: piece, byte: start, line, charset, ...(isTrailer ? { delimiters } : {}) };
    const message = kind === 'between' ? undefined : new Message(source);
    if (message && (kind === 'batch-header' || kind === 'file-header')) delimiters = message.delimiters;
    parts.push({ kind, start, end, message });
  }
  const messages = parts.flatMap(({ kind, message }) => (kind === 'message' && message ? [message] : []));
  return { bytes, parts, messages, problems: [...problemsOf(bytes, parts, messages.length)] };
}

function* problemsOf(bytes: Uint8Array, parts: readonly Part[], messages: number): Generator<Hl7Problem> {
  const place = { byte: 0, line: 1, column: 1 };
  if (bytes.length === 0) yield problem('empty', '', place);
  else if (messages === 0) yield problem('no-message', '', place);
  else {
    for (const { kind, start, end } of parts) {
      if (kind !== 'between' || isFraming(bytes.subarray(start, end))) continue;
      yield problem('noise', `It is ${end - start} bytes long.`, {
        byte: start,
        line: lineOf(bytes, start),
        column: 1,
      });
      return;
    }
  }
}

/** Only what frames messages: block characters, line ends, blanks, a byte order mark. */
function isFraming(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte <= 0x20 || byte >= 0xef);
}

function lineOf(bytes: Uint8Array, at: number): number {
  let line = 1;
  for (let index = 0; index < at; index++) {
    if (bytes[index] === 10 || (bytes[index] === 13 && bytes[index + 1] !== 10)) line += 1;
  }
  return line;
}

/** UTF-16 is seen by its byte order mark, or by a zero beside the M of the first header. */
function wideOf(bytes: Uint8Array): Charset | undefined {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0x4d && second === 0)) return charsetNamed('utf-16le');
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x4d)) return charsetNamed('utf-16be');
  return undefined;
}

/** Writes a file, byte for byte as it was read; messages that were edited take the place of those they were made from. */
export function printHl7(file: Hl7File, edited: ReadonlyMap<Message, Message> = new Map()): Uint8Array {
  if (edited.size === 0) return file.bytes;
  return joinBytes(
    file.parts.map(({ message, start, end }) => {
      const next = message && edited.get(message);
      return next ? next.bytes : file.bytes.subarray(start, end);
    }),
  );
}
