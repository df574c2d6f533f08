import type { Finding } from '../finding.ts';
import {
  ANYONE,
  BE,
  CREDENTIALS,
  DONE,
  GIVEN_WORDS,
  LABEL,
  LEADS,
  PARTICLES,
  RELATIVES,
  STOP,
  STRONG_LEADS,
  TITLES,
  VERBS,
} from './cues.ts';
import { nameAt, NO_NAME, Sentence } from './sentence.ts';
import type { Word } from './words.ts';
import { EPONYMS, isClinical, wordsOf } from './words.ts';

const MAX_WORDS = 6;

function finding(words: readonly Word[], rule: string, weight: number): Finding | undefined {
  const [first, last] = [words[0], words.at(-1)];
  if (!first || !last) return undefined;
  return { start: first.start, end: last.end, class: 'names', rule, treatment: 'name', weight };
}

/**
 * Names of people in running text: by the words around them (titles, relations, labels, letters after them), by the shape of several words in
 * a row, and by lists. Words of medicine that were people once (“Parkinson”, “Foley catheter”) are left where nothing says otherwise.
 */
export function findNames(text: string): Finding[] {
  const sentence = new Sentence(text, wordsOf(text));
  const found: (Finding | undefined)[] = [
    ...afterLabels(text, sentence),
    ...afterWords(text, sentence),
    ...beforeLetters(text, sentence),
    ...turnedRound(sentence),
    ...inRow(sentence),
    ...otherScripts(sentence),
  ];
  return found.filter((one) => one !== undefined);
}

