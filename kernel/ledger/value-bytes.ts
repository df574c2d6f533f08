import type { Json } from '../declare/json.ts';
import { openOne, SALT_BYTES } from './commitment.ts';
import { type EventBytes, isSame, passDigits, passText, passWord } from './event-bytes.ts';
import { nibble, type Sha256, toHex, utf8 } from './hash.ts';

/** An event with more fields than this is for the slow rules. */
export const MOST_COMMITMENTS = 256;

/** Where the field names of an event's text stand, each ending with a quote, and the digits of their commitments. */
export interface Commitments {
  count: number;
  readonly names: Int32Array;
  readonly hashes: Int32Array;
}

/** Longer values are for the slow rules. */
const ROOM = 1 << 16;
const COMMITMENT_PREFIX = 0x10;
const PREFIX_BYTES = 1 + SALT_BYTES;
const HASH_DIGITS = 64;

const NONE = utf8('{}');
const FIRST = utf8('{"');
const SALT = utf8('": {"salt": "');
const VALUE = utf8('", "value": ');
const NEXT = utf8('}, "');
const LAST = utf8('}}');
const WORDS = ['true', 'false', 'null'].map(utf8);

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = 0x20;
const TILDE = 0x7e;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const LIST = [0x5b, 0x5d] as const;
const OBJECT = [0x7b, 0x7d] as const;

const decoder = new TextDecoder();

/**
 * Opens the commitments of an event with the values beside it, in the spelling PostgreSQL has for jsonb. What is plain (a word, a number, ASCII without
 * an escape) is in its canonical form as it stands; the rest is read and written anew.
 * @returns true when every commitment was opened by its value, and no value is left over.
 */
export function createOpenings(sha256: Sha256): (event: EventBytes, commitments: Commitments) => boolean {
  const preimage = new Uint8Array(ROOM);
  preimage[0] = COMMITMENT_PREFIX;
  const opened = new Uint8Array(MOST_COMMITMENTS);

  return ({ bytes, values }, commitments) => {
    if (commitments.count === 0) return passWord(bytes, values.from, NONE) === values.to;
    opened.fill(0, 0, commitments.count);
    let at = passWord(bytes, values.from, FIRST);
    for (let left = commitments.count; left > 0 && at >= 0; left -= 1) {
      const quote = closingQuote(bytes, at - 1);
      const field = fieldNamed(bytes, at, quote, commitments);
      if (field < 0 || opened[field] === 1) return false;
      opened[field] = 1;
      const salt = passWord(bytes, quote, SALT);
      const value = passWord(bytes, salt < 0 ? -1 : salt + SALT_BYTES * 2, VALUE);
      const behind = value < 0 ? -1 : opens(bytes, salt, value, commitments.hashes[field] ?? 0);
      if (behind < 0) return false;
      if (left === 1) return passWord(bytes, behind, LAST) === values.to;
      at = passWord(bytes, behind, NEXT);
    }
    return false;
  };

  /** @returns the place behind the value, or -1 when it does not open the commitment. */
  function opens(bytes: Uint8Array, salt: number, value: number, commitment: number): number {
    const plain = passPlain(bytes, value);
    if (plain < 0) return opensUnusual(bytes, salt, value, commitment);
    const length = PREFIX_BYTES + plain - value;
    if (length > ROOM || !readHex(bytes, salt, preimage)) return -1;
    for (let index = value, to = PREFIX_BYTES; index < plain; index += 1, to += 1) preimage[to] = bytes[index] ?? 0;
    const input = preimage.subarray(0, length);
    const hash = sha256.hex ? sha256.hex(input) : toHex(sha256(input));
    return passText(bytes, commitment, hash) < 0 ? -1 : plain;
  }

  function opensUnusual(bytes: Uint8Array, salt: number, value: number, commitment: number): number {
    const end = passValue(bytes, value);
    if (end < 0) return -1;
    try {
      const read: Json = JSON.parse(decode(bytes, value, end));
      const opening = { salt: decode(bytes, salt, salt + SALT_BYTES * 2), value: read };
      return openOne(decode(bytes, commitment, commitment + HASH_DIGITS), opening, sha256) === 'ok' ? end : -1;
    } catch {
      return -1;
    }
  }
}

/** Which commitment the name before a quote belongs to; -1 for none. */
function fieldNamed(bytes: Uint8Array, at: number, quote: number, { count, names }: Commitments): number {
  // Both with the quote that ends them.
  const length = quote + 1 - at;
  for (let field = 0; field < count; field += 1) if (isSame(bytes, at, names[field] ?? 0, length)) return field;
  return -1;
}

/** The place behind a value that is in its canonical form whoever wrote it; -1 for any other. */
function passPlain(bytes: Uint8Array, at: number): number {
  const first = bytes[at];
  if (first === QUOTE) {
    let end = at + 1;
    for (let byte = bytes[end]; isPlain(byte); byte = bytes[end]) end += 1;
    return bytes[end] === QUOTE ? end + 1 : -1;
  }
  for (const word of WORDS) {
    const behind = passWord(bytes, at, word);
    if (behind >= 0) return behind;
  }
  return passWhole(bytes, at);
}

/** Printable ASCII that needs no escape. */
function isPlain(byte: number | undefined): boolean {
  return byte !== undefined && byte >= SPACE && byte <= TILDE && byte !== QUOTE && byte !== BACKSLASH;
}

/** A whole number of at most fifteen digits. */
function passWhole(bytes: Uint8Array, at: number): number {
  const digits = bytes[at] === MINUS ? at + 1 : at;
  const first = bytes[digits];
  const end = passDigits(bytes, digits);
  const isZero = first === ZERO;
  if (end === digits || end - digits > 15 || (isZero && (end - digits > 1 || digits > at))) return -1;
  // A fraction or an exponent follows: not whole.
  const next = bytes[end] ?? 0;
  return next === 0x2e || next === 0x65 || next === 0x45 || (next >= ZERO && next <= NINE) ? -1 : end;
}

/** The place behind a JSON value, found by its brackets and quotes alone; -1 when it does not end. */
function passValue(bytes: Uint8Array, at: number): number {
  let depth = 0;
  for (let place = at; place < bytes.length; place += 1) {
    const byte = bytes[place];
    if (byte === QUOTE) {
      place = closingQuote(bytes, place);
      if (place < 0) return -1;
    } else if (byte === LIST[0] || byte === OBJECT[0]) depth += 1;
    else if (byte === LIST[1] || byte === OBJECT[1]) {
      // A number or word ends where that which holds it does.
      if (depth === 0) return place;
      depth -= 1;
    } else continue;
    if (depth === 0) return place + 1;
  }
  return -1;
}

/** Where the string ends whose first quote stands at a place. */
function closingQuote(bytes: Uint8Array, at: number): number {
  for (let place = at + 1; place < bytes.length; place += 1) {
    if (bytes[place] === BACKSLASH) place += 1;
    else if (bytes[place] === QUOTE) return place;
  }
  return -1;
}

/** The bytes of a salt into a preimage; false when it is none in lower-case hexadecimal. */
function readHex(bytes: Uint8Array, at: number, preimage: Uint8Array): boolean {
  for (let index = 0; index < SALT_BYTES; index += 1) {
    const high = nibble(bytes[at + index * 2] ?? 0);
    const low = nibble(bytes[at + index * 2 + 1] ?? 0);
    if (high < 0 || low < 0) return false;
    preimage[1 + index] = high * 16 + low;
  }
  return true;
}

function decode(bytes: Uint8Array, from: number, to: number): string {
  return decoder.decode(bytes.subarray(from, to));
}
