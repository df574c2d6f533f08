import zip3 from '../lists/zip3.json' with { type: 'json' };
import type { Finding } from '../finding.ts';
import { fold } from '../text/fold.ts';
import { codeStrength } from '../vault/codes.ts';
import { isCoined, isCoinedName, renameWords } from '../vault/names.ts';
import type { Vault } from '../vault/vault.ts';
import { birthYear, NO_DATE, shifted, yearOnly } from './dates.ts';

/** Safe harbor removes; pseudonymised data keep shifted dates and are no de-identified data in the sense of 45 CFR 164.514(b). */
export type Mode = 'safe-harbor' | 'pseudonymised';

export interface Setting {
  readonly mode: Mode;
  readonly vault: Vault;
  /** Year against which ages are told: the later of today and what the data say. */
  readonly year: number;
  /** Whose data these are, as far as can be known: names and shifts of dates belong to a person. */
  readonly person: string;
}

const SMALL = new Set([...zip3.census2000, ...zip3.census2010]);

/** Words of an address that say nothing of where it is. */
export const STREET_WORDS =
  /^(?:st|street|ave?|avenue|rd|road|blvd|boulevard|ln|lane|dr|drive|ct|court|pl|place|way|ter|terrace|cir|circle|hwy|highway|pkwy|parkway|sq|square|trl|trail|apt|apartment|unit|suite|ste|fl|floor|rm|room|bldg|po|p|o|box|n|s|e|w|ne|nw|se|sw|north|south|east|west|county|city|town|village)$/i;

/** What stands in the place of a finding from now on. The same text of the same person always gets the same. */
export function replacementFor({ treatment, person: own }: Finding, text: string, setting: Setting): string {
  const { vault, mode, year } = setting;
  const person = own ?? setting.person;
  const keepDates = mode === 'pseudonymised';
  switch (treatment) {
    case 'name':
      return renameWords(text, (word) => vault.name(person, word));
    case 'place':
      return placeFor(text, (word) => vault.name(person, word));
    case 'zip':
      return zipFor(text);
    case 'date':
      return keepDates ? shifted(text, vault.shift(person), year) : yearOnly(text, year);
    case 'birth':
      return keepDates ? shifted(text, vault.shift(person), year) : birthYear(text, year);
    case 'age':
      return '90+';
    case 'age-number':
      return '90';
    case 'phone':
      return phoneFor(text, vault);
    case 'ssn':
      return ssnFor(text, vault);
    case 'email':
      return `${vault.tag(text.toLowerCase())}@example.invalid`;
    case 'url':
      return `${/^[a-z]+:\/\//i.exec(text)?.[0].toLowerCase() ?? ''}example.invalid/${vault.tag(text)}`;
    case 'ip':
      return text.includes(':') && !text.includes('.')
        ? `2001:db8::${(vault.number(text, 65_535) + 1).toString(16)}`
        : `192.0.2.${1 + vault.number(text, 254)}`;
    case 'mac':
      return `00-00-5E-00-53-${vault.number(text, 256).toString(16).toUpperCase().padStart(2, '0')}`.replaceAll(
        '-',
        text.charAt(2),
      );
    case 'code': {
      const [stem, ending] = ofFile(text);
      return vault.code(stem) + ending;
    }
    case 'check':
      return '0';
    case 'blob':
      return '';
  }
}

/**
 * How surely a text is one of our own replacements already: 0 is none, 6 is beyond doubt. Dates are judged by their replacement being the same
 * text, and so need no mark.
 */
export function markOf({ treatment }: Finding, text: string): number {
  switch (treatment) {
    case 'name':
      // An initial alone became Q, which a genuine one may be as well.
      return isCoinedName(text) ? 6 : /^\P{L}*q\P{L}*$/iu.test(text) ? 0.5 : 0;
    case 'place':
      return isCoinedPlace(text) ? 6 : 0;
    case 'phone':
      return /^1?0*(?:0\d{2})?55501\d{2}0*$|^0+$/.test(text.replaceAll(/\D/g, '')) ? 6 : 0;
    case 'ssn':
      return /^0{3}\d{6}$|^0{1,4}$/.test(text.replaceAll(/\D/g, '')) ? 6 : codeStrength(text);
    case 'email':
      return /^qx\w+@example\.invalid$/i.test(text) ? 6 : 0;
    case 'url':
      return /^(?:[a-z]+:\/\/)?example\.invalid\/qx\w+$/i.test(text) ? 6 : 0;
    case 'ip':
      return /^192\.0\.2\.\d+$|^2001:db8::/i.test(text) ? 6 : 0;
    case 'mac':
      return /^00.00.5e.00.53/i.test(text) ? 6 : 0;
    case 'code':
      return isCoinedName(text) ? 6 : codeStrength(ofFile(text)[0]);
    case 'date':
    case 'birth':
      return text === NO_DATE ? 6 : 0;
    case 'age':
    case 'age-number':
    case 'check':
    case 'zip':
    case 'blob':
      return 0;
  }
}

