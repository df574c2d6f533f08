import { decodeUtf8, encodeUtf8, utf8Length } from './utf8.ts';
import { readDoubleBytes } from './double-bytes.ts';
import { readSingleBytes } from './single-bytes.ts';

/** Bytes and characters of one encoding. */
export interface Charset {
  /** Its name as browsers know it (WHATWG Encoding). */
  readonly name: string;
  /** Bytes that cannot be decoded are kept where {@link exact} is true; else they become U+FFFD. */
  readonly decode: (bytes: Uint8Array) => string;
  /** Undefined when a character has no place in this set. */
  readonly encode: (text: string) => Uint8Array | undefined;
  /** Whether sequences within the text switch sets, so that ASCII need not be ASCII. */
  readonly switches?: boolean;
  /** Whether decoding loses nothing: encoding gives every byte back. */
  readonly exact: boolean;
  /** A function from a position in the text to one in the bytes that it was decoded from. */
  readonly positions: (text: string, bytes: Uint8Array) => (at: number) => number;
}

const STEP = 1_024;

export const UTF8: Charset = {
  name: 'utf-8',
  decode: decodeUtf8,
  encode: encodeUtf8,
  exact: true,
  positions: (text, bytes) => {
    if (text.length === bytes.length) return (at) => at;
    const marks = new Uint32Array(Math.floor(text.length / STEP) + 1);
    for (let mark = 1; mark < marks.length; mark++) {
      marks[mark] = (marks[mark - 1] ?? 0) + utf8Length(text, (mark - 1) * STEP, mark * STEP);
    }
    return (at) => {
      const mark = Math.floor(at / STEP);
      return (marks[mark] ?? 0) + utf8Length(text, mark * STEP, at);
    };
  },
};

function utf16(name: 'utf-16le' | 'utf-16be'): Charset {
  const decoder = new TextDecoder(name, { ignoreBOM: true });
  const little = name === 'utf-16le';
  return {
    name,
    decode: (bytes) => decoder.decode(bytes),
    encode: (text) => {
      const view = new DataView(new ArrayBuffer(text.length * 2));
      for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), little);
      return new Uint8Array(view.buffer);
    },
    exact: false,
    positions: (_, bytes) => (at) => Math.min(at * 2, bytes.length),
  };
}

/**
 * Names of HL7 table 0211 (alternate character sets) and what browsers call the encoding. ISO IR sets are those that Japanese
 * messages name beside ASCII; their text is ISO-2022-JP.
 */
const DECLARED: Readonly<Record<string, string>> = {
  ASCII: 'us-ascii',
  'ISO IR6': 'us-ascii',
  '8859/1': 'windows-1252',
  '8859/2': 'iso-8859-2',
  '8859/3': 'iso-8859-3',
  '8859/4': 'iso-8859-4',
  '8859/5': 'iso-8859-5',
  '8859/6': 'iso-8859-6',
  '8859/7': 'iso-8859-7',
  '8859/8': 'iso-8859-8',
  '8859/9': 'windows-1254',
  '8859/15': 'iso-8859-15',
  'ISO IR14': 'iso-2022-jp',
  'ISO IR87': 'iso-2022-jp',
  'ISO IR159': 'iso-2022-jp',
  'GB 18030-2000': 'gb18030',
  'KS X 1001': 'euc-kr',
  'CNS 11643-1992': 'big5',
  'BIG-5': 'big5',
  UNICODE: 'utf-8',
  'UNICODE UTF-8': 'utf-8',
  'UNICODE UTF-16': 'utf-16be',
};

/** Spellings that are no HL7 but are met, in capitals and without spaces, hyphens and underscores. */
const MET: Readonly<Record<string, string>> = {
  UTF8: 'utf-8',
  UNICODEUTF8: 'utf-8',
  USASCII: 'us-ascii',
  ISO88591: 'windows-1252',
  ISO885915: 'iso-8859-15',
  LATIN1: 'windows-1252',
  WINDOWS1252: 'windows-1252',
  CP1252: 'windows-1252',
  SHIFTJIS: 'shift_jis',
  EUCJP: 'euc-jp',
};

const DOUBLE = new Set(['gb18030', 'euc-kr', 'big5', 'shift_jis', 'euc-jp', 'iso-2022-jp']);
const made = new Map<string, Charset>([['utf-8', UTF8]]);

/** The encoding that MSH-18 declares; undefined when the name is not known. “us-ascii” has no entry of its own. */
export function declaredName(declared: string): string | undefined {
  const name = declared.trim();
  return DECLARED[name.toUpperCase()] ?? MET[name.toUpperCase().replace(/[\s_-]|\//g, '')];
}

/** @param name as browsers know it */
export function charsetNamed(name: string): Charset {
  const known = made.get(name);
  if (known) return known;
  const charset = make(name);
  made.set(name, charset);
  return charset;
}

function make(name: string): Charset {
  if (name === 'utf-16le' || name === 'utf-16be') return utf16(name);
  return DOUBLE.has(name) ? readDoubleBytes(name) : readSingleBytes(name);
}
