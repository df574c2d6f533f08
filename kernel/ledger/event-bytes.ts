import type { StoredEvent } from './chain.ts';

/**
 * An event as its bytes came from a store, one buffer with the places of its parts: most events are found in order
 * without a string being made of them. Good until the verifier has answered.
 */
export interface EventBytes {
  readonly bytes: Uint8Array;
  readonly sequence: number;
  /** UTF-8, `from` up to and not including `to`. */
  readonly text: Span;
  /** JSON as PostgreSQL writes it, or any other way. */
  readonly values: Span;
  readonly hash: Span;
  /** What the store keeps beside the text: where 16 bytes of each id stand, and milliseconds since 1970, or NaN. */
  readonly subject: number;
  readonly command: number;
  readonly recorded: number;
  readonly effective: number;
  /** The same event in the words of the slow rules, which judge whatever is not plainly in order. */
  readonly stored: () => StoredEvent;
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

const DIGIT = 1;
const HEX = 2;
const LETTER = 4;
const NAME = 8;
const CLASSES = Uint8Array.from({ length: 256 }, (_, code) => {
  const char = String.fromCharCode(code);
  const is = (pattern: RegExp, bit: number): number => (pattern.test(char) ? bit : 0);
  return is(/\d/, DIGIT) | is(/[\da-f]/, HEX) | is(/[A-Za-z]/, LETTER) | is(/[\w.:/-]/, NAME);
});

const LONGEST_NAME = 128;
/** Fifteen digits are a safe integer whatever they are. */
const LONGEST_COUNT = 15;
const UUID_LENGTH = 36;
const QUOTE = 0x22;
const DASH = 0x2d;
const ZERO = 0x30;

// Each takes a place and gives the place behind what it found there. -1 says that it is not there, and stays -1.

/** Exactly these bytes. */
export function passWord(bytes: Uint8Array, at: number, word: Uint8Array): number {
  if (at < 0) return -1;
  for (let index = 0; index < word.length; index += 1) if (bytes[at + index] !== word[index]) return -1;
  return at + word.length;
}

/** Exactly these characters, all of them ASCII. */
export function passText(bytes: Uint8Array, at: number, text: string): number {
  if (at < 0) return -1;
  for (let index = 0; index < text.length; index += 1) if (bytes[at + index] !== text.charCodeAt(index)) return -1;
  return at + text.length;
}

/** A name of the ledger's grammar and the quote after it. */
export function passName(bytes: Uint8Array, at: number): number {
  if (at < 0 || !isOf(bytes[at], LETTER)) return -1;
  let end = at + 1;
  while (isOf(bytes[end], NAME)) end += 1;
  return bytes[end] === QUOTE && end - at <= LONGEST_NAME ? end + 1 : -1;
}

/** A whole number from 1. */
export function passCount(bytes: Uint8Array, at: number): number {
  if (at < 0 || bytes[at] === ZERO) return -1;
  const end = passDigits(bytes, at);
  return end > at && end - at <= LONGEST_COUNT ? end : -1;
}

export function passDigits(bytes: Uint8Array, at: number): number {
  let end = at;
  while (isOf(bytes[end], DIGIT)) end += 1;
  return end;
}

/** A UUID in lower case. */
export function passUuid(bytes: Uint8Array, at: number): number {
  if (at < 0) return -1;
  for (let index = 0; index < UUID_LENGTH; index += 1) {
    const byte = bytes[at + index];
    if (isDash(index) ? byte !== DASH : !isOf(byte, HEX)) return -1;
  }
  return at + UUID_LENGTH;
}

/** The UUID whose 16 bytes stand at `id`. */
export function passSameUuid(bytes: Uint8Array, at: number, id: number): number {
  if (at < 0) return -1;
  let place = at;
  for (let index = 0; index < 16; index += 1) {
    if (isDash(place - at)) {
      if (bytes[place] !== DASH) return -1;
      place += 1;
    }
    const byte = bytes[id + index] ?? 0;
    if (bytes[place] !== digit(byte >> 4) || bytes[place + 1] !== digit(byte & 15)) return -1;
    place += 2;
  }
  return place;
}

/** True when two places hold the same bytes. */
export function isSame(bytes: Uint8Array, a: number, b: number, length: number): boolean {
  for (let index = 0; index < length; index += 1) if (bytes[a + index] !== bytes[b + index]) return false;
  return true;
}

/** True when the name at `a` comes before the one at `b` in the order of code units; each ends with a quote. */
export function isBefore(bytes: Uint8Array, a: number, b: number): boolean {
  // The quote comes before every character of a name, so that the shorter of two comes first.
  for (let index = 0; ; index += 1) {
    const [one = 0, other = 0] = [bytes[a + index], bytes[b + index]];
    if (one !== other) return one < other;
    if (one === QUOTE) return false;
  }
}

function isOf(byte: number | undefined, kind: number): boolean {
  return byte !== undefined && ((CLASSES[byte] ?? 0) & kind) !== 0;
}

function isDash(index: number): boolean {
  return index === 8 || index === 13 || index === 18 || index === 23;
}

/** The character of a half byte. */
function digit(half: number): number {
  return half < 10 ? ZERO + half : 87 + half;
}
