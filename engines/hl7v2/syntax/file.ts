import { problem } from '../errors.ts';
import type { Hl7Problem, Place } from '../errors.ts';
import { charsetNamed, UTF8 } from '../text/charset.ts';
import type { Charset } from '../text/charset.ts';
import { decodeStrictly, joinBytes } from '../text/utf8.ts';
import { say } from '../say.ts';
import { Batches } from './batches.ts';
import { STANDARD_DELIMITERS } from './delimiters.ts';
import type { Delimiters } from './delimiters.ts';
import { Message } from './message.ts';
import { isOneMessage, rangesOf } from './ranges.ts';
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
  const parts = partsOf(bytes, { charset: wide ?? forced, wide: wide?.name }, START);
  const messages = parts.flatMap(({ kind, message }) => (kind === 'message' && message ? [message] : []));
  const noise = noiseIn(bytes, parts, START);
  const batches = new Batches();
  for (const part of parts) batches.see(part);
  const problems = fileProblems({ length: bytes.length, messages: messages.length, noise, batches });
  return { bytes, parts, messages, problems };
}

/** Where in a file its next bytes stand, and what headers before them declared. */
export interface PartsAt {
  readonly byte: number;
  readonly line: number;
  readonly delimiters: Delimiters;
}

interface PartsRead {
  readonly charset?: Charset | undefined;
  /** Name of the encoding when the file is UTF-16. */
  readonly wide?: string | undefined;
  /** A header follows these bytes. */
  readonly followed?: boolean;
}

export const START: PartsAt = { byte: 0, line: 1, delimiters: STANDARD_DELIMITERS };

/** Cuts bytes of a file into parts. @param at where the bytes begin */
export function partsOf(bytes: Uint8Array, { charset, wide, followed }: PartsRead, at: PartsAt): readonly Part[] {
  const utf8 = wide === undefined ? decodeStrictly(bytes) : undefined;
  if (utf8 !== undefined && isOneMessage(utf8)) {
    const message = new Message({ bytes, byte: at.byte, line: at.line, charset }, utf8);
    return [{ kind: 'message', start: at.byte, end: at.byte + bytes.length, message }];
  }
  let { delimiters } = at;
  return rangesOf(bytes, wide, followed).map(({ kind, start, end, line }): Part => {
    const piece = bytes.subarray(start, end);
    const isTrailer = kind === 'batch-trailer' || kind === 'file-trailer';
    const place = { byte: at.byte + start, line: at.line + line - 1 };
    const source = { bytes: piece, ...place, charset, ...(isTrailer ? { delimiters } : {}) };
    const message = kind === 'between' ? undefined : new Message(source);
    if (message && (kind === 'batch-header' || kind === 'file-header')) delimiters = message.delimiters;
    return { kind, start: at.byte + start, end: at.byte + end, message };
  });
}

/** Text that belongs to no message. */
export interface Noise {
  readonly length: number;
  readonly place: Place;
}

/** What is wrong with a file as a whole. */
export function fileProblems({
  length,
  messages,
  noise,
  batches,
}: {
  readonly length: number;
  readonly messages: number;
  readonly noise: Noise | undefined;
  readonly batches: Batches;
}): readonly Hl7Problem[] {
  const place = { byte: 0, line: 1, column: 1 };
  if (length === 0) return [problem('empty', undefined, place)];
  if (messages === 0) return [problem('no-message', undefined, place)];
  const strays = noise ? [problem('noise', say`It is ${noise.length} bytes long.`, noise.place)] : [];
  return [...strays, ...batches.problems()];
}

/** The first text in bytes of a file that belongs to no message. @param at where the bytes begin */
export function noiseIn(bytes: Uint8Array, parts: readonly Part[], at: PartsAt): Noise | undefined {
  for (const { kind, start, end } of parts) {
    if (kind !== 'between' || isFraming(bytes.subarray(start - at.byte, end - at.byte))) continue;
    const line = at.line + lineOf(bytes, start - at.byte) - 1;
    return { length: end - start, place: { byte: start, line, column: 1 } };
  }
  return undefined;
}

/** Byte order marks of UTF-8 and UTF-16. */
const MARKS = [
  [0xef, 0xbb, 0xbf],
  [0xff, 0xfe],
  [0xfe, 0xff],
] as const;

/** Only what frames messages: block characters, line ends, blanks, a byte order mark. */
function isFraming(bytes: Uint8Array): boolean {
  const mark = MARKS.find((one) => one.every((byte, at) => bytes[at] === byte));
  return bytes.subarray(mark?.length ?? 0).every((byte) => byte <= 0x20);
}

function lineOf(bytes: Uint8Array, at: number): number {
  let line = 1;
  for (let index = 0; index < at; index++) {
    if (bytes[index] === 10 || (bytes[index] === 13 && bytes[index + 1] !== 10)) line += 1;
  }
  return line;
}

/** UTF-16 is seen by its byte order mark, or by a zero beside the M of the first header. */
export function wideOf(bytes: Uint8Array): Charset | undefined {
  const first = bytes[0];
  const second = bytes[1];
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
