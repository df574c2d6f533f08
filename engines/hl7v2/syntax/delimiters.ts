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

/** Segments whose second field declares the delimiters. */
export function isHeader(name: string): boolean {
  return name === 'MSH' || name === 'FHS' || name === 'BHS';
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

/**
 * Reads the delimiters of a header segment.
 * @param start where the name of the segment begins
 */
export function delimitersAt(
  text: string,
  start: number,
): { readonly delimiters: Delimiters; readonly faults: readonly Hl7ProblemCode[] } {
  const separator = text.charAt(start + 3);
  const encoding = text.slice(start + 4, encodingEnd(text, start));
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
