import type { IdentifierClass } from '../classes.ts';
import { JOINTS, LABELS, NUMBER_WORDS } from './labels.ts';
import { before, digitsOf, unitFollows } from './pattern.ts';
import type { Pattern } from './pattern.ts';

/** A number, or letters and figures: groups by hyphens, slashes and points; groups of three and more by a space. */
const VALUE = String.raw`(?<value>(?=[\p{L}\d._/*-]{0,24}\d)[\p{L}\d*][\p{L}\d*]{0,40}(?:[-/._][\p{L}\d*]{1,40}){0,8}(?:\s\d{3,6}(?![\p{L}\d/.-])){0,4})`;
const FILE = /\.(?:jpe?g|png|gif|bmp|tiff?|heic|webp|dcm|dicom|raw|svg|wav|mp3|mp4|m4a|wsq|iso|fpt)$/i;
/** Words that make what follows a code of a catalogue and not of a person. */
const CATALOGUE =
  /\b(?:loinc|snomed(?:[\s-]?ct)?|sct|cpt|hcpcs|icd(?:[\s-]?(?:9|10)(?:-?(?:cm|pcs))?)?|rxnorm|rxcui|ndc|cvx|mvx|oid|drg|ms-drg|cas|pmid|doi|isbn|atc|gene|omim|rs|ensembl|uniprot|nct|version|ver|v|build|part|catalog(?:ue)?|cat|ref|model|lot)\b\.?\s{0,2}(?:codes?|no\.?|number|#|:|=|is)?\s{0,3}[:=#(]?\s{0,2}$/i;

const enough = (value: string, digits: number): boolean =>
  digitsOf(value).length >= digits || (digitsOf(value).length >= 2 && /\p{L}{2}/u.test(value) && value.length >= 6);

/** “Pt ID: 88-1”: what is called the id of a patient is one, however short. */
const SHORT = /(?:(?:patient|pt\.?|pat)\s?id|mrn)\b[^\d]{0,6}[#:]/iu;

function labelled(kind: IdentifierClass, words: string, digits: number, index: number): Pattern {
  return {
    rule: `${kind}-labelled`,
    class: kind,
    treatment: kind === 'ssn' ? 'ssn' : 'code',
    weight: (kind === 'other' ? 74 : 84.5) - index / 100,
    find: new RegExp(`(?<![\\p{L}\\d/])(?:${words})${NUMBER_WORDS}(?![\\p{L}\\d])${JOINTS}${VALUE}`, 'dgiu'),
    accept: (match, text) => {
      const value = match.groups?.['value'] ?? '';
      const end = match.indices?.groups?.['value']?.[1] ?? 0;
      if (FILE.test(value) && (kind === 'photo' || kind === 'biometric')) return true;
      const isShort = kind === 'mrn' && SHORT.test(match[0]) && digitsOf(value).length >= 2;
      if ((!enough(value, digits) && !isShort) || (unitFollows(text, end) && !/\p{L}/u.test(value))) return false;
      if (
        /^\d{1,4}\.\d+$|^\d+(?:st|nd|rd|th|mg|ml|mm|cm|kg|fr|gauge|g|h|hrs?|days?|weeks?|months?|years?|yo|x|am|pm)$/iu.test(
          value,
        )
      )
        return false;
      // “12-24 months”, “22-day”: a range and a duration.
      if (/^\d{1,3}-(?:\d{1,3}|\p{Ll}+)$/u.test(value) && !/[#:]/.test(match[0])) return false;
      if (kind === 'vehicle' && /^\d{1,4}$/.test(value)) return false;
      // A year after “admitted”, “visit” or “group” is a year; so is a range of them.
      if (/^(?:19|20)\d{2}(?:-(?:19|20)\d{2})?$/.test(value) && !/[#:]/.test(match[0])) return false;
      return kind !== 'other' || !CATALOGUE.test(before(text, match.indices?.groups?.['value']?.[0] ?? 0, 30));
    },
  };
}

const SSN: readonly Pattern[] = [
  {
    rule: 'ssn',
    class: 'ssn',
    treatment: 'ssn',
    weight: 89,
    find: /(?<![\p{L}\d.-])\d{3}\s?([-–.])\s?\d{2}\s?\1\s?\d{4}(?![\p{L}\d]|-\d|\.\d)/dgu,
    accept: (match, text) =>
      !unitFollows(text, match.index + match[0].length) && !CATALOGUE.test(before(text, match.index)),
  },
  {
    rule: 'ssn-spaced',
    class: 'ssn',
    treatment: 'ssn',
    weight: 80,
    find: /(?<![\p{L}\d.-]|\d\s)\d{3}\s\d{2}\s\d{4}(?![\d]|-\d|\.\d|\s\d)/dgu,
    accept: (match, text) => !unitFollows(text, match.index + match[0].length),
  },
  {
    rule: 'ssn-masked',
    class: 'ssn',
    treatment: 'ssn',
    weight: 88,
    find: /(?<![\p{L}\d])[x*#]{3}[-\s]?[x*#]{2}[-\s]?(?<value>\d{4})(?!\d)|\b(?:ssn|social(?:\ssecurity)?)\D{0,20}\b(?:last|ending|ends)\D{0,14}(?<value>\d{4})(?!\d)|\blast\s(?:4|four)(?:\sdigits)?(?:\sof\s(?:(?:the|his|her|their)\s)?(?:ssn|social(?:\ssecurity(?:\snumber)?)?))?\D{0,5}(?<value>\d{4})(?!\d)/dgiu,
  },
];

const SHAPES: readonly Pattern[] = [
  {
    rule: 'uuid',
    class: 'other',
    treatment: 'code',
    weight: 91,
    find: /(?<![\p{L}\d-])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\p{L}\d-])/dgiu,
  },
  {
    rule: 'card-number',
    class: 'account',
    treatment: 'code',
    weight: 83,
    find: /(?<![\p{L}\d.-])[3-6]\d{3}(?:[\s-]?\d{4}){2}[\s-]?\d{1,7}(?![\d-])/dgu,
    accept: ([found]) => digitsOf(found).length >= 13 && luhn(digitsOf(found)),
  },
  {
    rule: 'iban',
    class: 'account',
    treatment: 'code',
    weight: 83,
    find: /(?<![\p{L}\d])[A-Z]{2}\d{2}(?:\s?[A-Z\d]{4}){3,7}(?:\s?[A-Z\d]{1,3})?(?![\p{L}\d])/dgu,
    accept: ([found]) => digitsOf(found).length >= 10 && ibanFits(found.replaceAll(/\s/g, '')),
  },
  {
    rule: 'vin',
    class: 'vehicle',
    treatment: 'code',
    weight: 82,
    find: /(?<![\p{L}\d-])(?=[A-Z\d]{0,16}\d)(?=\d{0,16}[A-Z])[A-HJ-NPR-Z\d]{17}(?![\p{L}\d-])/dgiu,
    accept: ([found]) => digitsOf(found).length >= 5,
  },
  {
    rule: 'medicare-beneficiary',
    class: 'health-plan',
    treatment: 'code',
    weight: 82,
    find: /(?<![\p{L}\d-])[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}(?![\p{L}\d-])/dgiu,
  },
  {
    rule: 'dea',
    class: 'licence',
    treatment: 'code',
    weight: 81,
    find: /(?<![\p{L}\d-])[ABCDEFGHJKLMPRSTUX][A-Z9]\d{7}(?![\p{L}\d-])/dgu,
    accept: ([found]) => deaFits(found.slice(2)),
  },
  {
    rule: 'udi',
    class: 'device',
    treatment: 'code',
    weight: 84,
    find: /(?<![\p{L}\d])\(01\)\d{14}(?:\s?\((?:1[0-7]|2[0-2]|30)\)[\p{L}\d/-]{1,20}){0,5}/dgiu,
  },
  {
    rule: 'photo-file',
    class: 'photo',
    treatment: 'code',
    weight: 72,
    find: /(?<![\p{L}\d./\\-])[\p{L}\d_-]{2,80}(?:\.[\p{L}\d_-]{1,40}){0,3}\.(?:jpe?g|png|gif|bmp|tiff?|heic|webp)(?![\p{L}\d])/dgiu,
  },
  {
    rule: 'plate',
    class: 'vehicle',
    treatment: 'code',
    weight: 60,
    find: /(?<![\p{L}\d-])(?:[A-Z]{3}[-\s]\d{3,4}|\d{1,3}[-\s]?[A-Z]{3}[-\s]?\d{2,3}|[A-Z]{2}\d{2}\s[A-Z]{3})(?![\p{L}\d-])/dgu,
    accept: ({ index }, text) =>
      /\b(?:plates?|vehicle|car|truck|van|suv|driving|drove|sedan|motorcycle|parked|tag|registration|registered)\b[^.;\n]{0,30}$/i.test(
        before(text, index),
      ),
  },
  {
    rule: 'plate-labelled',
    class: 'vehicle',
    treatment: 'code',
    weight: 84.6,
    find: /\bplates?(?:\s(?:no\.?|number|#))?\s{0,2}(?:is|was|:|#)?\s{0,2}(?<value>[a-z]{2,3}\s\d{3,4}|\d{1,3}\s?[a-z]{3}(?:\s\d{1,3})?)(?![\p{L}\d])/dgiu,
  },
  {
    rule: 'long-number',
    class: 'other',
    treatment: 'code',
    weight: 40,
    find: /(?<![\p{L}\d.,/:<>=-]|[<>=]\s)\d{7,30}(?![\p{L}\d/:]|[.,]\d|-\d)/dgu,
    accept: (match, text) => {
      const lead = before(text, match.index);
      return (
        !unitFollows(text, match.index + match[0].length) &&
        !CATALOGUE.test(lead) &&
        !/\b(?:count|load|copies|titer|titre|viral|platelets?|plt|wbc|rna|dna|range)\b[^;\n]{0,20}$/i.test(lead)
      );
    },
  },
  {
    rule: 'mixed-code',
    class: 'other',
    treatment: 'code',
    weight: 39,
    find: /(?<![\p{L}\d._/@:-])(?=[\p{L}-]{0,8}\d|\d{1,8}-?\p{L})(?:[A-Z]{1,6}[-_]?\d{5,18}[A-Z]?|[A-Z]{1,5}(?:-[A-Z\d]{2,8}){1,4}|\d{1,6}[A-Z]{1,5}\d{3,12}|\d{4,12}-?[A-Z]{1,4}|[A-Z]{1,4}\d{2,6}[A-Z]{1,4}\d{1,8})(?![\p{L}\d]|[./]\d|-[\p{L}\d])/dgu,
    accept: (match, text) => {
      const [found] = match;
      const lead = before(text, match.index);
      return (
        digitsOf(found).length >= 5 &&
        !CATALOGUE.test(lead) &&
        !/^(?:rs|NM_|NP_|ENSG|CHEMBL|CYP|HLA|LN)\d/i.test(found) &&
        !unitFollows(text, match.index + found.length)
      );
    },
  },
];

export const IDS: readonly Pattern[] = [
  ...SSN,
  ...LABELS.map(({ class: kind, words, digits }, index) => labelled(kind, words, digits, index)),
  ...SHAPES,
];

/** The check sum of payment cards (ISO/IEC 7812-1). */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits.charAt(digits.length - 1 - at)) * (at % 2 === 1 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}

/** The check digits of bank accounts (ISO 13616). */
function ibanFits(iban: string): boolean {
  let rest = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** The check digit of registrations with the Drug Enforcement Administration. */
function deaFits(digits: string): boolean {
  const at = (index: number): number => Number(digits.charAt(index));
  return (at(0) + at(2) + at(4) + 2 * (at(1) + at(3) + at(5))) % 10 === at(6);
}