/** A name of a file and its ending, which says nothing of anybody. */
function ofFile(text: string): readonly [stem: string, ending: string] {
  const ending = /\.[a-z][a-z\d]{2,3}$/i.exec(text)?.[0] ?? '';
  return [text.slice(0, text.length - ending.length), ending];
}

/** ZIP codes keep their first three digits unless too few people live there; other postal codes keep nothing. */
function zipFor(text: string): string {
  const digits = text.replaceAll(/\D/g, '');
  if (/\p{L}/u.test(text) || digits.length < 5) return text.replaceAll(/\d/g, '0').replaceAll(/\p{L}/gu, 'X');
  const kept = SMALL.has(digits.slice(0, 3)) ? '000' : digits.slice(0, 3);
  let at = 0;
  return text.replaceAll(/\d/g, () => kept.charAt(at++) || '0');
}

/** Figures become 0, words a coined one; what kind of street it is may stay. */
function placeFor(text: string, coin: (word: string) => string): string {
  let coined = false;
  const place = text.replaceAll(/[\p{L}\p{M}\d]+(?:['’][\p{L}\p{M}]+)*/gu, (word) => {
    if (/^\d+\p{L}?$/u.test(word)) return '0';
    if (STREET_WORDS.test(word) || isCoined(word)) {
      coined ||= isCoined(word);
      return word;
    }
    const renamed = renameWords(word, coin);
    coined ||= isCoined(renamed);
    return renamed;
  });
  return coined ? place : `${place} ${renameWords('Qx', () => coin(fold(text)))}`.trim();
}

function isCoinedPlace(text: string): boolean {
  // No box has the number nought; the coined word stands behind what was found.
  if (/^[\p{L}.\s]+\s0$/u.test(text) && /bo[xî]|postfach|apartado|casilla|b\.?p/i.test(text)) return true;
  const words = text.match(/[\p{L}\p{M}\d]+(?:['’][\p{L}\p{M}]+)*/gu) ?? [];
  return (
    words.some(isCoined) && words.every((word) => /^0$|^q$/i.test(word) || STREET_WORDS.test(word) || isCoined(word))
  );
}

/** Numbers kept for fiction: 555-01xx, behind an area that none has. */
function phoneFor(text: string, vault: Vault): string {
  const [digits] = [text.replaceAll(/\D/g, '')];
  const extension = /(?:x|ext\.?|extension)\s?(\d{1,6})$/i.exec(text)?.[1]?.length ?? 0;
  const main = digits.length - extension;
  const two = String(vault.number(`phone|${digits}`, 100)).padStart(2, '0');
  const area = main >= 10 ? String(vault.number(`area|${digits}`, 100)).padStart(2, '0') : '';
  const tail = main >= 7 ? `${area}55501${two}` : '';
  const one = main === 11 && digits.startsWith('1') ? '1' : '';
  const figures = one + tail.padStart(main - one.length, '0') + '0'.repeat(extension);
  let at = 0;
  return text.replaceAll(/\d/g, () => figures.charAt(at++));
}

/** Area 000 was never issued. */
function ssnFor(text: string, vault: Vault): string {
  const digits = text.replaceAll(/\D/g, '');
  if (digits.length !== 9 && digits.length > 4) return vault.code(text);
  const tail = String(vault.number(`ssn|${digits}`, 1_000_000)).padStart(6, '0');
  const figures = digits.length === 9 ? `000${tail}` : '0'.repeat(digits.length);
  let at = 0;
  return text.replaceAll(/\d/g, () => figures.charAt(at++));
}
