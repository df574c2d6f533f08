const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** A byte that is no UTF-8 is kept as the lone surrogate U+DC00 + byte, as in PEP 383, so that nothing is lost. */
export const KEPT_BYTE = 0xdc00;

/** Whether a code unit stands for a byte that could not be decoded. */
export function isKeptByte(unit: number): boolean {
  return unit >= KEPT_BYTE + 0x80 && unit <= KEPT_BYTE + 0xff;
}

/** Text of UTF-8; bytes that are not valid are kept, see {@link KEPT_BYTE}. */
export function decodeUtf8(bytes: Uint8Array): string {
  return decodeStrictly(bytes) ?? decodeBroken(bytes);
}

/** Undefined when the bytes are no UTF-8. */
export function decodeStrictly(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

const PIECE = 8_192;

function decodeBroken(bytes: Uint8Array): string {
  let text = '';
  const units = new Uint16Array(PIECE + 2);
  let used = 0;
  for (let at = 0; at < bytes.length;) {
    const length = sequenceAt(bytes, at);
    if (length < 2) {
      const byte = bytes[at] ?? 0;
      units[used++] = length === 1 ? byte : KEPT_BYTE + byte;
      at += 1;
    } else {
      const point = pointOf(bytes, at, length);
      if (point > 0xffff) {
        units[used++] = 0xd800 + ((point - 0x10000) >> 10);
        units[used++] = 0xdc00 + ((point - 0x10000) & 0x3ff);
      } else units[used++] = point;
      at += length;
    }
    if (used >= PIECE) {
      text += String.fromCharCode(...units.subarray(0, used));
      used = 0;
    }
  }
  return text + String.fromCharCode(...units.subarray(0, used));
}

/** Bytes of the valid sequence that begins here; 0 when none does (RFC 3629, section 4). */
function sequenceAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  for (let next = 1; next < length; next++) if (((bytes[at + next] ?? 0) & 0xc0) !== 0x80) return 0;
  const second = bytes[at + 1] ?? 0;
  const outside =
    (first === 0xe0 && second < 0xa0) ||
    (first === 0xed && second > 0x9f) ||
    (first === 0xf0 && second < 0x90) ||
    (first === 0xf4 && second > 0x8f);
  return outside ? 0 : length;
}

function pointOf(bytes: Uint8Array, at: number, length: number): number {
  let point = (bytes[at] ?? 0) & (0xff >> (length + 1));
  for (let next = 1; next < length; next++) point = (point << 6) | ((bytes[at + next] ?? 0) & 0x3f);
  return point;
}

/** The opposite of {@link decodeUtf8}; undefined when the text holds a lone surrogate that stands for no byte. */
export function encodeUtf8(text: string): Uint8Array | undefined {
  if (text.isWellFormed()) return encoder.encode(text);
  const pieces: Uint8Array[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0xd800 || unit > 0xdfff) continue;
    if (unit < 0xdc00 && isLow(text.charCodeAt(at + 1))) {
      at++;
      continue;
    }
    if (!isKeptByte(unit)) return undefined;
    pieces.push(encoder.encode(text.slice(from, at)), Uint8Array.of(unit - KEPT_BYTE));
    from = at + 1;
  }
  pieces.push(encoder.encode(text.slice(from)));
  return joinBytes(pieces);
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** Bytes in UTF-8 of a part of a text; a part that begins or ends inside a pair counts two bytes for each half. */
export function utf8Length(text: string, from: number, to: number): number {
  let length = 0;
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) length += 1;
    else if (unit < 0x800) length += 2;
    else if (unit < 0xd800 || unit > 0xdfff) length += 3;
    else length += isKeptByte(unit) && !isHigh(text.charCodeAt(at - 1)) ? 1 : 2;
  }
  return length;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