/** “Patient name: Smith, John Q.” */
function afterLabels(text: string, sentence: Sentence): (Finding | undefined)[] {
  const found: (Finding | undefined)[] = [];
  for (const match of text.matchAll(LABEL)) {
    const name: Word[] = [];
    const from = sentence.indexFrom(match.index + match[0].length);
    for (let at = from; at < from + MAX_WORDS; at++) {
      const word = sentence.words[at];
      const gap = at === from ? text.slice(match.index + match[0].length, word?.start) : sentence.gap(at - 1);
      if (
        !word ||
        !(at === from
          ? /^["'(]?$/.test(gap)
          : /^(?:[ \t]{1,2}|-|\.[ ]?|[ ]?,[ ]?|[ ]?["“'(][ ]?|["”')][ ]?|[ ]?&[ ]?)$/.test(gap))
      )
        break;
      if (TITLES.has(word.folded) && name.length === 0) continue;
      const lower = word.shape === 'lower' && !PARTICLES.has(word.folded);
      if (gap.startsWith('.') && name.at(-1)?.shape !== 'initial' && (name.at(-1)?.folded.length ?? 0) > 2) break;
      if (
        sentence.stops(at) ||
        isClinical(word.folded) ||
        sentence.labels(at) ||
        (CREDENTIALS.has(word.folded) && name.length > 0)
      )
        break;
      if (lower && sentence.standing(at) === 'unknown' && !(/names?\b/i.test(match[0]) && sentence.few(from))) break;
      if (
        lower &&
        name.length > 0 &&
        sentence.standing(at) === 'possible' &&
        !gap.includes(',') &&
        name.some(({ shape }) => shape !== 'lower')
      )
        break;
      name.push(word);
    }
    if (name.some(({ shape }) => shape !== 'initial')) found.push(finding(trimmed(name), 'name-labelled', 68));
  }
  return found;
}

/** “Dr. Okonkwo”, “his wife Maria”, “seen by J. Smith”. */
function afterWords(text: string, sentence: Sentence): (Finding | undefined)[] {
  const found: (Finding | undefined)[] = [];
  for (const [index, word] of sentence.words.entries()) {
    const gap = sentence.gap(index);
    const title =
      TITLES.has(word.folded) &&
      !/[\d-]/.test(text.charAt(word.start - 1)) &&
      !(word.folded === 'ms' && (text.charAt(word.start - 1) === '/' || gap === '/')) &&
      /^(?:\.?[ \t]{0,2}|\/|\.\s?)$/.test(gap) &&
      !(word.folded === 'dr' && /\d\s[\p{L}'’-]{1,24}\s$/u.test(text.slice(Math.max(0, word.start - 28), word.start)));
    if (title) {
      found.push(finding(trimmed(nameAt(sentence, index + 1, 'title')), 'name-after-title', 67));
    } else if (RELATIVES.has(word.folded) && /^(?:[ \t]|,[ ]|[ ]?\([ ]?|[ ]-[ ])$/.test(gap)) {
      found.push(finding(trimmed(nameAt(sentence, index + 1, 'relative')), 'name-after-relation', 63));
    } else if (LEADS.has(word.folded) && /^(?:[ \t]{1,2}|[.:],?[ ]|,[ ])$/.test(gap)) {
      const done =
        (word.folded === 'by' || word.folded === 'with') && DONE.has(sentence.words[index - 1]?.folded ?? '');
      const cue = done || STRONG_LEADS.has(word.folded) ? 'relative' : 'lead';
      found.push(finding(trimmed(nameAt(sentence, index + 1, cue)), 'name-after-word', 59));
    }
  }
  return found;
}

/** “Amara Diallo, MD”. */
function beforeLetters(text: string, sentence: Sentence): (Finding | undefined)[] {
  const found: (Finding | undefined)[] = [];
  for (const [index, word] of sentence.words.entries()) {
    const numeral = /^(?:ii|iii|iv|jr|sr|esq)$/.test(word.folded);
    const letters =
      CREDENTIALS.has(word.folded) && (word.shape === 'upper' || /^(?:[JS]r|Ph[Dd]|Esq|Pharm[Dd])$/.test(word.text));
    const dotted =
      word.shape === 'initial' &&
      /^(?:M\.\s?D|D\.\s?O|R\.\s?N|P\.\s?A|N\.\s?P)\b/.test(text.slice(word.start, word.start + 5));
    if (!(letters || dotted) || index === 0 || sentence.labels(index) || !/^[ ]?,?[ ]$/.test(sentence.gap(index - 1)))
      continue;
    const name: Word[] = [];
    for (let at = index - 1; at >= 0 && name.length < 4; at--) {
      const one = sentence.words[at];
      if (!one || (name.length > 0 && !/^(?:[ ]{1,2}|-|\.[ ]?)$/.test(sentence.gap(at)))) break;
      if (
        (one.shape === 'lower' && !PARTICLES.has(one.folded)) ||
        sentence.stops(at) ||
        TITLES.has(one.folded) ||
        isClinical(one.folded)
      )
        break;
      name.unshift(one);
    }
    if (numeral && (name.length < 2 || name.every((one) => sentence.rank(sentence.indexOf(one)) < 2))) continue;
    const comma = sentence.gap(index - 1).includes(',');
    if (
      name.some((one) => one.shape !== 'initial') &&
      (comma || name.some((one) => sentence.standing(sentence.indexOf(one)) !== 'unknown'))
    )
      found.push(finding(trimmed(name), 'name-before-letters', 62));
  }
  return found;
}

/** “SMITH, John”: a comma between two names that lists know. */
function turnedRound(sentence: Sentence): (Finding | undefined)[] {
  const found: (Finding | undefined)[] = [];
  for (let index = 0; index + 1 < sentence.words.length; index++) {
    if (!/^[ ]?,[ ]?$/.test(sentence.gap(index))) continue;
    const [family, given] = [sentence.words[index], sentence.words[index + 1]];
    if (!family || !given || family.shape === 'initial' || (family.shape === 'lower') !== (given.shape === 'lower'))
      continue;
    const ranks = [sentence.rank(index), sentence.rank(index + 1)];
    const lead = sentence.words[index - 1];
    const announced =
      lead !== undefined &&
      (LEADS.has(lead.folded) || TITLES.has(lead.folded) || RELATIVES.has(lead.folded)) &&
      sentence.gap(index - 1).length <= 2;
    const enough =
      (announced &&
        family.shape === 'title' &&
        given.shape === 'title' &&
        Math.max(...ranks) >= 1 &&
        /^[ ]/.test(sentence.gap(index).slice(1))) ||
      (Math.max(...ranks) === 3
        ? Math.min(...ranks) >= (family.shape === 'lower' ? 2 : 1)
        : Math.max(...ranks) === 2 && Math.min(...ranks) >= (family.shape === 'lower' ? 2 : 1)) ||
      (GIVEN_WORDS.has(given.folded) && Math.min(...ranks) >= 1 && sentence.standsAlone(index, index + 1));
    if (
      !enough ||
      STOP.has(family.folded) ||
      (STOP.has(given.folded) && !GIVEN_WORDS.has(given.folded)) ||
      isClinical(family.folded) ||
      isClinical(given.folded)
    )
      continue;
    // A list of three and more (“Lee, Kim, Ortiz”) is names as well.
    const words = [family, given];
    for (let at = index + 2; words.length < 5; at++) {
      const next = sentence.words[at];
      if (!next || !/^(?:[ ]|-)$/.test(sentence.gap(at - 1)) || sentence.labels(at)) break;
      if (
        sentence.gap(at - 1) !== '-' &&
        next.shape !== 'initial' &&
        (next.shape !== given.shape || sentence.rank(at) < 2)
      )
        break;
      words.push(next);
    }
    let start = index;
    while (
      start > 0 &&
      /^(?:-|[ ])$/.test(sentence.gap(start - 1)) &&
      sentence.words[start - 1]?.shape === family.shape &&
      (sentence.rank(start - 1) >= 2 || PARTICLES.has(sentence.words[start - 1]?.folded ?? ''))
    )
      start -= 1;
    found.push(finding([...sentence.words.slice(start, index), ...words], 'name-turned-round', 61));
  }
  return found;
}

/** “John Q. Smith”, “maria gonzalez”, “Oyelaran”: rows of words by what the lists say of them. */
function inRow(sentence: Sentence): (Finding | undefined)[] {
  const found: (Finding | undefined)[] = [];
  let index = 0;
  while (index < sentence.words.length) {
    const row = sentence.rowAt(index);
    if (row.length === 0) {
      index += 1;
      continue;
    }
    const rule = sentence.judge(index, row.length);
    const last = row.at(-1);
    const next = sentence.words[index + row.length];
    // “brenda young notified”: in small letters a word that may be a name is one between a name and what somebody does.
    const more =
      last?.shape === 'lower' &&
      next?.shape === 'lower' &&
      sentence.gap(index + row.length - 1) === ' ' &&
      sentence.rank(index + row.length) === 1 &&
      !sentence.stops(index + row.length) &&
      sentence.acts(index + row.length);
    if (rule !== undefined)
      found.push(finding(more && next ? [...row, next] : trimmed(row), rule, row.length > 1 ? 58 : 50));
    index += row.length;
  }
  found.push(...beforeVerbs(sentence));
  return found;
}

/** “Okafor reports”, “Aoife Ní Bhriain phoned”: who does something, at the beginning of a sentence or where lists know the name. */
function beforeVerbs(sentence: Sentence): (Finding | undefined)[] {
  const found: (Finding | undefined)[] = [];
  for (const [index, verb] of sentence.words.entries()) {
    const human = HUMAN.has(verb.folded);
    if (index === 0 || verb.shape !== 'lower' || !(human || VERBS.has(verb.folded) || BE.has(verb.folded))) continue;
    const name: Word[] = [];
    let begins = false;
    for (let at = index - 1; at >= 0 && name.length < 4; at--) {
      const word = sentence.words[at];
      const joined = at === index - 1 ? /^[ ]$/ : /^(?:[ ]|-|\.[ ])$/;
      if (
        !word ||
        word.shape === 'lower' ||
        !joined.test(sentence.gap(at)) ||
        sentence.stops(at) ||
        isClinical(word.folded) ||
        ANYONE.has(word.folded)
      )
        break;
      name.unshift(word);
      begins = sentence.begins(at);
      if (begins) break;
    }
    const ranks = name.map((one) => sentence.rank(sentence.indexOf(one)));
    const best = Math.max(-1, ...ranks);
    const [first] = name;
    const place = sentence.indexOf(first ?? verb);
    const led = !begins && sentence.words[place - 1]?.shape === 'title' && sentence.gap(place - 1) === ' ' && best < 2;
    if (!first || led || name.some(({ shape }) => shape === 'upper') || name.every(({ shape }) => shape === 'initial'))
      continue;
    const does = human
      ? begins || best >= 1
      : VERBS.has(verb.folded)
        ? begins
          ? best >= 1 || name.length > 1
          : best >= 2 || (best === 1 && name.length === 1)
        : begins && best >= 2 && name.length === 1 && !EPONYMS.has(first.folded);
    if (does && !(name.length > 1 && best < 1 && NO_NAME.test(name.at(-1)?.folded ?? '')))
      found.push(finding(name, 'name-before-verb', 52));
  }
  return found;
}

/** What only people do. */
const HUMAN = new Set([
  'reports',
  'states',
  'denies',
  'complains',
  'endorses',
  'verbalized',
  'stated',
  'denied',
  'complained',
  'endorsed',
]);

/** Words in another script than the text around them. */
function otherScripts(sentence: Sentence): (Finding | undefined)[] {
  const foreign = sentence.words.filter(
    (word) => /^(?:(?!\p{Script=Latin}|\p{Script=Greek})\p{L})/u.test(word.text) && word.end - word.start > 1,
  );
  if (foreign.length * 2 > sentence.words.length) return [];
  return foreign.map((word) => finding([word], 'name-other-script', 48));
}

/** Without particles and titles left over at either end. */
function trimmed(words: readonly Word[]): readonly Word[] {
  let end = words.length;
  while (end > 0 && PARTICLES.has(words[end - 1]?.folded ?? '') && words[end - 1]?.shape === 'lower') end -= 1;
  return words.slice(0, end);
}
