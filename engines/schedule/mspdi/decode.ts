import { PlanFileError } from '../errors.ts';
import { say } from '../say.ts';
import { SNIFF_LENGTH, sniffEncoding } from './sniff.ts';

/** Text is handed on in pieces of at most this many bytes, so that limits on silent input are checked often. */
const SLICE = 64 * 1024;

type StrictDecoder = InstanceType<typeof TextDecoder>;

export interface ByteDecoder {
  /** Decodes the next bytes of the file; they may be reused by the caller afterwards. */
  write(bytes: Uint8Array): void;
  /** Says that there are no more bytes. Returns false if the file ends within a character. */
  end(): boolean;
  /** Canonical name of the encoding in use; undefined until it is known. */
  encoding(): string | undefined;
}

const join = (first: Uint8Array, second: Uint8Array): Uint8Array => {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
};

const utf8Length = (lead: number): number => (lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1);

/** The bytes at the end of `before` that begin a character and do not finish it. */
const unfinished = (encoding: string, before: Uint8Array, bytesBefore: number): Uint8Array => {
  if (encoding === 'utf-8') {
    for (let back = 1; back <= Math.min(3, before.length); back++) {
      const byte = before[before.length - back] ?? 0;
      if (byte >= 0xc0) return utf8Length(byte) > back ? before.subarray(before.length - back) : new Uint8Array();
      if (byte < 0x80) return new Uint8Array();
    }
    return new Uint8Array();
  }
  const odd = bytesBefore % 2;
  const high = before[before.length - odd - (encoding === 'utf-16le' ? 1 : 2)] ?? 0;
  const keep = odd + (high >= 0xd8 && high <= 0xdb ? 2 : 0);
  return before.subarray(before.length - keep);
};

/**
 * Decodes a file piece by piece, strictly: a byte that is not valid is an error with its place, never U+FFFD.
 * @param onText receives the text in order, and the bytes it was decoded from where each is a character of ASCII
 * @param lineNow the line the receiver of the text has reached, to name the place of a bad byte
 */
export const createByteDecoder = (
  maxBytes: number,
  onText: (text: string, ascii?: Uint8Array) => void,
  lineNow: () => { line: number; column: number },
): ByteDecoder => {
  let head: Uint8Array | undefined = new Uint8Array();
  let decoder: StrictDecoder | undefined;
  let total = 0;
  let decoded = 0;
  let before = new Uint8Array();

  /** Feeds what is still good, so that the line is known, then reports the first bad byte. */
  const fail = (slice: Uint8Array, encoding: string): never => {
    const exact = encoding === 'utf-8' || encoding.startsWith('utf-16');
    const carry = exact ? unfinished(encoding, before, decoded) : new Uint8Array();
    const attempt = (length: number): string | undefined => {
      try {
        const strict = new TextDecoder(encoding, { fatal: true });
        return strict.decode(join(carry, slice.subarray(0, length)), { stream: true });
      } catch {
        return undefined;
      }
    };
    let good = 0;
    let bad = slice.length;
    while (bad - good > 1) {
      const middle = (good + bad) >> 1;
      if (attempt(middle) === undefined) bad = middle;
      else good = middle;
    }
    const rest = exact ? attempt(good) : undefined;
    if (rest !== undefined) onText(rest);
    const byte = decoded + good;
    const value = `0x${(slice[good] ?? 0).toString(16).padStart(2, '0').toUpperCase()}`;
    const detail = say`Byte ${String(byte)} (${value}) does not fit ${encoding.toUpperCase()}.`;
    throw new PlanFileError('encoding-broken', detail, { ...lineNow(), byte });
  };

  const decode = (bytes: Uint8Array, using: StrictDecoder): void => {
    for (let at = 0; at < bytes.length; at += SLICE) {
      const slice = bytes.subarray(at, at + SLICE);
      let text = '';
      try {
        text = using.decode(slice, { stream: true });
      } catch {
        fail(slice, using.encoding);
      }
      decoded += slice.length;
      before = slice.length >= 4 ? slice.slice(-4) : join(before, slice).slice(-4);
      // As many characters as bytes, and none of them begun in the slice before: then each byte is a character.
      const isAscii = using.encoding === 'utf-8' && text.length === slice.length && (slice[0] ?? 0) < 0x80;
      if (text !== '') onText(text, isAscii ? slice : undefined);
    }
  };

  const start = (first: Uint8Array): void => {
    head = undefined;
    decoder = new TextDecoder(sniffEncoding(first.subarray(0, SNIFF_LENGTH)), { fatal: true });
    decode(first, decoder);
  };

  return {
    write(bytes) {
      total += bytes.length;
      if (total > maxBytes) {
        throw new PlanFileError('too-large', say`It has more than ${maxBytes} bytes.`, { byte: maxBytes });
      }
      if (decoder !== undefined) return decode(bytes, decoder);
      const seen = head === undefined || head.length === 0 ? bytes : join(head, bytes);
      if (seen.length >= SNIFF_LENGTH) start(seen);
      else head = seen.slice();
      return undefined;
    },
    end() {
      if (head !== undefined) start(head);
      try {
        const rest = decoder?.decode() ?? '';
        if (rest !== '') onText(rest);
        return true;
      } catch {
        return false;
      }
    },
    encoding: () => decoder?.encoding,
  };
};
