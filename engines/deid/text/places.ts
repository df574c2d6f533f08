import cities from '../lists/cities.json' with { type: 'json' };
import type { Finding } from '../finding.ts';
import { fold } from './fold.ts';
import { before } from './pattern.ts';
import type { Pattern } from './pattern.ts';
import { EPONYMS, HEADS, isClinical } from './words.ts';

const STREET = String.raw`(?:street|str|st|avenue|ave?|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|place|pl|terrace|ter|circle|cir|highway|hwy|parkway|pkwy|square|sq|trail|trl|way|alley|aly|crescent|cres|loop|run|path|pike|turnpike|row|close|grove|walk|quay|mews|route|rte|crossing|xing|ridge|hollow|bend|cove|heights|hts|plaza|plz|point|view|vista|landing|gardens?|glen|estates?)`;
const UNIT = String.raw`(?:,?[ \t]{1,2}(?:apt|apartment|unit|suite|ste|#|no|fl|floor|flat|rm|room|lot|bldg|building|trlr|trailer|space|spc)\.?\s{0,2}#?\s?[\p{L}\d-]{1,6})?`;
const STATE = String.raw`(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AIT]|W[AIVY])`;
const STATE_NAME = String.raw`(?:Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New\s(?:Hampshire|Jersey|Mexico|York)|North\s(?:Carolina|Dakota)|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode\sIsland|South\s(?:Carolina|Dakota)|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West\sVirginia|Wisconsin|Wyoming)`;
const NAME = String.raw`(?:\p{L}{1,3}\.|\p{L}[\p{L}\p{M}'’-]{0,24})`;
const LIVES = String.raw`(?:liv(?:es|ed|ing)|resid(?:es|ed|ing|ent|ence)|located|mov(?:ed|ing)|born|rais(?:ed)|travel(?:l?ed|l?ing|s)?|return(?:ed|ing)?|visit(?:ed|ing|s)?|transferred|transported|hails?|native|commut(?:es|ing)|works?|vacation(?:ed|ing)?|stay(?:ed|ing|s)?|originally|address|hometown|home\stown|city|town|birth\s?place)`;

