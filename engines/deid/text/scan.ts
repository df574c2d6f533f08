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
