import { BE, CREDENTIALS, GIVEN_WORDS, PARTICLES, STOP, TITLES, VERBS } from './cues.ts';
import type { Standing, Word } from './words.ts';
import { EPONYMS, HEADS, isClinical, ORGANISATIONS, REGIONS, standingOf } from './words.ts';

const RANK: Readonly<Record<Standing, number>> = { unknown: 0, possible: 1, likely: 2, sure: 3 };
const MAX_ROW = 5;

/** The words of a text with what stands between them and what the lists say of each. */
export class Sentence {
  readonly text: string;
  readonly words: readonly Word[];
  readonly #standings = new Map<number, Standing>();

  constructor(text: string, words: readonly Word[]) {
    this.text = text;
    this.words = words;
  }

  /** What stands between a word and the next. */
  gap(index: number): string {
    const [word, next] = [this.words[index], this.words[index + 1]];
    return word && next && next.start - word.end <= 6 ? this.text.slice(word.end, next.start) : '\n';
  }

  standing(index: number): Standing {
    const known = this.#standings.get(index);
    if (known) return known;
    const word = this.words[index];
    const standing = word === undefined || word.shape === 'initial' ? 'unknown' : standingOf(word.folded);
    this.#standings.set(index, standing);
    return standing;
  }

  rank(index: number): number {
    return RANK[this.standing(index)];
  }

  /** Whether a word ends every name. An initial does not, whatever it stands for elsewhere. */
  stops(index: number): boolean {
    const word = this.words[index];
    if (word?.shape === 'initial')
      return !(/^\p{Lu}$/u.test(word.text) || this.gap(index).startsWith('.')) && STOP.has(word.folded);
    return word === undefined || (STOP.has(word.folded) && !this.#isGiven(index));
  }

  /** A small word of the language that is a given name before another name: “Will Patel”, “May L. Stone”. */
  #isGiven(index: number): boolean {
    const [word, next] = [this.words[index], this.words[index + 1]];
    if (word?.shape !== 'title' || !GIVEN_WORDS.has(word.folded) || this.gap(index) !== ' ') return false;
    if (next?.shape === 'initial')
      return this.gap(index + 1).startsWith('.') && this.words[index + 2]?.shape === 'title';
    return next?.shape === 'title' && this.rank(index + 1) > 0 && !STOP.has(next.folded) && !isClinical(next.folded);
  }

  /** Whether what follows a word is said of a person: a verb, or the end of what is said. */
  acts(index: number): boolean {
    const next = this.words[index + 1];
    if (!next || !/^[ ]$/.test(this.gap(index)))
      return /^\s?[,.;)(]|^$/.test(this.text.slice(this.words[index]?.end, (this.words[index]?.end ?? 0) + 2));
    return (
      VERBS.has(next.folded) ||
      BE.has(next.folded) ||
      /^(?:at|who|present|notified|aware|updated|visited|states|reports)$/.test(next.folded)
    );
  }

