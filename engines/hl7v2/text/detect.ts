import { problem } from '../errors.ts';
import type { Hl7Problem, Place } from '../errors.ts';
import { say } from '../say.ts';
import { charsetNamed, declaredName, UTF8 } from './charset.ts';
import type { Charset } from './charset.ts';
import { decodeStrictly, isKeptByte } from './utf8.ts';

export interface Decoded {
  readonly charset: Charset;
  readonly text: string;
  readonly problems: readonly Hl7Problem[];
}

interface Read {
  readonly bytes: Uint8Array;
  readonly utf8?: string | undefined;
}

/**
 * Decodes the bytes of a message as its MSH-18 says; without a declaration as UTF-8 where they are that, else as windows-1252.
 * @param read the bytes, and their text as UTF-8 where it is known already
 * @param declared MSH-18 as it stands there, '' when it is empty
 * @param place where MSH-18 is, for problems
 */
export function decodeDeclared({ bytes, utf8: known }: Read, declared: string, place: Place): Decoded {
  const name = declared === '' ? 'us-ascii' : declaredName(declared);
  const read = known ?? decodeStrictly(bytes);
  // Every set but UTF-16 shares ASCII.
  const ascii = read?.length === bytes.length ? read : undefined;
  if (ascii !== undefined) {
    // The bytes mean the same in every set that can be met here, except where escape sequences switch sets.
    const charset = name === undefined || name === 'us-ascii' || name.startsWith('utf-16') ? UTF8 : charsetNamed(name);
    const problems = name === undefined ? [unknown(declared, place)] : [];
    return { charset, text: charset.switches && maySwitch(ascii) ? charset.decode(bytes) : ascii, problems };
  }
  if (name === undefined || name === 'us-ascii') {
    const told = name === undefined ? [unknown(declared, place)] : [];
    const charset = read === undefined ? charsetNamed('windows-1252') : UTF8;
    const assumed = problem('charset-assumed', say`They were read as ${charset.name}.`, place);
    return { charset, text: read ?? charset.decode(bytes), problems: [...told, assumed] };
  }
  // A message that declares UTF-16 but was cut out of bytes with one byte for each letter is no UTF-16.
  const charset = name.startsWith('utf-16') ? UTF8 : charsetNamed(name);
  const text = (charset === UTF8 ? read : undefined) ?? charset.decode(bytes);
  return { charset, text, problems: isBroken(text, charset) ? [problem('charset-broken', undefined, place)] : [] };
}

/** Escape, shift out and shift in: without one of them nothing switches. */
const SWITCHING = ['\u001B', '\u000E', '\u000F'];

function maySwitch(text: string): boolean {
  return SWITCHING.some((one) => text.includes(one));
}

function unknown(declared: string, place: Place): Hl7Problem {
  return problem('charset-unknown', say`It says “${declared.slice(0, 40)}”.`, place);
}

function isBroken(text: string, { exact }: Charset): boolean {
  return exact ? hasKeptBytes(text) : text.includes('\uFFFD');
}

function hasKeptBytes(text: string): boolean {
  if (text.isWellFormed()) return false;
  for (let at = 0; at < text.length; at++) if (isKeptByte(text.charCodeAt(at))) return true;
  return false;
}
