/** The form of HL7: as many digits as are known, YYYYMMDDHHmmss, with fractions and a zone. */
export const HL7_FORM = 'HL7';

type PartName = 'YYYY' | 'MM' | 'DD' | 'HH' | 'mm' | 'ss';
const PARTS: readonly PartName[] = ['YYYY', 'MM', 'DD', 'HH', 'mm', 'ss'];
const TOKEN = /YYYY|MM|DD|HH|mm|ss/g;
const MOST: Readonly<Record<PartName, readonly [least: number, most: number]>> = {
  YYYY: [1, 9999],
  MM: [1, 12],
  DD: [1, 31],
  HH: [0, 23],
  mm: [0, 59],
  ss: [0, 59],
};

/** Parts of a moment that are known, as their digits. */
type Known = Partial<Record<PartName, string>>;

/** Why a text is no form of a moment; undefined when it is one. */
export function formFault(form: string): 'empty' | 'repeated' | 'gap' | undefined {
  if (form === HL7_FORM) return undefined;
  const tokens: readonly string[] = form.match(TOKEN) ?? [];
  if (tokens.length === 0) return 'empty';
  if (new Set(tokens).size < tokens.length) return 'repeated';
  // A day without its month says nothing.
  const last = Math.max(...PARTS.map((part, at) => (tokens.includes(part) ? at : 0)));
  return PARTS.slice(0, last + 1).every((part) => tokens.includes(part)) ? undefined : 'gap';
}

/**
 * Writes a moment in another form: `HL7`, or a text with YYYY, MM, DD, HH, mm and ss in it. Nothing is added that the value does not
 * say: a date cannot be written with a time of day. Fractions and zone are kept from HL7 to HL7 only.
 * @returns undefined when the value is no moment of the form, or says less than the other form asks for
 */
export function writeMoment(value: string, read: string, write: string): string | undefined {
  if (read === HL7_FORM && write === HL7_FORM) return readHl7Form(value) ? value : undefined;
  const known = read === HL7_FORM ? readHl7Form(value) : readForm(value, read);
  if (!known || !isMoment(known)) return undefined;
  if (write === HL7_FORM) return PARTS.map((part) => known[part] ?? '').join('');
  const asked = write.match(TOKEN) ?? [];
  if (asked.some((part) => !isPart(part) || known[part] === undefined)) return undefined;
  return write.replace(TOKEN, (part) => (isPart(part) ? (known[part] ?? '') : part));
}

function isPart(text: string): text is PartName {
  return text in MOST;
}

function readHl7Form(value: string): Known | undefined {
  const match = /^(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:\.\d{1,4})?(?:[+-]\d{4})?$/.exec(value);
  return match ? knownOf(PARTS.map((part, at) => [part, match[at + 1]])) : undefined;
}

function readForm(value: string, form: string): Known | undefined {
  const tokens = form.match(TOKEN) ?? [];
  let at = 0;
  let from = 0;
  const found: [PartName, string][] = [];
  for (const token of tokens) {
    const where = form.indexOf(token, from);
    const between = form.slice(from, where);
    if (value.slice(at, at + between.length) !== between) return undefined;
    at += between.length;
    const digits = value.slice(at, at + token.length);
    if (digits.length < token.length || !/^\d+$/.test(digits) || !isPart(token)) return undefined;
    found.push([token, digits]);
    at += token.length;
    from = where + token.length;
  }
  return value.slice(at) === form.slice(from) ? knownOf(found) : undefined;
}

function knownOf(parts: readonly (readonly [PartName, string | undefined])[]): Known {
  return Object.fromEntries(parts.flatMap(([part, digits]) => (digits === undefined ? [] : [[part, digits]])));
}

function isMoment(known: Known): boolean {
  const within = PARTS.every((part) => {
    const digits = known[part];
    const [least, most] = MOST[part];
    return digits === undefined || (Number(digits) >= least && Number(digits) <= most);
  });
  if (!within || known.DD === undefined) return within;
  return Number(known.DD) <= new Date(Date.UTC(Number(known.YYYY), Number(known.MM), 0)).getUTCDate();
}
