import type { Hl7ProblemCode } from '../errors.ts';

/** The characters that separate the parts of a message, as its header declares them; '' for one that is not declared. */
export interface Delimiters {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly subcomponent: string;
  /** From version 2.7 on: ends a value that was cut to its length. */
  readonly truncation: string;
}

export const STANDARD_DELIMITERS: Delimiters = {
  field: '|',
  component: '^',
  repetition: '~',
  escape: '\\',
  subcomponent: '&',
  truncation: '',
};

const ROLES = ['field', 'component', 'repetition', 'escape', 'subcomponent', 'truncation'] as const;

const [B, F, H, M, S] = [66, 70, 72, 77, 83];

/** Whether the segment that begins here is one whose second field declares the delimiters: MSH, FHS or BHS. */
export function isHeaderAt(text: string, start: number): boolean {
  const first = text.charCodeAt(start);
  if (first !== M && first !== F && first !== B) return false;
  const [second, third] = first === M ? [S, H] : [H, S];
  return text.charCodeAt(start + 1) === second && text.charCodeAt(start + 2) === third;
}

/** Where the encoding characters of a header end: at the next field separator or at the end of the line. */
export function encodingEnd(text: string, start: number): number {
  const separator = text.charAt(start + 3);
  for (let at = start + 4; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === separator || character === '\r' || character === '\n') return at;
  }
  return text.length;
}

export interface Declared {
  readonly delimiters: Delimiters;
  readonly faults: readonly Hl7ProblemCode[];
}

/** What headers declared before: nearly all messages declare the same. */
const declared = new Map<string, Declared>();
const MAX_DECLARED = 64;
const MAX_KEY = 16;

/**
 * Reads the delimiters of a header segment.
 * @param start where the name of the segment begins
 */
export function delimitersAt(text: string, start: number): Declared {
  const key = text.slice(start + 3, encodingEnd(text, start));
  const before = declared.get(key);
  if (before) return before;
  const read = readDelimiters(key.charAt(0), key.slice(1));
  if (key.length <= MAX_KEY) {
    if (declared.size >= MAX_DECLARED) declared.clear();
    declared.set(key, read);
  }
  return read;
}

function readDelimiters(separator: string, encoding: string): Declared {
  const found: Record<(typeof ROLES)[number], string> = { ...STANDARD_DELIMITERS, field: separator, truncation: '' };
  const faults: Hl7ProblemCode[] = [];
  if (encoding === '') faults.push('delimiters-missing');
  const taken = new Set<string>([separator]);
  for (const [index, role] of ROLES.slice(1).entries()) {
    const character = encoding === '' ? found[role] : encoding.charAt(index);
    const free = character !== '' && !taken.has(character);
    if (character !== '' && !free) faults.push('delimiters-repeated');
    found[role] = free ? character : '';
    taken.add(character);
  }
  return { delimiters: found, faults: [...new Set(faults)] };
}

/** What a character separates, by its code: 0 for nothing, else a level of a message from 1 for fields to 4 for subcomponents. */
export type Marks = Uint8Array;

const marksMade = new WeakMap<Delimiters, Marks>();
const LATIN = 256;

/** A table of what characters separate, at least as long as there are bytes. */
export function marksOf(delimiters: Delimiters): Marks {
  const before = marksMade.get(delimiters);
  if (before) return before;
  const { field, repetition, component, subcomponent } = delimiters;
  const levels = [field, repetition, component, subcomponent];
  const codes = levels.map((one) => (one === '' ? -1 : one.charCodeAt(0)));
  const marks = new Uint8Array(Math.max(LATIN, ...codes.map((code) => code + 1)));
  for (const [at, code] of codes.entries()) if (code >= 0) marks[code] = at + 1;
  marksMade.set(delimiters, marks);
  return marks;
}

const ASCII = 128;

/** Whether delimiters are the same in the bytes of a message as in its text, where each character is a byte. */
export function areBytes({ field, repetition, component, subcomponent }: Delimiters): boolean {
  return [field, repetition, component, subcomponent].every((one) => one === '' || one.charCodeAt(0) < ASCII);
}
