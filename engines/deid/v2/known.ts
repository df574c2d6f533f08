import type { IdentifierClass } from '../classes.ts';
import type { Finding, Treatment } from '../finding.ts';
import { STREET_WORDS } from '../replace/replace.ts';
import { STOP } from '../text/cues.ts';
import { fold } from '../text/fold.ts';
import { Sentence } from '../text/sentence.ts';
import { EPONYMS, HEADS, isClinical, wordsOf } from '../text/words.ts';

interface Known {
  readonly class: IdentifierClass;
  readonly treatment: Treatment;
}

/** Shorter identifiers than this are met by chance. */
const SHORTEST = 5;
const TOKEN = /[\p{L}\p{N}]+(?:[-./][\p{L}\p{N}]+)*/gu;

/**
 * What typed fields say about a person, looked for again where anything may be written: the name in PID-5 in a note, the number in PID-3 in a
 * Z segment.
 */
export class KnownValues {
  readonly #names = new Set<string>();
  readonly #codes = new Map<string, Known>();
  readonly #places = new Set<string>();

  learn(value: string, { class: kind, treatment }: Finding): void {
    if (treatment === 'name') {
      for (const { folded, shape } of wordsOf(value))
        if (shape !== 'initial' && folded.length > 2 && !STOP.has(folded)) this.#names.add(folded);
    } else if (treatment === 'place') {
      for (const { folded } of wordsOf(value))
        if (folded.length > 4 && !STOP.has(folded) && !STREET_WORDS.test(folded) && !isClinical(folded))
          this.#places.add(folded);
    } else if (['code', 'phone', 'ssn'].includes(treatment)) {
      const bare = bareOf(value);
      if (bare.length >= SHORTEST && /\d{3}/.test(bare)) this.#codes.set(bare, { class: kind, treatment });
    }
  }

  get size(): number {
    return this.#names.size + this.#codes.size + this.#places.size;
  }

  /** Finds them in a text. */
  find(text: string): Finding[] {
    const findings: Finding[] = [];
    if (this.#codes.size > 0 && /\d{3}/.test(text)) {
      for (const match of text.matchAll(TOKEN)) {
        const known = this.#codes.get(bareOf(match[0]));
        if (known)
          findings.push({
            start: match.index,
            end: match.index + match[0].length,
            ...known,
            rule: 'known-value',
            weight: 90,
          });
      }
    }
    if (this.#names.size + this.#places.size > 0) findings.push(...this.#namesIn(text));
    return findings;
  }

  #namesIn(text: string): Finding[] {
    const sentence = new Sentence(text, wordsOf(text));
    return sentence.words.flatMap((word, index) => {
      const known = this.#names.has(word.folded);
      if (!known && !this.#places.has(word.folded)) return [];
      const near = [index - 1, index + 1].some((at) => this.#names.has(sentence.words[at]?.folded ?? ''));
      const common =
        sentence.rank(index) < 2 || EPONYMS.has(word.folded) || isClinical(word.folded) || word.folded.length < 4;
      const term =
        EPONYMS.has(word.folded) &&
        (HEADS.has(sentence.words[index + 1]?.folded ?? '') || /^['’]s?\b/.test(text.slice(word.end, word.end + 2)));
      // A name that is a word as well has to be written like a name.
      const written =
        word.shape === 'title' ? !sentence.begins(index) : word.shape === 'upper' && !sentence.shouts(index);
      if (term || (common && !near && !written && (sentence.rank(index) > 0 || !known))) return [];
      const kind = known
        ? ({ class: 'names', treatment: 'name' } as const)
        : ({ class: 'geographic', treatment: 'place' } as const);
      return [{ start: word.start, end: word.end, ...kind, rule: 'known-value', weight: 55 }];
    });
  }
}

const bareOf = (value: string): string => fold(value.replaceAll(/[^\p{L}\p{N}]/gu, ''));
