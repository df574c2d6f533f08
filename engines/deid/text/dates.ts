import type { Finding } from '../finding.ts';
import { MONTHS } from '../replace/months.ts';
import { readDate } from '../replace/read-date.ts';
import { before, unitFollows } from './pattern.ts';
import type { Pattern } from './pattern.ts';

const MONTH = [...MONTHS.keys()].sort((a, b) => b.length - a.length).join('|');
const DAY = '(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\\.?,?\\s{1,2}';
const COLON_TIME =
  '(?:(?:,?\\s{1,2}(?:at\\s|@\\s?)?|T)\\d{1,2}:\\d{2}(?::\\d{2})?(?:[.,]\\d{1,6})?\\s?(?:[ap]\\.?m\\b\\.?|hrs?\\b|h\\b|Z\\b|[+-]\\d{2}:?\\d{2}\\b)?)?';
const ORDINAL = '(?:st|nd|rd|th|er|º|°|\\.)?';

/** Words for birth in the languages whose dates are read, and what may stand between them and a date. */
const BORN = String.raw`(?<![\p{L}\d])(?:d\.?o\.?b\.?|y\.?o\.?b\.?|born|b\.|birth\s?(?:da(?:te|y)|year)|(?:date|year)\sof\sbirth|née?|geb(?:oren|urtsdatum|urtsjahr|\.)|nacid[oa]|nascid[oa]|nat[oa]|geboortejaar)\s{0,2}(?:(?:in|on|is|was|am|im|en|el|le|em|nel|op)\b|:|=|-)?\s{0,2}(?:the\s|jahre?\s)?`;
const BIRTH = new RegExp(`${BORN}$`, 'iu');

