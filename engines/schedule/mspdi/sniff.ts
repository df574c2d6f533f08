import { PlanFileError } from '../errors.ts';
import type { PlanFileErrorCode } from '../errors.ts';
import { say } from '../say.ts';

/** Bytes that must be looked at before anything is decoded; an XML declaration fits well within. */
export const SNIFF_LENGTH = 1024;

interface Magic {
  readonly bytes: readonly number[];
  readonly code: PlanFileErrorCode;
}

const MAGIC: readonly Magic[] = [
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], code: 'mpp' },
  { bytes: [0x50, 0x4b, 0x03, 0x04], code: 'archive' },
  { bytes: [0x50, 0x4b, 0x05, 0x06], code: 'archive' },
  { bytes: [0x1f, 0x8b], code: 'archive' },
];

const TEXT_STARTS: readonly (readonly [RegExp, PlanFileErrorCode])[] = [
  [/^ERMHDR[\t,]/, 'xer'],
  [/^MPX[,;\t]/, 'mpx'],
  [/^[[{]/, 'json'],
  [/^<(?:!doctype\s+html|html)[\s>]/i, 'html'],
  [/^[^<]/, 'not-xml'],
];

const startsWith = (bytes: Uint8Array, prefix: readonly number[]): boolean =>
  bytes.length >= prefix.length && prefix.every((byte, index) => bytes[index] === byte);

/** The characters of ASCII bytes; everything else becomes U+FFFD. Zero bytes of UTF-16 are left out. */
const asciiOf = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) if (byte !== 0) text += byte < 0x80 ? String.fromCodePoint(byte) : '\uFFFD';
  return text;
};

const encodingFromBytes = (head: Uint8Array): string | undefined => {
  if (startsWith(head, [0xff, 0xfe, 0, 0]) || startsWith(head, [0, 0, 0xfe, 0xff])) {
    throw new PlanFileError('encoding-unknown', say`It is UTF-32.`, { byte: 0 });
  }
  if (startsWith(head, [0xef, 0xbb, 0xbf])) return 'utf-8';
  if (startsWith(head, [0xff, 0xfe]) || startsWith(head, [0x3c, 0])) return 'utf-16le';
  if (startsWith(head, [0xfe, 0xff]) || startsWith(head, [0, 0x3c])) return 'utf-16be';
  return undefined;
};

/**
 * The canonical name of an encoding label (WHATWG Encoding).
 * @throws PlanFileError `encoding-unknown`
 */
const canonical = (label: string): string => {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    throw new PlanFileError('encoding-unknown', say`It is called "${label}".`, { line: 1, byte: 0 });
  }
};

/**
 * Checks the encoding an XML declaration names against the one the bytes are in.
 * "UTF-16" covers both byte orders.
 * @throws PlanFileError `encoding-unknown`, `encoding-mismatch`
 */
export const checkDeclaredEncoding = (declared: string, actual: string): void => {
  const name = canonical(declared);
  if (name === actual || (/^utf-?16$/i.test(declared) && actual.startsWith('utf-16'))) return;
  throw new PlanFileError('encoding-mismatch', say`Declared is "${declared}", the bytes are ${actual.toUpperCase()}.`, {
    line: 1,
    byte: 0,
  });
};

/**
 * Finds the character encoding from the first bytes of a file, and refuses what is plainly another kind of file.
 *
 * Order: byte order mark; the pattern of `<` in UTF-16; the XML declaration; UTF-8 (XML 1.0, appendix F).
 * @param head the first {@link SNIFF_LENGTH} bytes, or the whole file if it is shorter
 * @returns a canonical WHATWG encoding name
 * @throws PlanFileError for another kind of file, an empty file, an unknown or contradicting encoding
 */
export const sniffEncoding = (head: Uint8Array): string => {
  const magic = MAGIC.find(({ bytes }) => startsWith(head, bytes));
  if (magic !== undefined) throw new PlanFileError(magic.code);
  const fromBytes = encodingFromBytes(head);
  const text = asciiOf(head)
    .replace(/^\uFFFD{2,3}/, '')
    .trimStart();
  if (text === '') throw new PlanFileError(head.length < SNIFF_LENGTH ? 'empty' : 'not-xml');
  const other = TEXT_STARTS.find(([pattern]) => pattern.test(text));
  if (other !== undefined) throw new PlanFileError(other[1], undefined, { line: 1, byte: 0 });
  const declared = /^<\?xml[^>]*?\sencoding\s*=\s*["']([^"'<>]{1,60})["']/.exec(text)?.[1];
  if (declared === undefined) return fromBytes ?? 'utf-8';
  const name = canonical(declared);
  const actual = fromBytes ?? (name.startsWith('utf-16') ? 'utf-8' : name);
  checkDeclaredEncoding(declared, actual);
  return actual;
};
