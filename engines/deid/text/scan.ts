import type { Finding } from '../finding.ts';
import { resolve } from '../finding.ts';
import { CONTACT } from './contact.ts';
import { EMPLOYERS } from './employers.ts';
import { AGES, asBirth, DATES } from './dates.ts';
import { IDS } from './ids.ts';
import { findNames } from './names.ts';
import { findPatterns } from './pattern.ts';
import { findTowns, PLACES } from './places.ts';

const SHAPES = [...CONTACT, ...DATES, ...AGES, ...IDS, ...PLACES, ...EMPLOYERS];

/** Patterns that a text without a figure may meet. */
const WITHOUT_FIGURES = SHAPES.filter(({ rule }) =>
  /^(?:email|email-spelt|url|url-without-scheme|domain|ip-v6|mac|holiday|age-words|age-named|age-decade|town-state|county|school|handle|town-after-cue|employer|photo-file|photo-labelled)$/.test(
    rule,
  ),
);

/** All identifiers in running text, in their order. None overlaps another. */
export function scanText(text: string): Finding[] {
  return resolve(candidates(text));
}

/** Everything that may be one; overlaps are not yet resolved. */
function candidates(text: string): Finding[] {
  if (!/[\p{L}\d]/u.test(text)) return [];
  // Most short texts hold no figure, and most patterns need one.
  const shapes = findPatterns(text, /\d/.test(text) ? SHAPES : WITHOUT_FIGURES);
  return [...shapes.map((one) => asBirth(one, text)), ...findTowns(text), ...findNames(text)];
}

/** Found with this weight, an identifier is one wherever it stands. */
const SURE = SHAPES.filter(({ weight }) => weight >= 76);
/** What a code is not: several words, a number as long as that of a telephone, an address of mail. */
const NO_CODE = /\S\s+\S|\d{7}|\d{3}\D{1,2}\d{4}|\d{3}-\d{2}-\d{4}|@/;
const TITLE = /(?<!\p{L})(?:dr|mrs?|ms|miss)\.?\s\p{L}/iu;

/**
 * Identifiers where codes are expected, which stay: senders write other things there. Only what is surely one, and names behind a title.
 * @returns undefined where it may be a code
 */
export function scanKept(text: string): Finding[] | undefined {
  if (!NO_CODE.test(text)) return undefined;
  const shapes = /[\d@]/.test(text) ? findPatterns(text, SURE).map((one) => asBirth(one, text)) : [];
  const names = TITLE.test(text) ? findNames(text).filter(({ rule }) => rule === 'name-after-title') : [];
  return resolve([...shapes, ...names]);
}
