import { scanText } from '../text/scan.ts';
import { decodeField } from './decode.ts';
import type { Reader } from './reader.ts';
import { pathOf } from './reader.ts';
import type { Range, Segment } from './split.ts';
import { CODE_SYSTEM, partsOf } from './table.ts';

/** LOINC codes whose value is an age in years (30525-0 age, 21612-7 reported, 29553-5 calculated). */
const AGE_CODES = new Set(['30525-0', '21612-7', '29553-5', '35659-2', '63900-5']);
const IMAGE = /^(?:image|im|jpe?g|png|tiff?|gif|bmp|dicom|x-dicom|faceimage)$/i;
const SOUND = /^(?:audio|au|wav|basic|mp3)$/i;
/** Labels are read up to this length. */
const LABEL = 80;

/**
 * An observation: its type (OBX-2) says how the value is read, its name (OBX-3) what the value is.
 */
export function readObservation(reader: Reader, segment: Segment): void {
  const value = segment.fields[4];
  if (!value || value[0] === value[1]) return;
  const type = valueOf(reader, segment.fields[1]).toUpperCase();
  const label = labelOf(reader, segment.fields[2]);
  if (type === 'ED' || type === 'RP') readAttachment(reader, segment, value, type, label);
  else if (type === 'NM' || type === 'SN') readNumber(reader, segment, value, label);
  else if (/^(?:CE|CWE|CNE|CF|ID|IS|SI|TM|NA|MA|CP|MO|CQ|NR|TN0)$/.test(type)) readCoded(reader, segment, value, label);
  else if (partsOf(RENAMED[type] ?? type) !== undefined) {
    decodeField(reader, segment, 5, value, {
      type: RENAMED[type] ?? type,
      class: undefined,
      birth: /birth|dob/i.test(label),
    });
  } else if (CODE_SYSTEM.test(valueOf(reader, reader.components(value)[2]))) readCoded(reader, segment, value, label);
  else readText(reader, segment, value, label);
}

const RENAMED: Readonly<Record<string, string>> = {
  PN: 'XPN',
  CN: 'XCN',
  CNN: 'XCN',
  AD: 'XAD',
  SAD: 'XAD',
  TN: 'XTN',
  CK: 'CX',
  DT: 'TS',
  DTM: 'TS',
};

const valueOf = (reader: Reader, range: Range | undefined): string =>
  range === undefined ? '' : reader.value(range).trim();

/** What the observation is called, and its code. */
function labelOf(reader: Reader, range: Range | undefined): string {
  if (range === undefined) return '';
  const [code, name] = reader.components(range);
  const text = valueOf(reader, name) || valueOf(reader, code);
  return AGE_CODES.has(valueOf(reader, code)) ? 'age' : text.slice(0, LABEL);
}

const ORGANISATION =
  /facility|hospital|\blab(?:oratory)?\b|practice|organi[sz]ation|\btest\b|outbreak|drug|vaccine|product|program|school|\bfile\b|insurance|manufacturer|event|condition|disease/i;
const PLACE = /\b(?:city|county|town|municipality|parish|borough|township|village|street|address|residence)\b/i;
const PERSON =
  /\b(?:patient|person|provider|physician|mother|father|parent|contact|guardian|kin|interviewer|nurse|informant|spouse|subject|practitioner|surgeon|doctor|reporter|baby|infant)\b/i;

/** What an observation is by its name: a place or a person, whatever is written; nothing where the name leaves it open. */
function byName(
  label: string,
): { readonly class: 'geographic' | 'names'; readonly treatment: 'place' | 'name' } | undefined {
  if (/e-?mail|\bip\b|web/i.test(label)) return undefined;
  if (PLACE.test(label) && !/type|code|unit of/i.test(label)) return { class: 'geographic', treatment: 'place' };
  return /\bname\b/i.test(label) && PERSON.test(label) && !ORGANISATION.test(label)
    ? { class: 'names', treatment: 'name' }
    : undefined;
}

function readText(reader: Reader, segment: Segment, value: Range, label: string): void {
  const known = byName(label);
  // The name of a facility or a test is nobody's.
  const lead = known === undefined && /\bname\b/i.test(label) && ORGANISATION.test(label) ? '' : label;
  for (const [index, repetition] of reader.repetitions(value).entries()) {
    const path = pathOf(segment, 5, index + 1);
    const text = reader.value(repetition).trim();
    if (known && text.length <= LABEL && !/[;:]|\d{3}-\d{4}/.test(text)) {
      for (const component of reader.components(repetition)) readNamed(reader, component, path, known);
    } else scanUnder(reader, repetition, path, lead);
    reader.open.push({ range: repetition, path });
  }
}