/** Words that a day and month without a year may follow. */
const SURE =
  /\b(?:on|since|until|till|dated?|starting|started|beginning|effective|admit(?:ted)?|admission|discharged?|d\/c'?d?|seen|dob|doa|dos|doe|dod|born|died|due|edd|period|menses|appt|appointment|visit|scheduled|f\/u|follow[- ]?up|lmp|surgery|expires?|expired|received|collected|drawn|performed|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\s?[:,]?\s{0,2}(?:the\s)?$/i;
const PERHAPS = /\b(?:from|to|through|thru|by|before|after|between|and|next|last|of|ending|week)\s?:?\s{0,2}$/i;
const isRatio = /^(?:\d{1,2}\/(?:5|10|6|4|20|2|3|8|9|1)|20\/\d{2})$/;

const measured = (match: RegExpExecArray, text: string): boolean => unitFollows(text, match.index + match[0].length);
const dated = (match: RegExpExecArray, text: string): boolean =>
  readDate(match.groups?.['value'] ?? match[0]) !== undefined && !measured(match, text);

function pattern(rule: string, weight: number, source: string, accept = dated): Pattern {
  return { rule, class: 'dates', treatment: 'date', weight, find: new RegExp(source, 'dgiu'), accept };
}

/** Dates in the spellings of records and letters, in seven languages. */
export const DATES: readonly Pattern[] = [
  pattern('date-iso', 88, `(?<![\\p{L}\\d./-])\\d{4}\\s?([-/.])\\s?\\d{1,2}\\s?\\1\\s?\\d{1,2}(?!\\d)${COLON_TIME}`),
  pattern(
    'date-slashes',
    88,
    `(?<![\\p{L}\\d/.])\\d{1,2}\\s?/\\s?\\d{1,2}\\s?/\\s?(?:\\d{4}|'?\\d{2})(?![\\d/])${COLON_TIME}`,
  ),
  pattern('date-hyphens', 86, `(?<![\\p{L}\\d.-])\\d{1,2}(-|–)\\d{1,2}\\1(?:\\d{4}|\\d{2})(?![\\d-])${COLON_TIME}`),
  pattern(
    'date-points',
    85,
    `(?<![\\p{L}\\d.-])\\d{1,2}\\.\\s?\\d{1,2}\\.\\s?(?:\\d{4}|\\d{2})(?!\\d|\\.\\d)${COLON_TIME}`,
    (match, text) => dated(match, text) && (/\d{4}/.test(match[0]) || SURE.test(before(text, match.index))),
  ),
  pattern(
    'date-compact',
    84,
    String.raw`(?<![\p{L}\d._-])(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:T?(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d(?:\.\d{1,4})?)?(?:[+-]\d{4})?)?(?![\p{L}\d_]|-\d)`,
  ),
  pattern(
    'date-day-month',
    87,
    `(?<![\\p{L}\\d./])(?:${DAY})?\\d{1,2}${ORDINAL}(?:\\s{0,2}[-–/]\\s{0,2}\\d{1,2}${ORDINAL})?(?:\\s{0,2}(?:of|de|-|/|\\.)\\s{0,2}|\\s{0,2})(?:${MONTH})(?![\\p{L}])\\.?(?:(?:\\s{0,2}(?:,|-|/|\\.|de|del)\\s{0,2}|\\s{0,2})(?:\\d{4}|'?\\d{2})(?![\\d/:%]|\\.\\d))?${COLON_TIME}`,
    // “Pain 4/10. May shower” is no day.
    ([found]) => !/\/\d{1,2}\.\s/.test(found),
  ),
  pattern(
    'date-month-day',
    87,
    `(?<![\\p{L}\\d])(?:${DAY})?(?:${MONTH})\\.?(?:\\s{1,2}|\\s?[-/]\\s?|(?<=\\.))(?:the\\s)?\\d{1,2}${ORDINAL}(?:\\s?[-–]\\s?\\d{1,2}${ORDINAL})?(?![\\d:/%]|[.,]\\d)(?:(?:\\s?,\\s{0,2}|\\s{1,2}|\\s?[-/]\\s?)(?:\\d{4}|'\\d{2}|(?<=[-/])\\d{2})(?!\\d))?${COLON_TIME}`,
    (match, text) => dated(match, text) && !isWord(match, text),
  ),
  pattern(
    'date-month-year',
    80,
    `(?<![\\p{L}\\d])(?:${MONTH})\\.?(?:\\s{0,2}(?:,|of|de|-|/)\\s{0,2}|\\s{1,2})(?:(?:19|20)\\d{2}|'\\d{2})(?!\\d|-\\d)`,
  ),
  pattern('date-number-year', 78, String.raw`(?<![\p{L}\d./-])(?:0?[1-9]|1[0-2])\s?[/-]\s?(?:19|20)\d{2}(?![\d/-])`),
  pattern(
    'date-week',
    78,
    String.raw`(?<![\p{L}\d./-])(?:19|20)\d{2}-?W(?:0[1-9]|[1-4]\d|5[0-3])(?:-?[1-7])?(?![\p{L}\d])`,
    () => true,
  ),
  pattern('date-year-month', 78, String.raw`(?<![\p{L}\d./-])(?:19|20)\d{2}[-/](?:0[1-9]|1[0-2])(?![\d/-])`),
  pattern(
    'date-without-year',
    76,
    `(?<![\\p{L}\\d./-])(?:${DAY})?(?:0?[1-9]|1[0-2])[/-](?:0?[1-9]|[12]\\d|3[01])(?![\\d/%]|[-.]\\d)`,
    (match, text) => {
      const lead = before(text, match.index, 24);
      if (
        measured(match, text) ||
        /^\s?(?:pain|strength|systolic|murmur|sem)/i.test(text.slice(match.index + match[0].length))
      )
        return false;
      if (/^\p{L}/u.test(match[0])) return match[0].includes('/');
      if (SURE.test(lead))
        return !(match[0].includes('-') && !/\d{2}-\d{2}/.test(match[0])) && !/\b(?:pain|strength)\s/i.test(lead);
      return match[0].includes('/') && !isRatio.test(match[0]) && PERHAPS.test(lead);
    },
  ),
  // Of years alone only those are replaced that show an age above 89.
  {
    ...pattern(
      'year-of-birth',
      79,
      `${BORN}${String.raw`(?:(?:year|spring|summer|fall|autumn|winter)\s(?:of\s)?)?(?<value>(?:18[5-9]\d|19\d{2}|20\d{2})|['’]\d{2})(?!\d|[-/.]\d)`}`,
      (match, text) => !measured(match, text),
    ),
    treatment: 'birth',
  },
  pattern(
    'year-long-ago',
    77,
    String.raw`(?<=(?<![\p{L}\d])(?:in|since|circa|ca\.|during|around|early|late|mid)[\s-])(?<value>18[5-9]\d|19[0-4]\d)(?!\d|[/.,:]\d|\s?(?:hrs?|hours?|h)(?![\p{L}]))`,
    (match, text) => !measured(match, text),
  ),
  pattern(
    'holiday',
    74,
    String.raw`(?<![\p{L}])(?:christmas(?:\s(?:day|eve))?|thanksgiving(?:\sday)?|new\syear'?s?(?:\s(?:day|eve))?|easter(?:\s(?:sunday|monday))?|halloween|(?:fourth|4th)\sof\sjuly|independence\sday|labor\sday|memorial\sday|valentine'?s\sday|mother'?s\sday|father'?s\sday)(?:,?\s(?:of\s)?(?:19|20)\d{2})?(?!\s(?:disease|factor|tree))(?![\p{L}])`,
    () => true,
  ),
];

/** “may 2” and “mar 3” in running small letters are dates only after a word that says so. */
function isWord(match: RegExpExecArray, text: string): boolean {
  const [found] = match;
  if (/\d{4}|'\d{2}/.test(found)) return false;
  const month = /\p{L}+(?=[^\p{L}]*\d)/u.exec(found)?.[0] ?? '';
  const ambiguous = /^(?:may|mar|march|sat|mai|mei|dec|set|ago|out|juni|agosto)$/i.test(month);
  return (
    ambiguous &&
    !/^\p{Lu}/u.test(month) &&
    !SURE.test(before(text, match.index)) &&
    !PERHAPS.test(before(text, match.index))
  );
}

/** A date after a word for birth as that: it lies in no year to come. */
export function asBirth(finding: Finding, text: string): Finding {
  const isBirth = finding.treatment === 'date' && BIRTH.test(before(text, finding.start, 24));
  return isBirth ? { ...finding, treatment: 'birth' } : finding;
}

const AGE = '(?<value>(?:9\\d|1[0-2]\\d)(?![\\d+]))';
const AGE_WORDS =
  '(?<value>ninety(?:[\\s-](?:one|two|three|four|five|six|seven|eight|nine))?|(?:one|a)\\shundred(?:\\sand)?(?:\\s(?:one|two|three|four|five|six|seven|eight|nine|ten))?)';

function age(rule: string, source: string): Pattern {
  return { rule, class: 'dates', treatment: 'age', weight: 83, find: new RegExp(source, 'dgiu') };
}

/** Ages above 89 as 45 CFR 164.514(b)(2)(i)(C) means them; 90 alone is told as “90+” as well. */
export const AGES: readonly Pattern[] = [
  age(
    'age',
    `(?<![\\p{L}\\d./-])${AGE}(?:\\s{0,2}|-)(?:years?|yrs?\\.?|y)(?:\\s{0,2}|-)(?:old|of\\sage|o\\b|/o|\\.o\\.?)`,
  ),
  age('age', `(?<![\\p{L}\\d./-])${AGE}\\s{0,2}-?(?:y/?o|y\\.\\s?o\\.?|yr\\.?\\s?old|yrs)(?![\\p{L}])`),
  age(
    'age-sex',
    `(?<![\\p{L}\\d./-])${AGE}\\s?(?:y\\s?)?(?:/\\s?)?(?:m|f|male|female|woman|man|lady|gentleman)(?![\\p{L}\\d/])`,
  ),
  age(
    'age-labelled',
    `(?<![\\p{L}\\d])(?:age[ds]?|turn(?:ed|ing|s)?|alter|edad|âge|died\\sat|lived\\sto|is\\snow)\\s{0,2}(?:at\\s\\w{1,12}|in\\syears|is|of|=|:|\\||was)?\\s{0,2}${AGE}(?!\\d|[.,/%]\\d|\\s?(?:%|mg|ml|lbs?|kg|degrees|bpm))`,
  ),
  age('age-words', `(?<![\\p{L}\\d])${AGE_WORDS}(?:\\s|-)(?:years?|yrs?)(?:\\s|-)(?:old|of\\sage)`),
  age('age-words', `(?<![\\p{L}\\d])age[ds]?\\s{0,2}(?:of\\s|is\\s|:\\s?)?${AGE_WORDS}(?![\\p{L}])`),
  age('age-birthday', `(?<![\\p{L}\\d])${AGE}(?:th|st|nd|rd)\\sbirthday`),
  age(
    'age-said',
    `(?<![\\p{L}\\d])(?:she|he|they|patient|pt|mother|father|mom|dad|husband|wife|grandmother|grandfather)(?:['’]s|\\s(?:is|was|are|were|will\\sbe|(?:just\\s)?turned))\\s(?:now\\s|already\\s|currently\\s|about\\s|nearly\\s|almost\\s|over\\s)?${AGE}(?=\\s?(?:[,;!?)]|\\.(?!\\d)|$)|\\s(?:and|who|now|today)(?![\\p{L}]))`,
  ),
  age(
    'age-beside-name',
    `(?<![\\p{L}])(?:mrs?|ms|miss|mx)\\.?\\s\\p{L}[\\p{L}'’-]{1,24}(?:\\s\\p{L}[\\p{L}'’-]{1,24})?,\\s(?:aged?\\s)?${AGE}(?=,|\\s(?:who|and|is|was|with)(?!\\p{L}))`,
  ),
  age('age-named', String.raw`(?<![\p{L}])(?:super)?centenarian(?![\p{L}])|(?<![\p{L}])nonagenarian(?![\p{L}])`),
  age(
    'age-decade',
    String.raw`(?<=\bin\s(?:his|her|their)\s)(?:(?:early|mid|late)[\s-])?(?:nineties|90'?s|hundreds)(?![\p{L}])`,
  ),
];
