import type { Charset } from '../text/charset.ts';
import type { Delimiters } from './delimiters.ts';

const HEX = /^X(?:[0-9A-Fa-f]{2})+$/;
/** Formatting (HL7 v2.8 chapter 2.7.6), highlighting and switches of the character set. */
const FORMATTING = /^(?:\.[A-Za-z]{2}[+-]?\d*|[HN]|[CMZ][0-9A-Za-z]*)$/;
const LINE_BREAK = /^\.(?:br|sp|ce)/;

/** Resolves escape sequences for delimiters and bytes; formatting and sequences that nobody knows stay as they stand. */
export function unescape(raw: string, delimiters: Delimiters, charset: Charset): string {
  return resolve(raw, delimiters, charset, (sequence) => `${delimiters.escape}${sequence}${delimiters.escape}`);
}

/** A value as people read it: as {@link unescape}, with line breaks for \.br\ and \.sp\ and no other formatting. */
export function plainText(raw: string, delimiters: Delimiters, charset: Charset): string {
  return resolve(raw, delimiters, charset, (sequence) => (LINE_BREAK.test(sequence) ? '\n' : ''));
}

function resolve(raw: string, delimiters: Delimiters, charset: Charset, format: (sequence: string) => string): string {
  const { escape } = delimiters;
  if (escape === '' || !raw.includes(escape)) return raw;
  let text = '';
  let at = 0;
  for (;;) {
    const open = raw.indexOf(escape, at);
    const close = open < 0 ? -1 : raw.indexOf(escape, open + 1);
    if (close < 0) return text + raw.slice(at);
    const sequence = raw.slice(open + 1, close);
    const meant = meaning(sequence, delimiters, charset) ?? (FORMATTING.test(sequence) ? format(sequence) : undefined);
    // What is no sequence may begin one with the character that seemed to close it.
    text += raw.slice(at, open) + (meant ?? raw.slice(open, close));
    at = meant === undefined ? close : close + 1;
  }
}

const NAMES = new Map<string, keyof Delimiters>([
  ['F', 'field'],
  ['S', 'component'],
  ['R', 'repetition'],
  ['E', 'escape'],
  ['T', 'subcomponent'],
  ['P', 'truncation'],
]);

/** Undefined for what is no sequence, and for the name of a delimiter that is not declared. */
function meaning(sequence: string, delimiters: Delimiters, charset: Charset): string | undefined {
  const name = NAMES.get(sequence);
  if (name) return delimiters[name] === '' ? undefined : delimiters[name];
  return HEX.test(sequence) ? charset.decode(bytesOf(sequence.slice(1))) : undefined;
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, at) => Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16));
}

/** Writes a value so that no part of it is taken for a delimiter, an escape or a line break. */
export function escapeValue(value: string, delimiters: Delimiters): string {
  const { escape } = delimiters;
  if (escape === '') return value;
  const names = new Map([
    ...[...NAMES].map(([name, role]) => [delimiters[role], name] as const),
    ['\r', 'X0D'] as const,
    ['\n', 'X0A'] as const,
  ]);
  names.delete('');
  let text = '';
  for (const character of value) {
    const name = names.get(character);
    text += name === undefined ? character : `${escape}${name}${escape}`;
  }
  return text;
}
