import type { Finding } from '../finding.ts';
import { resolve } from '../finding.ts';
import { CONTACT } from './contact.ts';
import { AGES, DATES } from './dates.ts';
import { IDS } from './ids.ts';
import { findNames } from './names.ts';
import { findPatterns } from './pattern.ts';
import { findTowns, PLACES } from './places.ts';

const SHAPES = [...CONTACT, ...DATES, ...AGES, ...IDS, ...PLACES];

/** All identifiers in running text, in their order. None overlaps another. */
export function scanText(text: string): Finding[] {
  return resolve(candidates(text));
}

/** Everything that may be one; overlaps are not yet resolved. */
export function candidates(text: string): Finding[] {
  if (!/[\p{L}\d]/u.test(text)) return [];
  return [...findPatterns(text, SHAPES), ...findTowns(text), ...findNames(text)];
}

/** Numbers, dates and addresses by their shape, without names: for codes and short values. */
export function scanShapes(text: string): Finding[] {
  return resolve(/\d|@|www/.test(text) ? findPatterns(text, SHAPES) : []);
}
