import type { Hl7Problem } from '../errors.ts';
import { charsetNamed } from '../text/charset.ts';
import type { Charset } from '../text/charset.ts';
import { joinBytes } from '../text/utf8.ts';
import { Batches } from './batches.ts';
import { fileProblems, noiseIn, partsOf, START, wideOf } from './file.ts';
import type { Noise, Part, PartsAt, ReadOptions } from './file.ts';
import { kindAt, skipFraming } from './ranges.ts';

/** A part of a file, or one that is longer than may be; of that nothing is kept but where it stood. */
export type StreamPart = Part | LongPart;

export interface LongPart {
  readonly kind: 'too-large';
  readonly start: number;
  readonly end: number;
  /** The line on which it begins, from 1. */
  readonly line: number;
}

export interface StreamOptions extends ReadOptions {
  /** Bytes of a message; a longer one is told and passed over. {@link MAX_MESSAGE_BYTES} unless given. */
  readonly maxBytes?: number;
}

/** Takes the bytes of a file piece by piece, cut anywhere, and gives its parts as soon as they are complete. */
export interface Hl7Stream {
  readonly push: (bytes: Uint8Array) => readonly StreamPart[];
  readonly end: () => readonly StreamPart[];
  /** What is wrong with the file, as far as it was read; messages that are too long are told by their parts. */
  readonly problems: () => readonly Hl7Problem[];
}

/** Documents that are enclosed in results may be long; what is longer is a mistake. */
export const MAX_MESSAGE_BYTES = 32 * 1_024 * 1_024;

const NONE: Uint8Array = new Uint8Array();
const [LF, CR] = [10, 13];
const MARK = [0xef, 0xbb, 0xbf];
const MSH = [0x4d, 0x53, 0x48];
/** More than this does not frame a message. */
const MOST_FRAMING = 4_096;

/**
 * Reads a file of any length with the memory of one message. The parts are those that `readHl7` gives; UTF-16, which is seen by its first bytes,
 * is read as a whole and up to the limit.
 */
export function createHl7Stream({ maxBytes = MAX_MESSAGE_BYTES, charset: name }: StreamOptions = {}): Hl7Stream {
  const forced = name === undefined ? undefined : charsetNamed(name);
  const kept = new Kept(maxBytes);
  let at: PartsAt = START;
  let wide: Charset | undefined;
  let begun = false;
  /** Bytes that mean something only together with the next ones. */
  let undecided = NONE;
  let startsLine = true;
  let messages = 0;
  let noise: Noise | undefined;
  const batches = new Batches();

  /** The parts of what is kept; a message follows unless these are the last. */
  const take = (followed: boolean): readonly StreamPart[] => {
    const { bytes, length, lines } = kept.take();
    const before = at;
    at = { ...at, byte: at.byte + length, line: at.line + lines };
    if (bytes === undefined) {
      messages += 1;
      const long: LongPart = { kind: 'too-large', start: before.byte, end: at.byte, line: before.line };
      batches.see(long);
      return [long];
    }
    const parts = partsOf(bytes, { charset: wide ?? forced, wide: wide?.name, followed }, before);
    messages += parts.filter(({ kind }) => kind === 'message').length;
    noise ??= noiseIn(bytes, parts, before);
    for (const part of parts) batches.see(part);
    at = parts.reduce(declaredBy, at);
    return parts;
  };

  const see = (data: Uint8Array): readonly StreamPart[] => {
    const found: StreamPart[] = [];
    const nextLine = linesOf(data);
    let from = 0;
    for (let line = 0; line < data.length;) {
      if (startsLine) {
        const content = skipFraming(data, line);
        const begins = content - line < MOST_FRAMING ? beginsMessage(data, content) : false;
        if (begins === undefined) {
          kept.add(data.subarray(from, line));
          undecided = data.subarray(line);
          return found;
        }
        if (begins) {
          kept.add(data.subarray(from, content));
          found.push(...take(true));
          from = content;
        }
      }
      const next = nextLine(line);
      startsLine = next !== undefined;
      line = next ?? data.length;
    }
    kept.add(data.subarray(from));
    return found;
  };

  return {
    push: (given) => {
      const data = joinBytes([undecided, given]);
      undecided = NONE;
      if (!begun && data.length < 2) {
        undecided = data;
        return [];
      }
      if (!begun) wide = wideOf(data);
      begun = true;
      if (!wide) return see(data);
      kept.add(data);
      return [];
    },
    end: () => {
      kept.add(undecided);
      return take(false);
    },
    problems: () => fileProblems({ length: at.byte, messages, noise, batches }),
  };
}

/** Bytes of the part that is being read, as long as they are not too many. */
class Kept {
  readonly #most: number;
  #pieces: Uint8Array[] = [];
  #length = 0;
  #lines = 0;
  #afterCr = false;

  constructor(most: number) {
    this.#most = most;
  }

  add(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#length += bytes.length;
    this.#lines += countLines(bytes, this.#afterCr);
    this.#afterCr = bytes.at(-1) === CR;
    if (this.#length > this.#most) this.#pieces = [];
    else this.#pieces.push(bytes);
  }

  /** Gives what was kept and begins anew; no bytes where they were too many. */
  take(): { readonly bytes: Uint8Array | undefined; readonly length: number; readonly lines: number } {
    const [length, lines] = [this.#length, this.#lines];
    const bytes = length > this.#most ? undefined : joinBytes(this.#pieces);
    [this.#pieces, this.#length, this.#lines, this.#afterCr] = [[], 0, 0, false];
    return { bytes, length, lines };
  }
}

/** Whether a message begins at a position; undefined when that cannot be told before there is more. */
function beginsMessage(data: Uint8Array, at: number): boolean | undefined {
  const rest = data.length - at;
  if (rest < MARK.length && MARK.slice(0, rest).every((byte, index) => data[at + index] === byte)) return undefined;
  if (rest <= MSH.length && MSH.slice(0, rest).every((byte, index) => data[at + index] === byte)) return undefined;
  return kindAt(data, at) === 'message';
}

function declaredBy(at: PartsAt, part: Part): PartsAt {
  if (part.kind !== 'batch-header' && part.kind !== 'file-header') return at;
  return { ...at, delimiters: part.message?.delimiters ?? at.delimiters };
}

/** A function that finds the start of the line after one that begins at a position, undefined in the last; calls go forward. */
function linesOf(data: Uint8Array): (at: number) => number | undefined {
  let cr = data.indexOf(CR);
  let lf = data.indexOf(LF);
  return (at) => {
    if (cr >= 0 && cr < at) cr = data.indexOf(CR, at);
    if (lf >= 0 && lf < at) lf = data.indexOf(LF, at);
    if (cr < 0 && lf < 0) return undefined;
    if (cr >= 0 && (lf < 0 || cr < lf)) return data[cr + 1] === LF ? cr + 2 : cr + 1;
    return lf + 1;
  };
}

/** Line ends in bytes. @param afterCr the byte before them is a carriage return, which a line feed belongs to */
function countLines(bytes: Uint8Array, afterCr: boolean): number {
  let lines = 0;
  for (let at = bytes.indexOf(CR); at >= 0; at = bytes.indexOf(CR, at + 1)) lines += 1;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    if (at === 0 ? !afterCr : bytes[at - 1] !== CR) lines += 1;
  }
  return lines;
}