  /** Whether hardly more than a name follows on the line of a word. */
  few(index: number): boolean {
    const word = this.words[index];
    const rest =
      word === undefined ? '' : (/^[^\r\n,;|.]{0,80}/.exec(this.text.slice(word.start, word.start + 80))?.[0] ?? '');
    return /^[\p{L}\p{M}'’-]{2,30}(?: [\p{L}\p{M}'’-]{1,30}){0,2}\s*$/u.test(rest);
  }

  /** The first word that begins at or after a place. */
  indexFrom(place: number): number {
    let [low, high] = [0, this.words.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.words[middle]?.start ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  indexOf(word: Word): number {
    return this.indexFrom(word.start);
  }

  /** Whether words with capitals are all that stands between two marks, or before what somebody does: “Rice, Faith / F”. */
  standsAlone(from: number, to: number): boolean {
    const [first, last] = [this.words[from], this.words[to]];
    if (first?.shape !== 'title' || last?.shape !== 'title') return false;
    const lead = this.text.slice(Math.max(0, first.start - 3), first.start);
    const tail = this.text.slice(last.end, last.end + 4);
    return (
      (this.begins(from) || /(?:\s[-–/(]\s?|,\s)$/.test(lead)) &&
      (/^(?:\s?[-–/();,.\r\n|]|\s\d|\s\p{Lu}\.|$)/u.test(tail) || this.acts(to))
    );
  }

  /** Whether a word is a label of what follows it: “DOB:”. */
  labels(index: number): boolean {
    const word = this.words[index];
    return word !== undefined && /^[ ]?[:=#]/.test(this.text.slice(word.end, word.end + 2));
  }

  /** Whether a sentence, a line or a list begins with a word. */
  begins(index: number): boolean {
    const word = this.words[index];
    if (!word) return false;
    const lead = this.text.slice(Math.max(0, word.start - 4), word.start);
    return word.start === 0 || /(?:[.!?:;•*>]["')]?[ ]{0,3}|[\r\n\t|~^&][ ]{0,3}|\\\s?|[ ]{3,})$/.test(lead);
  }

  /** Whether the words about one are written in capitals, so that capitals say nothing. */
  shouts(index: number): boolean {
    let [upper, others] = [0, 0];
    for (let at = Math.max(0, index - 4); at <= Math.min(this.words.length - 1, index + 4); at++) {
      const word = this.words[at];
      if (at === index || !word || word.shape === 'initial') continue;
      if (word.shape === 'upper') upper += 1;
      else others += 1;
    }
    return upper > others;
  }

  /** Words from a place on that could make one name: all with capitals, or all small and known. */
  rowAt(index: number): Word[] {
    const first = this.words[index];
    if (!first || !this.#fits(index, first)) return [];
    const row = [first];
    for (let at = index + 1; row.length < MAX_ROW; at++) {
      const word = this.words[at];
      const initials = first.shape === 'initial' || row.at(-1)?.shape === 'initial';
      const joined = initials ? /^(?:\.?[ ]{0,2}|-)$/ : /^(?:[ ]{1,2}|-|[ ]?["“(][ ]?|["”)][ ]?)$/;
      if (!word || !joined.test(this.gap(at - 1)) || this.labels(at)) break;
      const next = this.words[at + 1];
      if (this.secondHalf(at)) {
        row.push(word);
        continue;
      }
      if (
        PARTICLES.has(word.folded) &&
        word.shape !== 'upper' &&
        next &&
        this.#fits(at + 1, first) &&
        /^(?:[ ]|-)$/.test(this.gap(at)) &&
        this.rank(at + 1) > 0
      ) {
        row.push(word);
        continue;
      }
      if (!this.#fits(at, first)) break;
      row.push(word);
    }
    while (row.at(-1)?.shape === 'initial' && row.length > 1 && !/^[A-Z]$/.test(row.at(-1)?.text ?? '')) row.pop();
    return row;
  }

  /** The small half of a given name of two, before the family's: “Hyun-woo Park”. */
  secondHalf(index: number): boolean {
    const [half, word, next] = [this.words[index - 1], this.words[index], this.words[index + 1]];
    return (
      word?.shape === 'lower' &&
      word.folded.length <= 5 &&
      this.gap(index - 1) === '-' &&
      half?.shape === 'title' &&
      !EPONYMS.has(half.folded) &&
      (next?.shape === 'title' || next?.shape === 'initial') &&
      this.gap(index) === ' '
    );
  }

  #fits(index: number, first: Word): boolean {
    const word = this.words[index];
    if (!word || this.stops(index) || TITLES.has(word.folded) || isClinical(word.folded)) return false;
    if (CREDENTIALS.has(word.folded) && word.shape === 'upper') return false;
    if (word.shape === 'initial')
      return (/^[A-Z]$/.test(word.text) || this.gap(index).startsWith('.')) && this.#initial(index);
    const small = word.shape === 'lower';
    if (small !== (first.shape === 'lower')) return false;
    // Small words, and words among capitals, are taken for names only where a list knows them.
    return small || this.shouts(index)
      ? this.rank(index) >= (small ? 2 : 1)
      : this.rank(index) > 0 ||
          (!this.begins(index) &&
            (word.shape === 'title' ||
              (word.shape === 'upper' && first !== word && first.shape === 'upper' && word.folded.length > 3)));
  }

  /** “J. Smith”, “John Q Smith”: a letter with a name on one side. */
  #initial(index: number): boolean {
    return (
      (this.rank(index + 1) >= 2 && /^\.?[ ]?$/.test(this.gap(index))) ||
      (this.rank(index - 1) >= 2 && this.gap(index - 1) === ' ') ||
      (/^[A-Z]$/.test(this.words[index + 1]?.text ?? '') && this.rank(index + 2) >= 2) ||
      // “Rose V. Rice”, “Hunter U. Van der Berg”: words alone, a name with the letter between them.
      (GIVEN_WORDS.has(this.words[index - 1]?.folded ?? '') &&
        this.words[index - 1]?.shape === 'title' &&
        this.gap(index).startsWith('.') &&
        this.words[index + 1]?.shape === 'title' &&
        (this.rank(index + 1) >= 1 || PARTICLES.has(this.words[index + 1]?.folded ?? '')))
    );
  }

  /** Why a row of words is a name; nothing where it is none. */
  judge(index: number, length: number): string | undefined {
    const row = Array.from({ length }, (_, at) => index + at);
    const words = row.map((at) => this.words[at]).filter((word) => word !== undefined);
    const ranks = row.map((at) => this.rank(at));
    const best = Math.max(...ranks);
    const eponym = words.some(({ folded }) => EPONYMS.has(folded));
    if (
      eponym &&
      (this.#isTerm(index, length) ||
        (length > 1 && words.every(({ folded }) => EPONYMS.has(folded)) && this.gap(index) === '-'))
    )
      return undefined;
    const [first] = words;
    const last = words.at(-1);
    // “North Dakota”, “Georgia”, “Stanford University”: states and organisations are nobody's names.
    if (first && last && REGIONS.has(last.folded) && (length === 1 || (length === 2 && COMPASS.test(first.folded))))
      return undefined;
    const next = this.words[index + length];
    if (
      next &&
      next.shape !== 'lower' &&
      ORGANISATIONS.has(next.folded) &&
      /^(?:['’]s)?[ ]$/.test(this.gap(index + length - 1))
    )
      return undefined;
    const known = ranks.filter((rank) => rank > 0).length;
    if (known >= 2 || (known === 1 && words.some(({ shape }) => shape === 'initial'))) {
      const strong = ranks.filter((rank) => rank >= 2).length;
      if (best === 3 || strong >= 2) return 'name-in-row';
      if (strong === 1 && words[0]?.shape === 'title') return 'name-in-row';
      return GIVEN_WORDS.has(words[0]?.folded ?? '') &&
        words.every(({ shape }) => shape !== 'lower') &&
        (!this.shouts(index) || this.standsAlone(index, index + length - 1))
        ? 'name-in-row'
        : undefined;
    }
    const [only] = words;
    if (length > 1) return best === 3 && !eponym ? 'name-in-row' : undefined;
    return only && !eponym && this.#alone(index, only, best) ? 'name-alone' : undefined;
  }

  #alone(index: number, { shape, folded, text }: Word, rank: number): boolean {
    if (HEADS.has(this.words[index + 1]?.folded ?? '') && this.gap(index) === ' ') return false;
    if (shape === 'title')
      return rank === 3 ? folded.length > 2 : rank === 2 && !this.begins(index) && folded.length > 2;
    return rank === 3 && folded.length >= 5 && !/\d/.test(text);
  }

  /** “Bell palsy”, “Parkinson's disease”, “Jackson-Pratt drain”, “modified Rankin scale”. */
  #isTerm(index: number, length: number): boolean {
    const last = this.words[index + length - 1];
    if (!last) return false;
    const tail = this.text.slice(last.end, last.end + 3);
    if (/^['’](?:s|\s|$)/.test(tail) && length === 1) return true;
    for (let at = index + 1; at <= index + length + 1; at++) {
      if (
        HEADS.has(this.words[at]?.folded ?? '') &&
        (at < index + length || /^(?:['’]s?)?(?:[ ]|-)$/.test(this.gap(at - 1)))
      )
        return true;
      if (at >= index + length && !/^(?:['’]s?)?(?:[ ]|-)$/.test(this.gap(at - 1))) break;
    }
    return false;
  }
}

const COMPASS =
  /^(?:north|south|east|west|new|northern|southern|western|eastern|central|great|el|puerto|costa|sri|saudi|united)$/;

/**
 * The name that begins with a word after something that announces one: a title takes any word, a relation one with a capital, other words one
 * that lists know.
 */
export function nameAt(sentence: Sentence, index: number, cue: 'title' | 'relative' | 'lead'): Word[] {
  const name: Word[] = [];
  // A few titles may stand before a name (“Prof. Dr.”), but not without end.
  for (let at = index; at < index + 8 && name.length < 4; at++) {
    const word = sentence.words[at];
    const named = cue === 'title' && name.length === 0 && word?.shape === 'title' && GIVEN_WORDS.has(word.folded);
    if (!word || (!named && (sentence.stops(at) || isClinical(word.folded))) || sentence.labels(at)) break;
    if (name.length > 0 && !/^(?:[ ]{1,2}|-|\.[ ]{0,2})$/.test(sentence.gap(at - 1))) break;
    if (name.length > 0 && sentence.gap(at - 1).startsWith('.') && name.at(-1)?.shape !== 'initial') break;
    if (name.length > 0 && sentence.secondHalf(at)) {
      name.push(word);
      continue;
    }
    if (TITLES.has(word.folded) || (CREDENTIALS.has(word.folded) && word.shape === 'upper')) {
      if (name.length === 0 && TITLES.has(word.folded)) continue;
      break;
    }
    if (!taken(sentence, at, word, cue, name)) break;
    name.push(word);
  }
  const [first] = name;
  if (!first || name.every(({ shape }) => shape === 'initial')) return [];
  const last = name.at(-1);
  const after = last === undefined ? '' : (sentence.words[sentence.indexOf(last) + 1]?.folded ?? '');
  if (cue !== 'title' && HEADS.has(after) && name.some(({ folded }) => EPONYMS.has(folded))) return [];
  return cue === 'lead' && name.length === 1 && EPONYMS.has(first.folded) ? [] : name;
}

function taken(
  sentence: Sentence,
  at: number,
  word: Word,
  cue: 'title' | 'relative' | 'lead',
  name: readonly Word[],
): boolean {
  const rank = sentence.rank(at);
  if (word.shape === 'initial') return /^\p{Lu}$/u.test(word.text) || sentence.gap(at).startsWith('.');
  if (PARTICLES.has(word.folded) && word.shape !== 'upper' && sentence.words[at + 1] && sentence.gap(at).length <= 2) {
    return (
      cue === 'title' ||
      (sentence.rank(at + 1) > 0 && sentence.words[at + 1]?.shape !== 'lower') ||
      (name.length > 0 && sentence.words[at + 1]?.shape === 'title')
    );
  }
  if (word.shape === 'lower') return takenSmall(sentence, at, word, cue, name);
  if (HEADS.has(word.folded) && rank < 2 && !(cue === 'title' && name.length === 0)) return false;
  if (rank === 0 && NO_NAME.test(word.folded)) return false;
  if (cue === 'title') return name.length === 0 || rank > 0 || (word.shape === 'title' && !sentence.shouts(at));
  if (sentence.shouts(at)) return rank >= 2 && word.folded.length > 3;
  if (
    word.shape === 'upper' &&
    word.folded.length < (cue === 'lead' && name.length === 0 ? 5 : 4) &&
    (rank < 3 || cue === 'lead')
  )
    return false;
  if (cue === 'relative') return word.shape === 'title' || rank >= 2 || word.folded.length > 3;
  if (name.some((one) => sentence.rank(sentence.indexOf(one)) >= 2) && word.shape === 'title') return true;
  // “Patient Thandiwe Mbeki”: an unknown word before one that lists know.
  const before = sentence.words[at - 1]?.folded ?? '';
  const announced =
    name.length === 0 && rank === 0 && word.shape === 'title' && /^(?:patient|pt|resident|client)$/.test(before);
  if (announced && sentence.gap(at) === ' ' && sentence.words[at + 1]?.shape === 'title' && sentence.rank(at + 1) > 0)
    return true;
  if (name.length > 0 && rank === 1) return true;
  return rank >= 2 || (rank === 1 && (name.length > 0 || sentence.rank(at + 1) >= 2));
}

/** Small letters: what lists know, and after “mr” whatever stands there. */
function takenSmall(
  sentence: Sentence,
  at: number,
  word: Word,
  cue: 'title' | 'relative' | 'lead',
  name: readonly Word[],
): boolean {
  const rank = sentence.rank(at);
  const last = name.at(-1);
  if (word.folded.length < 3 || (last && last.shape !== 'lower' && last.shape !== 'initial')) return false;
  if (rank >= (last ? 1 : { title: 1, relative: 2, lead: 3 }[cue]))
    return !last || rank > 1 || cue !== 'lead' || sentence.acts(at);
  if (rank === 1 && cue === 'relative') return sentence.acts(at);
  if (cue !== 'title' || last || /(?:ed|ing|ly)$/.test(word.folded) || NO_NAME.test(word.folded)) return false;
  const title = sentence.words[at - 1]?.folded ?? '';
  if (/^(?:mr|mrs|ms|miss|mister|senora?|herr|frau)$/.test(title)) return true;
  const next = sentence.words[at + 1];
  return (
    word.folded.length > 3 &&
    (!/^[ ]/.test(sentence.gap(at)) || (next !== undefined && (VERBS.has(next.folded) || BE.has(next.folded))))
  );
}

/** Endings of departments and deeds. */
export const NO_NAME =
  /(?:ology|iatry|iatrics|surgery|icine|tion|ment|ness|ing|care|ics|ance|ence|ity|ists?|ians?|pital|room|unit|team|apy)$/;