/** Streets, boxes, towns with their states, postal codes, counties. */
export const PLACES: readonly Pattern[] = [
  {
    rule: 'street',
    class: 'geographic',
    treatment: 'place',
    weight: 77,
    find: new RegExp(
      String.raw`(?<![\p{L}\d./-])(?:\d{1,6}(?:[-/]\d{1,4})?[A-Z]?(?:\s1\/2)?),?[ \t]{1,2}(?:[NSEW]\.?[ \t]{1,2}|[NS][EW][ \t]{1,2}|(?:north|south|east|west)[ \t]{1,2})?(?:(?:\d{1,3}(?:st|nd|rd|th)|${NAME})[ \t]{1,2}){1,4}${STREET}(?![\p{L}])\.?(?:[ \t]{1,2}(?:[NSEW]|[NS][EW]|north|south|east|west)(?![\p{L}]))?${UNIT}`,
      'dgiu',
    ),
    accept: ([found]) =>
      !NOT_STREET.test(found.replace(/\bOld(?=\s\p{Lu})/u, '')) && (/\p{Lu}/u.test(found) || SURE_STREET.test(found)),
  },
  {
    rule: 'street-highway',
    class: 'geographic',
    treatment: 'place',
    weight: 76,
    find: /(?<![\p{L}\d./-])\d{1,6}\s{1,2}(?:(?:old|us|state|county|north|south|east|west|[nsew]\.?)\s{1,2}){0,2}(?:highway|hwy|route|rte|rt|county\sroad|cr|fm|rr|rural\sroute|broadway)\.?(?:\s{1,2}\d{1,4}[A-Z]?)?(?![\p{L}\d])/dgiu,
    accept: ([found]) => /broadway|\s\d{1,4}[A-Z]?$/i.test(found) && !/\b(?:rr|cr|fm)\b\.?\s\d/i.test(found),
  },
  {
    rule: 'street-other-languages',
    class: 'geographic',
    treatment: 'place',
    weight: 77,
    find: /(?<![\p{L}\d])(?:[\p{L}\p{M}-]{2,30}(?:stra(?:ß|ss)e|str\.|weg|platz|allee|gasse|gade|gatan|vej|straat|laan|gracht|plein|utca|ulica)\s{1,2}\d{1,4}\s?[a-z]?(?![\p{L}\d])|(?:\d{1,4}(?:\s?(?:bis|ter))?,?\s{1,2})(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Pp]lace|[Cc]hemin|[Ii]mpasse|[Aa]llée|[Qq]uai)\s(?:(?:de|du|des|la|le|les|l')\s?){0,3}\p{Lu}[\p{L}'’-]{1,24}(?:\s\p{Lu}[\p{L}'’-]{1,24}){0,3}|(?:[Cc]alle|[Aa]venida|[Aa]v\.|[Pp]aseo|[Pp]laza|[Cc]arrera|[Cc]amino|[Rr]ua|[Tt]ravessa|[Vv]ia|[Vv]iale|[Pp]iazza|[Cc]orso|[Ll]argo)\s(?:(?:de|del|della|dei|la|las|los|do|da|das|dos)\s){0,3}\p{Lu}[\p{L}'’-]{1,24}(?:\s\p{Lu}[\p{L}'’-]{1,24}){0,3},?\s(?:n[º°o.]?\s?)?\d{1,5}(?![\p{L}\d]))/dgu,
  },
  {
    rule: 'po-box',
    class: 'geographic',
    treatment: 'place',
    weight: 78,
    find: /(?<![\p{L}\d])(?:p\.?\s?o\.?\s?box|post\soffice\sbox|postfach|apartado|casilla|bo[iî]te\spostale|b\.?p\.?(?=\s\d{4,5}\s\p{Lu}\p{L}))\s{0,2}#?\s?\d{1,7}(?!\d)/dgiu,
  },
  {
    rule: 'apartment',
    class: 'geographic',
    treatment: 'place',
    weight: 58,
    find: /(?<![\p{L}\d])(?:apt|apartment)\.?\s{0,2}#?\s?\d{1,5}[A-Z]?(?![\p{L}\d])/dgiu,
  },
  {
    rule: 'town-state-zip',
    class: 'geographic',
    treatment: 'zip',
    weight: 80,
    find: new RegExp(
      String.raw`(?<=(?<![\p{L}])(?:${STATE}|${STATE_NAME})\.?,?\s{1,3})(?<value>\d{5}(?:-\d{4})?)(?![\p{L}\d-])`,
      'dgiu',
    ),
    accept: (match, text) =>
      /(?:\b[A-Z]{2}|[A-Z][a-z]{3,})\.?,?\s{1,3}$/.test(before(text, match.index)) ||
      /\b[a-z]{3,},?\s[a-z]{2},?\s{1,3}$/.test(before(text, match.index)),
  },
  {
    rule: 'zip-labelled',
    class: 'geographic',
    treatment: 'zip',
    weight: 80,
    find: /(?<![\p{L}\d])(?:zip(?:\s?\+\s?4)?|postal|post|plz|cp)\s{0,2}(?:codes?|no\.?|number)?\s{0,2}(?:is|of|was|:|=|#)?\s{0,2}(?<value>\d{5}(?:-?\d{4})?)(?![\p{L}\d-])/dgiu,
  },
  {
    rule: 'zip-plus-four',
    class: 'geographic',
    treatment: 'zip',
    weight: 62,
    find: /(?<![\p{L}\d.,/-])\d{5}-\d{4}(?![\p{L}\d-])/dgu,
  },
  {
    rule: 'postal-code',
    class: 'geographic',
    treatment: 'zip',
    weight: 64,
    find: /(?<![\p{L}\d-])(?:[ABCEGHJ-NPRSTVXY]\d[A-Z]\s?\d[A-Z]\d|(?:[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]?)\s\d[ABD-HJLNP-UW-Z]{2})(?![\p{L}\d-])/dgu,
    // “T2N1M0” is the stage of a tumour.
    accept: ([found]) => !/^T[0-4]N[0-3]M[01]$/.test(found),
  },
  {
    rule: 'town-state',
    class: 'geographic',
    treatment: 'place',
    weight: 74,
    find: new RegExp(
      String.raw`(?<![\p{L}\p{M}\d'-])(?<value>\p{Lu}[\p{L}\p{M}.'’-]{1,24}(?:\s(?:(?:of|de|la|del|upon|on)\s)?\p{Lu}[\p{L}\p{M}.'’-]{1,24}){0,2})\s?,\s?(?:${STATE}(?![\p{L}\p{M}])|${STATE_NAME}(?![\p{L}]))`,
      'dgu',
    ),
    accept: (match, text) => {
      const value = match.groups?.['value'] ?? '';
      if (/^(?:dr|mr|mrs|ms|nurse|patient|pt|seen|by)\b/i.test(value)) return false;
      const cued =
        /(?:\b(?:in|from|of|to|near|at|outside)\s|[,:]\s?|\d\s)$/i.test(before(text, match.index)) ||
        /^\s{1,3}\d{5}/.test(text.slice(match.index + match[0].length, match.index + match[0].length + 9));
      // “Thornton, MD” is a person as well as a town.
      const followed = /^[ \t]{1,3}\d{5}/.test(
        text.slice(match.index + match[0].length, match.index + match[0].length + 9),
      );
      if (/(?:^|[\s.])\p{L}\.?$/u.test(value)) return false;
      if (/,\s?(?:MD|PA|DO|MS|NP|RN|CT|MA|DC)$/.test(match[0]))
        return (
          followed ||
          (cued && isTown(value) && !/(?:\bby\b[^,]{0,20}|\p{Lu}\p{L}+,\s?)$/iu.test(before(text, match.index)))
        );
      return cued || isTown(value) || !/,\s?(?:DE|PT|OT|CA|LA|ID|OR|IN|HI|OH|ME|AL|CO)$/.test(match[0]);
    },
  },
  {
    rule: 'town-small-letters',
    class: 'geographic',
    treatment: 'place',
    weight: 73,
    find: new RegExp(
      String.raw`(?<![\p{L}\p{M}\d'-])(?<value>\p{L}[\p{L}\p{M}.'’-]{1,24}(?:\s\p{L}[\p{L}\p{M}.'’-]{1,24}){0,2})\s?,?\s(?:${STATE})[,.]?\s{1,2}(?=\d{5}(?!\d))`,
      'dgiu',
    ),
    within: (value) => townAt(value, 'end') ?? lastWord(value),
  },
  {
    rule: 'town-before-postal-code',
    class: 'geographic',
    treatment: 'place',
    weight: 66,
    find: /(?<![\p{L}\d.-])(?<value>(?:D-|F-|CH-|A-)?\d{4,5}\s\p{Lu}[\p{L}\p{M}-]{2,24}(?:\s\p{Lu}[\p{L}\p{M}-]{2,24})?)(?![\p{L}])/dgu,
    accept: (match, text) =>
      /\d{1,4}[a-z]?,\s?$/u.test(before(text, match.index)) ||
      (/\p{L},\s?$/u.test(before(text, match.index)) && isTown((match.groups?.['value'] ?? '').replace(/^\S+\s/, ''))),
  },
  {
    rule: 'county',
    class: 'geographic',
    treatment: 'place',
    weight: 73,
    find: /(?<![\p{L}\p{M}'-])(?<value>\p{Lu}[\p{L}\p{M}'’-]{2,20}(?:\s\p{Lu}[\p{L}\p{M}'’-]{2,20})?\s(?:County|Parish|Borough|Township|Precinct|COUNTY|PARISH))(?![\p{L}])|(?<![\p{L}])(?:[Cc]ounty\sof|[Tt]own\sof|[Cc]ity\sof|[Vv]illage\sof)\s(?<value>\p{Lu}[\p{L}\p{M}'’-]{2,20}(?:\s\p{Lu}[\p{L}\p{M}'’-]{2,20})?)/dgu,
    accept: (match) => !/^(?:The|This|Our|Your|Each|Every|Local|Home|Any)\b/.test(match.groups?.['value'] ?? ''),
  },
  {
    rule: 'latitude-longitude',
    class: 'geographic',
    treatment: 'code',
    weight: 86,
    find: /(?<![\p{L}\d])(?:lat(?:itude)?|lon(?:g(?:itude)?)?|lng)\.?\s{0,2}[:=]?\s{0,2}(?<value>[+-]?\d{1,3}\.\d{3,12})(?!\d)/dgiu,
  },
  {
    rule: 'school',
    class: 'geographic',
    treatment: 'place',
    weight: 73,
    find: /(?<![\p{L}\p{M}'-])(?<value>\p{Lu}[\p{L}\p{M}.'’-]{1,20}(?:\s\p{Lu}[\p{L}\p{M}.'’-]{1,20}){0,2})\s(?:Elementary|Primary|Middle|Junior\sHigh|High|Secondary|Grammar)\sSchool(?!\p{L})/dgu,
    accept: (match) =>
      !/^(?:The|This|Our|Your|Local|Public|After|In|At|Before|Started|Attends)$/.test(match.groups?.['value'] ?? ''),
  },
  {
    rule: 'town-after-cue',
    class: 'geographic',
    treatment: 'place',
    weight: 71,
    find: new RegExp(
      String.raw`(?<![\p{L}])(?:${LIVES})(?:\s(?:back|here|alone|together|with\s\w{2,9}(?:\s\w{2,9})?|currently))?\s{0,2}(?:in|from|to|of|at|near|outside|around|:)\s{0,2}(?:the\s|nearby\s|downtown\s)?(?<value>\p{L}[\p{L}\p{M}.'’-]{2,24}(?:\s\p{L}[\p{L}\p{M}.'’-]{2,24}){0,2})`,
      'dgiu',
    ),
    within: (value) => townAt(value, 'start'),
  },
  {
    rule: 'coordinates',
    class: 'geographic',
    treatment: 'code',
    weight: 78,
    find: /(?<![\d.\p{L}])[-+]?\d{1,2}\.\d{4,10}°?\s?[NS]?,\s?[-+]?\d{1,3}\.\d{4,10}°?\s?[EW]?(?![\d.])/dgu,
  },
];

const NOT_STREET =
  /\b(?:mg|ml|mcg|units?|days?|weeks?|months?|years?|hours?|hrs?|minutes?|tabs?|tablets?|caps?|times|doses?|old|yo|male|female|pain|patient|pt|was|were|has|had|with|and|or|for|per|every|by|the|is|on|in|to|he|she|of\s(?:the\s)?(?:day|care|motion))\b/i;
const SURE_STREET =
  /\b(?:street|avenue|ave|road|boulevard|blvd|lane|drive|court|terrace|circle|highway|parkway|pkwy|trail|st|rd|ln|dr|ct|apt)\b\.?/i;

const TOWNS: ReadonlySet<string> = new Set(cities.towns.replaceAll('-', ' ').split('|'));

export const isTown = (text: string): boolean =>
  TOWNS.has(fold(text.replaceAll('.', '').replaceAll('-', ' ')).replaceAll(/\s+/g, ' ').trim());

/** The longest town at the start or the end of some words; a capital is enough for one word after a cue. */
function townAt(value: string, side: 'start' | 'end'): readonly [number, number] | undefined {
  const words = value.split(' ');
  for (let size = words.length; size > 0; size--) {
    const town = (side === 'start' ? words.slice(0, size) : words.slice(-size)).join(' ');
    if (isTown(town)) return side === 'start' ? [0, town.length] : [value.length - town.length, value.length];
  }
  return undefined;
}

function lastWord(value: string): readonly [number, number] {
  return [value.lastIndexOf(' ') + 1, value.length];
}

const CAPITALISED =
  /(?<![\p{L}\p{M}\d'-])\p{Lu}[\p{L}\p{M}'’]{1,24}(?:[\s-](?:(?:of|or|on|de|la|du)\s)?\p{Lu}[\p{L}\p{M}'’]{2,24}){1,2}(?![\p{L}\p{M}])/gu;

/** One word with a capital after a word of place. */
const SOMEWHERE =
  /(?<![\p{L}\p{M}'-])(?:in|from|near|outside|to|at|of)\s(?<town>\p{Lu}[\p{L}\p{M}'’]{3,24})(?![\p{L}\p{M}'’]|-\p{L})/gu;

/** Towns that are words, so that a word of place before them is not enough. */
const WORDY = new Set(
  'apex aloha cork enterprise gander hope independence liberty mobile nice normal orange police portage punch reading split sparks surprise troy union victoria'.split(
    ' ',
  ),
);

/** Towns whose names have several words (“Los Angeles”) wherever they stand, and others after a word of place. */
export function findTowns(text: string): Finding[] {
  const findings: Finding[] = [];
  for (const match of text.matchAll(CAPITALISED)) {
    const words = [...match[0].matchAll(/[^\s-]+/g)].map((word) => ({ text: word[0], at: match.index + word.index }));
    const found = within(words);
    const [first, last] = [found?.[0], found?.at(-1)];
    if (first && last) add(findings, text, first.at, last.at + last.text.length);
  }
  for (const match of text.matchAll(SOMEWHERE)) {
    const town = match.groups?.['town'] ?? '';
    if (!isTown(town) || WORDY.has(fold(town)) || isClinical(fold(town))) continue;
    const end = match.index + match[0].length;
    // “from Jackson Memorial”, “of Denver Health”: what has more words with capitals is called something else.
    if (/^['’]s|^\s(?:\p{Lu}\p{L}|\p{Ll}+(?:ectomy|itis|osis))/u.test(text.slice(end, end + 24))) continue;
    if (/^(?:of|to)/.test(match[0]) && EPONYMS.has(fold(town))) continue;
    add(findings, text, end - town.length, end);
  }
  return findings;
}

interface PlacedWord {
  readonly text: string;
  readonly at: number;
}

/** The longest row of two words and more that is a town. */
function within(words: readonly PlacedWord[]): readonly PlacedWord[] | undefined {
  for (let size = words.length; size >= 2; size--)
    for (let at = 0; at + size <= words.length; at++) {
      const row = words.slice(at, at + size);
      if (isTown(row.map((word) => word.text).join(' '))) return row;
    }
  return undefined;
}

function add(findings: Finding[], text: string, start: number, end: number): void {
  const next = /^['’]?s?\s([\p{L}]+)/u.exec(text.slice(end, end + 30))?.[1] ?? '';
  if (HEADS.has(fold(next)) || /^(?:heart|esophageal)$/i.test(next)) return;
  findings.push({ start, end, class: 'geographic', rule: 'town', treatment: 'place', weight: 56 });
}