function readNamed(reader: Reader, range: Range, path: string, known: NonNullable<ReturnType<typeof byName>>): void {
  const value = reader.value(range).trim();
  if (
    /^(?:[A-Z]{2,3}|unknown|none|not .*|n\/a|yes|no)$/i.test(value) &&
    !(known.class === 'names' && value.length === 3)
  )
    return;
  if (/^\d{5}(?:-\d{4})?$/.test(value)) reader.note(range, path, 'geographic', 'zip', 'observation-named');
  else reader.note(range, path, known.class, known.treatment, 'observation-named');
}

/** Reads a text as what follows its label. */
export function scanUnder(reader: Reader, range: Range, path: string, label: string): void {
  const lead = label === '' || !/\p{L}/u.test(label) ? '' : `${label}: `;
  const text = reader.readable(range);
  const findings = scanText(lead + text)
    .filter(({ start }) => start >= lead.length)
    .map((finding) => ({ ...finding, start: finding.start - lead.length, end: finding.end - lead.length }));
  reader.noteAll(range, path, findings);
}

function readNumber(reader: Reader, segment: Segment, value: Range, label: string): void {
  if (!/\bage\b/i.test(label) || /gestation|bone|fetal|mean|stage/i.test(label)) return;
  for (const component of reader.components(value)) {
    const number = Number(reader.value(component).trim());
    if (number >= 90 && number <= 130)
      reader.note(component, pathOf(segment, 5), 'dates', 'age-number', 'age-observed');
  }
}

/** Counties by number (FIPS 6-4). */
const COUNTY = /^FIPS6[-_]?4$/i;

/** Texts of coded values; codes and names of code systems stay, and what a code is called is nobody's name. */
function readCoded(reader: Reader, segment: Segment, value: Range, label: string): void {
  for (const [index, repetition] of reader.repetitions(value).entries()) {
    const components = reader.components(repetition);
    if (COUNTY.test(valueOf(reader, components[2]))) {
      for (const [place, how] of (['code', 'place'] as const).entries()) {
        const leaf = components[place];
        if (leaf) reader.note(leaf, pathOf(segment, 5, index + 1, place + 1), 'geographic', how, 'county');
      }
      continue;
    }
    const coded = components.length > 1 && valueOf(reader, components[0]) !== '';
    for (const place of components.length === 1 ? [0] : [1, 4, 8]) {
      const leaf = components[place];
      if (!leaf || leaf[0] === leaf[1]) continue;
      const path = pathOf(segment, 5, index + 1, components.length === 1 ? 0 : place + 1);
      const before = reader.findings.length;
      scanUnder(reader, leaf, path, coded ? '' : label);
      if (coded && place !== 8) {
        const kept = reader.findings
          .splice(before)
          .filter(({ treatment }) => treatment !== 'name' && treatment !== 'place');
        reader.findings.push(...kept);
      }
      reader.open.push({ range: leaf, path });
    }
  }
}

/** Enclosed files cannot be read here, so that they go; pictures and voices have classes of their own. */
function readAttachment(reader: Reader, segment: Segment, value: Range, type: string, label: string): void {
  const components = reader.components(value);
  const kinds = [1, 2].map((index) => valueOf(reader, components[index]));
  const kind =
    kinds.some((one) => IMAGE.test(one)) || /photo|portrait|face/i.test(label)
      ? 'photo'
      : kinds.some((one) => SOUND.test(one)) || /voice|finger/i.test(label)
        ? 'biometric'
        : 'other';
  if (type === 'ED') {
    const data = components[4];
    if (data) reader.note(data, pathOf(segment, 5, 1, 5), kind, 'blob', 'enclosed-file');
    return;
  }
  const pointer = components[0];
  if (!pointer) return;
  const isAddress = /:\/\/|^www\./i.test(reader.value(pointer));
  reader.note(
    pointer,
    pathOf(segment, 5, 1, 1),
    kind === 'other' ? 'url' : kind,
    isAddress ? 'url' : 'code',
    'pointer-to-file',
  );
}
