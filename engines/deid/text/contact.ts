import type { IdentifierClass } from '../classes.ts';
import { before, digitsOf, unitFollows } from './pattern.ts';
import type { Pattern } from './pattern.ts';

const TLD = 'com|org|net|edu|gov|mil|info|biz|io|health|care|app|dev|clinic|hospital|us|uk|ca|au|de|fr|es|it|nl|in';
/** Where people are known by a name of their own. */
const NETWORK =
  /(?<![\p{L}])(?:twitter|instagram|insta|facebook|tiktok|snapchat|linkedin|telegram|mastodon|bluesky|threads|youtube|reddit|discord|venmo|handle|username|user\sname|screen\sname|ig)(?![\p{L}])/iu;
const FAX = /\b(?:fax|facsimile|telefax|fx|efax)\b[^.;\n]{0,14}$|\bf\s?[:#]\s?$/i;
const PHONE =
  /\b(?:phone|ph|tel(?:ephone|\.)?|cell(?:ular)?|mobile|mob|home|work|office|contact|call(?:ed|s|ing|back)?|call\s?back|dial(?:ed)?|pager|beeper|paged?|reach(?:ed|able)?|text(?:ed)?|voicemail|number|hotline|landline|whatsapp|sms|t|m|c|h|w|p)\b[^;\n]{0,24}$/i;
/** Words before a number that make it a value, a code or a range. */
const NO_PHONE =
  /\b(?:ref(?:erence)?|range|titer|titre|lot|ndc|loinc|code|cpt|icd|snomed|result|count|wbc|plt|platelets|cpk|ck|ferritin|bnp|model|part|version|normal)\b[^;\n]{0,12}$/i;

/** A number is a fax number when the word before it says so. */
function phoneOrFax(match: RegExpExecArray, text: string): IdentifierClass {
  return FAX.test(before(text, match.index)) ? 'fax' : 'telephone';
}

function withCue(match: RegExpExecArray, text: string): boolean | IdentifierClass {
  const lead = before(text, match.index);
  if (FAX.test(lead)) return 'fax';
  return PHONE.test(lead) && !NO_PHONE.test(lead) && !unitFollows(text, match.index + match[0].length);
}

/** How people and machines are reached: addresses of mail and web, numbers of telephones. */
export const CONTACT: readonly Pattern[] = [
  {
    rule: 'email',
    class: 'email',
    needs: /@/,
    treatment: 'email',
    weight: 95,
    find: /(?<![\p{L}\p{N}._%+'-])[\p{L}\p{N}_%+'-](?:[\p{L}\p{N}._%+'-]{0,63})\s?@\s?[\p{L}\p{N}_-]{1,63}(?:\.[\p{L}\p{N}_-]{2,63}){1,5}/dgu,
  },
  {
    rule: 'email-spelt',
    class: 'email',
    needs: /[([{]dot[)\]}]|\sdot\s/i,
    treatment: 'email',
    weight: 95,
    find: /(?<![\p{L}\p{N}._-])[\p{L}\p{N}._-]{1,64}\s{0,2}(?:[([{]at[)\]}]|\sat\s)\s{0,2}[\p{L}\p{N}-]{1,63}\s{0,2}(?:[([{]dot[)\]}]|\sdot\s)\s{0,2}\p{L}{2,10}/dgiu,
  },
  {
    rule: 'handle',
    class: 'other',
    needs: /@/,
    treatment: 'code',
    weight: 88,
    find: /(?<![\p{L}\p{N}._@-])@(?<value>[A-Za-z0-9_][A-Za-z0-9_.]{1,28}[A-Za-z0-9_])(?![\p{L}\p{N}@])/dgu,
    // “@ 40 mg” and “@home” are none; networks of people name theirs.
    accept: ({ index, 0: found }, text) =>
      NETWORK.test(before(text, index, 30)) ||
      NETWORK.test(text.slice(index + found.length, index + found.length + 20)),
  },
  {
    rule: 'url',
    class: 'url',
    treatment: 'url',
    weight: 94,
    find: /(?<![\p{L}\p{N}])(?:https?|ftps?|sftp|file|ldaps?|ssh|smb|dicom|wss?):\/\/[^\s<>"|^~\\]{1,2000}(?<![.,;:)\]}'])/dgiu,
  },
  {
    rule: 'url-without-scheme',
    class: 'url',
    treatment: 'url',
    weight: 93,
    find: /(?<![\p{L}\p{N}@./-])www\.[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,5}(?::\d{1,5})?(?:\/[^\s<>"|^~\\]{0,1000}(?<![.,;:)\]}'])\/?)?/dgiu,
  },
  {
    rule: 'domain',
    class: 'url',
    treatment: 'url',
    weight: 90,
    find: new RegExp(
      `(?<![\\p{L}\\p{N}@./_-])(?:[a-z0-9](?:[a-z0-9-]{0,62})\\.){1,5}(?:${TLD})(?![\\p{L}\\p{N}-])(?::\\d{1,5})?(?:/[^\\s<>"|^~\\\\]{0,1000}(?<![.,;:)\\]}']))?/?`,
      'dgiu',
    ),
    // Two letters after a full stop may be the next word: only with a path is it surely an address.
    accept: ([found]) =>
      /\.(?:com|org|net|edu|gov|mil|info|biz|io|health|app|dev)\b|\//i.test(found) && /[a-z]{2}/i.test(found),
  },
  {
    rule: 'ip-v4',
    class: 'ip',
    treatment: 'ip',
    weight: 92,
    find: /(?<![\d.\p{L}])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d]|\.\d)(?:\/\d{1,2}|:\d{2,5})?/dgu,
  },
  {
    rule: 'mac',
    class: 'device',
    needs: /[\da-f]{2}[:-][\da-f]{2}[:-][\da-f]{2}[:-]/i,
    treatment: 'mac',
    weight: 92,
    find: /(?<![\p{L}\p{N}:-])(?:[0-9a-f]{2}:){5}[0-9a-f]{2}(?![\p{L}\p{N}:])|(?<![\p{L}\p{N}:-])(?:[0-9a-f]{2}-){5}[0-9a-f]{2}(?![\p{L}\p{N}-])/dgiu,
  },
  {
    rule: 'ip-v6',
    class: 'ip',
    needs: /::|(?:[\da-f]{1,4}:){3}/i,
    treatment: 'ip',
    weight: 92,
    find: /(?<![\p{L}\p{N}:.])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\p{L}\p{N}:])/dgiu,
    accept: ([found]) =>
      found.length > 5 &&
      (found.split(':').length === 8
        ? !found.includes('::')
        : /^[^:]*(?::[^:]+)*::(?:[^:]+(?::[^:]+)*)?$/.test(found)) &&
      /\d/.test(found),
  },
  {
    rule: 'phone-international',
    class: 'telephone',
    treatment: 'phone',
    weight: 82,
    find: /(?<![\p{L}\p{N}+])(?:\+|00)[1-9]\d{0,2}[\s.-]?(?:\(\d{1,5}\)[\s.-]?)?\d{1,5}(?:[\s.-]?\d{2,5}){1,4}(?![\p{L}\p{N}])/dgu,
    accept: (match, text) => {
      const count = digitsOf(match[0]).length;
      if (match[0].startsWith('00') && !/[\s.-]/.test(match[0]) && withCue(match, text) === false) return false;
      return count >= 8 && count <= 16 && !unitFollows(text, match.index + match[0].length) && phoneOrFax(match, text);
    },
  },
  {
    rule: 'phone-north-american',
    class: 'telephone',
    treatment: 'phone',
    weight: 81,
    find: /(?<![\p{L}\p{N}.+/-])(?:\+?1[\s.-]?)?(?:\(\s?\d{3}\s?\)\s{0,2}[.-]?|\d{3}\s?[\s./-]\s?)\d{3}\s?[\s.-]\s?\d{4}(?!\d|[.-]\d)(?:\s{0,2}(?:x|ext\.?|extension)\s?\d{1,6})?(?![\p{L}])/dgiu,
    accept: (match, text) =>
      !unitFollows(text, match.index + match[0].length) &&
      (PHONE.test(before(text, match.index)) || !NO_PHONE.test(before(text, match.index))) &&
      phoneOrFax(match, text),
  },
  {
    rule: 'phone-labelled',
    class: 'telephone',
    treatment: 'phone',
    weight: 79,
    find: /(?<![\p{L}\p{N}.+-])(?:\(?0\d{1,5}\)?[\s./-]{0,2}\d{2,8}(?:[\s./-]\d{2,8}){0,4}|\d{3}[\s.-]?\d{4}|1?\d{10}|\d{2,4}(?:[\s.-]\d{2,4}){2,4})(?![\d]|[.-]\d)(?:\s{0,2}(?:x|ext\.?|extension)\s?\d{1,6})?/dgiu,
    accept: (match, text) => digitsOf(match[0]).length >= 7 && withCue(match, text),
  },
  {
    rule: 'extension',
    class: 'telephone',
    treatment: 'phone',
    weight: 70,
    find: /\b(?:ext\.?|extension|pager|beeper)\s{0,2}(?:no\.?|number|#|:|is)?\s{0,2}(?<value>\d{3,6})(?!\d|[.,]\d)/dgiu,
    accept: ({ index }, text) =>
      !/\b(?:knee|hip|elbow|flex|leg|arm|wrist|rom|motion|degrees)\b/i.test(before(text, index, 24)),
  },
];
