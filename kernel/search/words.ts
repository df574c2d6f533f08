import { stemmer } from 'stemmer';

/** A word of a text: as it is compared, and where it stands. */
export interface Word {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** Longer runs of letters are no words anybody types; the index holds their beginning. */
const LONGEST_WORD = 60;

const RUN = /[\p{L}\p{N}\p{M}]+/gu;
const LATIN = /^[a-z]{3,}$/;

/**
 * The words of a text. Joined words (HL7/ADT, v2.5.1, help@desk) are words of their own; letters are compared without
 * accents and in one case, so that “Ubung” finds “Übung”.
 */
export function wordsOf(text: string): readonly Word[] {
  const found: Word[] = [];
  for (const { 0: run, index } of text.matchAll(RUN)) {
    const word = folded(run);
    if (word !== '') found.push({ word, start: index, end: index + run.length });
  }
  return found;
}

function folded(run: string): string {
  return run
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ς', 'σ')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .slice(0, LONGEST_WORD)
    .toWellFormed();
}

/** What an English word has in common with its other forms (planning, planned: plan); the word itself in other scripts. */
export function stemOf(word: string): string {
  return LATIN.test(word) ? stemmer(word) : word;
}
