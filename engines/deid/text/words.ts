import clinical from '../lists/clinical.json' with { type: 'json' };
import names from '../lists/names.json' with { type: 'json' };
import { fold } from './fold.ts';

/** How a word is written: SMITH, Smith, smith, Mc or X alone, figures within. */
export type Shape = 'upper' | 'title' | 'lower' | 'initial' | 'mixed';

export interface Word {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** As the lists hold it. */
  readonly folded: string;
  readonly shape: Shape;
}

/** How much a word is a name: no English word, a word that mostly is one, a word that may be one, none that is known. */
export type Standing = 'sure' | 'likely' | 'possible' | 'unknown';

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));
const SURE = set(names.sure);
const LIKELY = set(names.likely);
const POSSIBLE = set(names.possible);
export const EPONYMS = set(clinical.eponyms);
export const HEADS = set(clinical.heads);
export const ORGANISATIONS = set(clinical.organisations);
export const REGIONS = set(clinical.regions);
const DRUGS = set(clinical.drugs);
const WORDS = set(clinical.words);

/** Endings of substances and diseases; hardly a name has one. */
const CLINICAL_END =
  /(?:itis|osis|emia|aemia|uria|ectomy|ostomy|otomy|plasty|scopy|pathy|algia|oma|omas|mycin|cillin|floxacin|azole|prazole|sartan|olol|pril|statin|dipine|gliptin|gliflozin|glutide|mab|nib|vir|oxetine|azepam|zolam|barbital|caine|sone|solone|cycline|thiazide|semide|parin|xaban|triptan|setron|phylline|terol|tropium|profen|formin|glitazone|dronate|aemia|pnea|plegia|paresis|phasia|rrhea|rrhage|megaly|trophy|plasia|sclerosis|stenosis|graphy|gram|meter|lysis|genic|ology|ologist|iatric|iatrics)$/;

export const isClinical = (folded: string): boolean =>
  DRUGS.has(folded) || WORDS.has(folded) || (folded.length > 5 && CLINICAL_END.test(folded) && !SURE.has(folded));

export function standingOf(folded: string): Standing {
  if (SURE.has(folded)) return DRUGS.has(folded) || WORDS.has(folded) ? 'possible' : 'sure';
  if (LIKELY.has(folded)) return DRUGS.has(folded) || WORDS.has(folded) ? 'possible' : 'likely';
  if (POSSIBLE.has(folded)) return 'possible';
  // Names of two parts: Smith-Jones, Garcia Lopez written together are known by their parts elsewhere; O’Brien and McKay by their stem.
  const stem = /^(?:mc|mac|fitz)([a-z]{3,})$/.exec(folded)?.[1] ?? /^o([a-z]{4,})$/.exec(folded)?.[1];
  return stem !== undefined && folded.startsWith('mc') && (SURE.has(stem) || LIKELY.has(stem)) ? 'sure' : 'unknown';
}

const WORD = /[\p{L}\p{M}](?:[\p{L}\p{M}\d]|['’`](?=\p{L})|!(?=\p{L})|\|(?=\p{L}))*/gu;
const MISREAD: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'l',
  3: 'e',
  4: 'a',
  5: 's',
  6: 'b',
  7: 't',
  8: 'b',
  9: 'g',
  '!': 'i',
  '|': 'l',
};

/** The words of a text, in order. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    // “Smith's” is Smith; “O'Brien's” is O'Brien.
    const written = match[0].replace(/['’`]s$/i, '');
    words.push({
      start: match.index,
      end: match.index + written.length,
      text: written,
      folded: folded(written),
      shape: shapeOf(written),
    });
  }
  return words;
}

/** Letters that a scanner took for figures are read as letters where that gives a name. */
function folded(word: string): string {
  if (!/[\d!|]/.test(word)) return fold(word);
  for (const one of ['l', 'i']) {
    const read = fold(word.replaceAll(/[\d!|]/g, (figure) => (figure === '1' ? one : (MISREAD[figure] ?? figure))));
    if (word.length > 3 && (SURE.has(read) || LIKELY.has(read))) return read;
  }
  return fold(word);
}

function shapeOf(word: string): Shape {
  if (/^\p{L}\p{M}*$/u.test(word)) return 'initial';
  if (word === word.toLowerCase()) return word === word.toUpperCase() ? 'title' : 'lower';
  if (word === word.toUpperCase()) return 'upper';
  return /^\p{Lu}/u.test(word) ? 'title' : 'mixed';
}
