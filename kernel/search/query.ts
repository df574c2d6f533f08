import { stemOf, type Word, wordsOf } from './words.ts';

/** One thing that must be there, or must not. */
export interface Term {
  /** Several stand one after the other. */
  readonly words: readonly string[];
  /** Written in quotes: whole words, as they are. */
  readonly exact: boolean;
  readonly not: boolean;
}

/** What somebody typed into a search, read. */
export interface TextQuery {
  readonly terms: readonly Term[];
  /** `kind:` filters as typed; a record of any of them is meant. */
  readonly kinds: readonly string[];
  /** `project:` filters as typed. */
  readonly projects: readonly string[];
  /** `RSK-12`, or a number alone, and nothing else. */
  readonly number?: { readonly prefix?: string; readonly number: number };
}

const PART = /(-?)"([^"]*)"?|(kind|project):(?:"([^"]*)"?|(\S*))|(\S+)/giu;
const NUMBER = /^(?:([A-Za-z]{2,5})-)?(\d{1,9})$/;
const MOST_TERMS = 20;

/** Reads `"patient portal" train -pilot kind:risk project:RIV`; what cannot be read is left out. */
export function readQuery(typed: string): TextQuery {
  const terms: Term[] = [];
  const kinds: string[] = [];
  const projects: string[] = [];
  for (const [, dash, quoted, filter, longValue, value, plain] of typed.matchAll(PART)) {
    if (filter !== undefined) {
      const wanted = (longValue ?? value ?? '').trim();
      if (wanted !== '') (filter.toLowerCase() === 'kind' ? kinds : projects).push(wanted);
    } else if (quoted !== undefined) {
      const words = wordsOf(quoted).map(({ word }) => word);
      if (words.length > 0) terms.push({ words, exact: true, not: dash === '-' });
    } else {
      const not = plain?.startsWith('-') === true;
      for (const { word } of wordsOf(plain ?? '')) terms.push({ words: [word], exact: false, not });
    }
  }
  const [, prefix, number] = NUMBER.exec(typed.trim()) ?? [];
  return {
    terms: terms.slice(0, MOST_TERMS),
    kinds,
    projects,
    ...(number === undefined
      ? {}
      : { number: { number: Number(number), ...(prefix === undefined ? {} : { prefix: prefix.toUpperCase() }) } }),
  };
}

/** What a word of a text may be, to be one that was typed. */
export interface Wanted {
  readonly word: string;
  /** Beginnings are enough. A single letter begins too much. */
  readonly begins: boolean;
  readonly stem?: string;
}

/** The words of a term as they are looked for; this is what the store's index is asked for as well. */
export function wantedOf({ words, exact }: Term): readonly Wanted[] {
  return words.map((word) => (exact ? { word, begins: false } : { word, begins: word.length > 1, stem: stemOf(word) }));
}

/** Where a term stands in a text: the words that make it, the first of each occurrence first. */
export function occurrences(term: Term, text: readonly Word[]): readonly Word[] {
  const wanted = wantedOf(term);
  return text.flatMap((_, at) => {
    const run = text.slice(at, at + wanted.length);
    return run.length === wanted.length && wanted.every((one, index) => isWanted(one, run[index]?.word ?? ''))
      ? run
      : [];
  });
}

function isWanted({ word, begins, stem }: Wanted, found: string): boolean {
  return found === word || (begins && found.startsWith(word)) || (stem !== undefined && stemOf(found) === stem);
}
