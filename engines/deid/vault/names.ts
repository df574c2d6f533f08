import { fold } from '../text/fold.ts';
import { pick } from './codes.ts';
import type { Random } from './random.ts';

const CONSONANTS = 'bdfgklmnprstvz';
const VOWELS = 'aeiou';

/** A word that nobody is called: it begins with Qx, which no language writes. */
export function coinName(random: Random, syllables: number): string {
  let name = 'qx';
  for (let at = 0; at < syllables; at++) name += pick(VOWELS, random) + pick(CONSONANTS, random);
  return name;
}

/** A coined name in the case of the word it stands for. */
export function casedLike(name: string, word: string): string {
  if (word.length > 1 && word === word.toUpperCase() && word !== word.toLowerCase()) return name.toUpperCase();
  if (word === word.toLowerCase()) return name;
  return name.charAt(0).toUpperCase() + name.slice(1);
}

export const isCoined = (word: string): boolean => /^qx[a-z]{4}/.test(fold(word));

const WORD = /[\p{L}\p{M}\d]+(?:['’][\p{L}\p{M}]+)*/gu;

/** Whether every word of a name is coined; initials may be the Q they become. */
export function isCoinedName(text: string): boolean {
  const words = text.match(WORD) ?? [];
  return words.some(isCoined) && words.every((word) => isCoined(word) || /^q$/i.test(word));
}

/** Replaces each word of a name; initials become Q. */
export function renameWords(text: string, coin: (word: string) => string): string {
  return text.replaceAll(WORD, (word) => {
    if (isCoined(word)) return word;
    if (/^\p{L}\p{M}*$/u.test(word)) return word === word.toLowerCase() ? 'q' : 'Q';
    return casedLike(coin(fold(word)), word);
  });
}
