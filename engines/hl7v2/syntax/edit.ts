import { refuse } from '../errors.ts';
import type { Result } from '../errors.ts';
import { joinBytes } from '../text/utf8.ts';
import { say, type Said } from '../say.ts';
import { escapeValue } from './escape.ts';
import { find } from './find.ts';
import { Message } from './message.ts';
import { LEVELS } from './node.ts';
import type { Node } from './node.ts';
import { formatPath, parsePath } from './path.ts';
import type { Path } from './path.ts';

/** What a place is to hold: a value, which is escaped, or raw text with delimiters of lower levels. */
export type Edit = { readonly path: string; readonly value: string } | { readonly path: string; readonly raw: string };

/** A part of the text that is replaced. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Sets places of a message. Everything else stays as it was, byte for byte. Places that are not there are made, also a
 * segment after the last.
 * @returns a new message, or why the first edit that cannot be made cannot be made; then nothing is
 */
export function edit(message: Message, edits: readonly Edit[]): Result<Message> {
  const together = existing(message, edits);
  if (together) return splice(message, together);
  let current = message;
  for (const one of edits) {
    const part = spliceFor(current, one);
    if (!part.ok) return part;
    const next = splice(current, [part.value]);
    if (!next.ok) return next;
    current = next.value;
  }
  return { ok: true, value: current };
}

/** The edits in order of their places when all places are there and none lies in another; they can be made at once. */
function existing(message: Message, edits: readonly Edit[]): readonly Splice[] | undefined {
  const splices: Splice[] = [];
  for (const one of edits) {
    const found = find(message, one.path);
    if (!found.ok || !found.value || found.value.isEmpty) return undefined;
    const part = spliceFor(message, one);
    if (!part.ok) return undefined;
    splices.push(part.value);
  }
  splices.sort((a, b) => a.start - b.start);
  return splices.every(({ end }, at) => end <= (splices[at + 1]?.start ?? Infinity)) ? splices : undefined;
}

/** Replaces parts of the text, given in the order in which they stand and none within another; all other bytes stay as they were. */
export function splice(message: Message, splices: readonly Splice[]): Result<Message> {
  const { text, charset, bytes, source } = message;
  const pieces: Uint8Array[] = [];
  let at = 0;
  const from = (position: number): number => message.byteAt(position) - source.byte;
  for (const { start, end, text: put } of splices) {
    const encoded = charset.encode(put);
    if (!encoded) return refuse('value-not-encodable', say`The character set is ${charset.name}.`);
    pieces.push(bytes.subarray(from(at), from(start)), encoded);
    at = end;
  }
  pieces.push(bytes.subarray(from(at)));
  const next = new Message({ ...source, bytes: joinBytes(pieces) });
  if (source.charset || next.charset.name === charset.name) return { ok: true, value: next };
  // MSH-18 was changed: what was written in the old character set is written in the new one.
  const edited = splices.reduceRight((all, { start, end, text }) => all.slice(0, start) + text + all.slice(end), text);
  const written = next.charset.encode(edited);
  if (!written) return refuse('value-not-encodable', say`The character set is ${next.charset.name}.`);
  return { ok: true, value: new Message({ ...source, bytes: written }) };
}

function spliceFor(message: Message, one: Edit): Result<Splice> {
  const parsed = parsePath(one.path);
  if (!parsed.ok) return parsed;
  const path = parsed.value;
  if (path.field === undefined) return refuse('path-malformed', say`A segment is set field by field.`);
  if (path.field <= 2 && ['MSH', 'FHS', 'BHS'].includes(path.segment)) return refuse('delimiters-fixed');
  const depth = path.subcomponent ? 4 : path.component ? 3 : path.repetition ? 2 : 1;
  const text = 'value' in one ? escapeValue(one.value, message.delimiters) : one.raw;
  const forbidden = ['\r', '\n', ...LEVELS.slice(1, depth + 1).map((_, at) => message.delimiterOf(at + 1))];
  const higher = forbidden.find((mark) => mark !== '' && text.includes(mark));
  if (higher !== undefined) return refuse('delimiter-in-value', say`It holds ${JSON.stringify(higher)}.`);
  return placeFor(message, path, text);
}

/** Finds the place of a path, or makes it with the delimiters that it takes. */
function placeFor(message: Message, path: Path, text: string): Result<Splice> {
  const { segment, occurrence = 1, field = 1, repetition = 1, component, subcomponent } = path;
  const segments = message.segmentsNamed(segment);
  let node: Node | undefined = segments[occurrence - 1];
  if (!node && occurrence !== segments.length + 1) return refuse('path-missing', say`There is no ${formatPath(path)}.`);
  const within = [path.repetition ?? (component ? repetition : undefined), component, subcomponent];
  const numbers = [field, ...within].filter((number) => number !== undefined);
  let before = '';
  let at = message.text.length;
  if (!node) before = `${terminatorBefore(message)}${segment}`;
  let depth = 1;
  for (const number of numbers) {
    const delimiter = message.delimiterOf(depth);
    if (node) {
      const child: Node | undefined = node.child(number);
      if (!child) {
        const count: number = node.children.length;
        const missing = number - Math.max(count, depth === 1 ? 0 : 1);
        if (missing > 0 && delimiter === '') return refuse('delimiter-not-declared', ofLevel(depth));
        at = node.end;
        before = delimiter.repeat(missing);
      }
      node = child;
    } else {
      const missing = depth === 1 ? number : number - 1;
      if (missing > 0 && delimiter === '') return refuse('delimiter-not-declared', ofLevel(depth));
      before += delimiter.repeat(missing);
    }
    if (before.length > MAX_MADE) return refuse('path-missing', say`There is no ${formatPath(path)}.`);
    depth += 1;
  }
  const part = node ? { start: node.start, end: node.end, text } : { start: at, end: at, text: before + text };
  return { ok: true, value: part };
}

/** No message needs so many places before one. */
const MAX_MADE = 10_000;

/** What has to stand before a new segment at the end; it gets no terminator of its own unless the others have one. */
function terminatorBefore({ text }: Message): string {
  return /[\r\n]$/.test(text) ? '' : (/\r\n|\r|\n/.exec(text)?.[0] ?? '\r');
}

function ofLevel(depth: number): Said {
  switch (LEVELS[depth]) {
    case 'repetition':
      return say`It is the one of repetitions.`;
    case 'component':
      return say`It is the one of components.`;
    case 'subcomponent':
      return say`It is the one of subcomponents.`;
    default:
      return say`It is the one of fields.`;
  }
}
