import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';

/** SHA-256 (FIPS 180-4): 32 bytes for any bytes. It must not keep its argument, whose buffer is used again. */
export interface Sha256 {
  (bytes: Uint8Array): Uint8Array;
  /** The same in lower-case hexadecimal, where a platform gives that faster than bytes. */
  readonly hex?: (bytes: Uint8Array) => string;
}

/** SHA-256 without any platform; a server passes its native one instead. */
export const sha256: Sha256 = (bytes) => nobleSha256(bytes);

/** Length of a SHA-256 hash in bytes. */
export const HASH_BYTES = 32;

/** The hash before the first: 64 hexadecimal zeros. */
export const ZERO_HASH = '0'.repeat(HASH_BYTES * 2);

const DIGITS = '0123456789abcdef';
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const encoder = new TextEncoder();

// One buffer for all hashing of text: a ledger of a million events would otherwise allocate four million of them.
const SCRATCH_BYTES = 1 << 16;
const scratch = new Uint8Array(SCRATCH_BYTES);

/** Lower-case hexadecimal of bytes. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += HEX[byte];
  return text;
}

/** The bytes of lower-case hexadecimal; undefined for anything else, upper case and odd lengths included. */
export function fromHex(hex: string): Uint8Array | undefined {
  if (hex.length % 2 !== 0) return undefined;
  const bytes = new Uint8Array(hex.length / 2);
  return writeHex(hex, bytes, 0) ? bytes : undefined;
}

/** Writes the bytes of lower-case hexadecimal into a buffer from a position; false for anything else. */
export function writeHex(hex: string, buffer: Uint8Array, start: number): boolean {
  for (let index = 0; index < hex.length; index += 2) {
    const high = nibble(hex.charCodeAt(index));
    const low = nibble(hex.charCodeAt(index + 1));
    if (high < 0 || low < 0) return false;
    buffer[start + index / 2] = high * 16 + low;
  }
  return true;
}

/** True when bytes and lower-case hexadecimal say the same; allocates nothing. */
export function equalsHex(bytes: Uint8Array, hex: string): boolean {
  if (hex.length !== bytes.length * 2) return false;
  // Counting, not iterating: native hashes come as a subclass of Uint8Array, whose iterator is slow.
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    if (DIGITS.charCodeAt(byte >> 4) !== hex.charCodeAt(index * 2)) return false;
    if (DIGITS.charCodeAt(byte & 15) !== hex.charCodeAt(index * 2 + 1)) return false;
  }
  return true;
}

/** True when both hold the same bytes. Nothing in a ledger is secret from its verifier, so time is not hidden. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** The UTF-8 bytes of a text. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/**
 * SHA-256 over the UTF-8 of a text, after an optional prefix.
 * @param text well-formed text. @param prefix bytes put in front: domain byte and salt.
 */
export function hashText(text: string, hash: Sha256 = sha256, prefix?: Uint8Array): Uint8Array {
  return hash(bytesOfText(text, prefix));
}

/** The same hash in lower-case hexadecimal. */
export function hashTextToHex(text: string, hash: Sha256 = sha256, prefix?: Uint8Array): string {
  const bytes = bytesOfText(text, prefix);
  return hash.hex ? hash.hex(bytes) : toHex(hash(bytes));
}

/** Prefix and text in UTF-8; good until the next call. */
function bytesOfText(text: string, prefix?: Uint8Array): Uint8Array {
  const start = prefix?.length ?? 0;
  // A UTF-16 unit takes at most three bytes of UTF-8.
  const room = start + text.length * 3;
  const buffer = room <= SCRATCH_BYTES ? scratch : new Uint8Array(room);
  if (prefix) buffer.set(prefix);
  const { written } = encoder.encodeInto(text, start === 0 ? buffer : buffer.subarray(start));
  return buffer.subarray(0, start + written);
}

/** The half byte that a character is in lower-case hexadecimal; -1 for any other. */
export function nibble(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  if (code >= 97 && code <= 102) return code - 87;
  return -1;
}
