import type { IdentifierClass } from '../classes.ts';
import type { Treatment } from '../finding.ts';

import { scanText } from '../text/scan.ts';
import { standingOf } from '../text/words.ts';
import { fold } from '../text/fold.ts';
import { readKeptLeaf } from './kept.ts';
import type { Reader } from './reader.ts';
import { pathOf } from './reader.ts';
import type { Range, Segment } from './split.ts';
import type { FieldSpec, PartSpec } from './table.ts';
import { BY_IDENTIFIER_TYPE, partsOf } from './table.ts';

/** Notes what a field of a known type holds. */
export function decodeField(reader: Reader, segment: Segment, field: number, range: Range, spec: FieldSpec): void {
  for (const [index, repetition] of reader.repetitions(range).entries()) {
    decodeRepetition(reader, segment, field, index + 1, repetition, spec);
  }
}

function decodeRepetition(
  reader: Reader,
  segment: Segment,
  field: number,
  number: number,
  range: Range,
  spec: FieldSpec,
): void {
  const rule = `field-${spec.type.toLowerCase()}`;
  const parts = partsOf(spec.type);
  if (!parts) {
    decodeText(reader, pathOf(segment, field, number), range, spec);
    return;
  }
  const components = reader.components(range);
  const type = identifierType(reader, components, spec);
  for (const [index, component] of components.entries()) {
    const subcomponents = reader.subcomponents(component);
    for (const [place, leaf] of subcomponents.entries()) {
      const part = parts.get(String(index + 1)) ?? parts.get(`${index + 1}.${place + 1}`);
      const path = pathOf(segment, field, number, index + 1, subcomponents.length > 1 ? place + 1 : 0);
      if (part)
        notePart(reader, leaf, path, part, {
          spec,
          rule,
          type,
          alone: components.length === 1,
          first: index === 0 && place === 0,
        });
      else readKeptLeaf(reader, leaf, path);
    }
  }
}

interface Surroundings {
  readonly spec: FieldSpec;
  readonly rule: string;
  /** The class that the type of identifier, or of equipment, beside the value says. */
  readonly type: IdentifierClass | undefined;
  readonly alone: boolean;
  readonly first: boolean;
}

function notePart(
  reader: Reader,
  leaf: Range,
  path: string,
  part: PartSpec,
  { spec, rule, type, alone }: Surroundings,
): void {
  const value = reader.value(leaf).trim();
  if (value === '') return;
  switch (part.class) {
    case 'text':
      reader.noteAll(leaf, path, scanText(reader.readable(leaf)));
      reader.open.push({ range: leaf, path });
      return;
    case 'phone':
      notePhone(reader, leaf, path, value, type, rule);
      return;
    case 'check':
      reader.note(leaf, path, type ?? spec.class ?? 'other', 'check', rule);
      return;
    case 'person':
      // A name where the number of a person is expected: written out, or before 2.3.
      if (/\p{L}/u.test(value) && !/\d/.test(value)) {
        if (alone || standingOf(fold(value)) !== 'unknown') reader.note(leaf, path, 'names', 'name', rule);
        else reader.note(leaf, path, type ?? 'other', 'code', rule);
      } else reader.note(leaf, path, type ?? 'licence', 'code', rule);
      return;
    case 'class': {
      const kind = spec.class ?? type ?? 'other';
      const named = type === 'ssn' || kind === 'ssn' ? 'ssn' : (type ?? kind);
      reader.note(leaf, path, named, named === 'ssn' ? 'ssn' : 'code', rule);
      return;
    }
    default:
      if (part.treatment !== 'text') noteKnown(reader, leaf, path, part.class, part.treatment, value, spec, rule);
  }
}

function noteKnown(
  reader: Reader,
  leaf: Range,
  path: string,
  kind: IdentifierClass,
  treatment: Exclude<PartSpec['treatment'], 'text'>,
  value: string,
  spec: FieldSpec,
  rule: string,
): void {
  if (treatment === 'date') {
    if (/\d/.test(value)) reader.note(leaf, path, 'dates', spec.birth ? 'birth' : 'date', rule);
    // A name in parts, where the standard has a person and two dates.
    else if (spec.type === 'NDL') reader.note(leaf, path, 'names', 'name', rule);
    else readKeptLeaf(reader, leaf, path);
  } else if (treatment === 'name' && spec.class && spec.class !== 'names') {
    reader.note(leaf, path, spec.class, treatment, rule);
  } else if (treatment === 'email') {
    const isAddress = value.includes('@');
    reader.note(
      leaf,
      path,
      isAddress ? 'email' : 'url',
      isAddress ? 'email' : /^[a-z]+:\/\/|^www\./i.test(value) ? 'url' : 'code',
      rule,
    );
  } else if (treatment === 'url') {
    reader.note(leaf, path, 'url', /:\/\/|^www\.|\.\w{2,4}\//i.test(value) ? 'url' : 'code', rule);
  } else {
    reader.note(leaf, path, kind, treatment, rule);
  }
}

function notePhone(
  reader: Reader,
  leaf: Range,
  path: string,
  value: string,
  type: IdentifierClass | undefined,
  rule: string,
): void {
  if (value.includes('@')) {
    reader.note(leaf, path, 'email', 'email', rule);
    return;
  }
  if (!/\d/.test(value)) {
    reader.noteAll(leaf, path, scanText(reader.readable(leaf)));
    return;
  }
  const fax = type === 'fax' || /fax/i.test(value);
  if (hasOtherWords(value)) {
    reader.note(leaf, path, fax ? 'fax' : 'telephone', 'place', rule);
    return;
  }
  reader.note(leaf, path, fax ? 'fax' : 'telephone', 'phone', rule);
}

const PHONE_WORDS =
  /^(?:ext|extension|cell|cellular|mobile|home|work|office|pager|beeper|fax|tel|telephone|phone|call|number|none|unknown|after|before|and|day|night|only|no)$/i;

/** Whether more is written beside a number than what number it is: an address, whom to ask for. */
function hasOtherWords(value: string): boolean {
  return /\s/.test(value) && (value.match(/\p{L}{3,}/gu) ?? []).some((word) => !PHONE_WORDS.test(word));
}

/** The class of an identifier by its type code (CX-5, XCN-13, PPN-13), or whether a number is one of a fax (XTN-3). */
function identifierType(
  reader: Reader,
  components: readonly Range[],
  { type }: FieldSpec,
): IdentifierClass | undefined {
  const at = { CX: 5, XCN: 13, PPN: 13, XTN: 3, PLN: 2, XON: 7 }[type];
  const range = at === undefined ? undefined : components[at - 1];
  const code = range === undefined ? '' : reader.value(range).trim().toUpperCase();
  if (type === 'XTN') return code === 'FX' ? 'fax' : undefined;
  return BY_IDENTIFIER_TYPE[code];
}

/** How a plain value of a class is replaced; others get codes. */
const OF_CLASS: Partial<Record<IdentifierClass, Treatment>> = {
  names: 'name',
  geographic: 'place',
  ssn: 'ssn',
  email: 'email',
};

/** A field without parts: one value of a class, or text. */
function decodeText(reader: Reader, path: string, range: Range, spec: FieldSpec): void {
  const rule = `field-${spec.type.toLowerCase()}`;
  if (spec.class === undefined) {
    const text = reader.readable(range);
    reader.noteAll(range, path, scanText(text));
    reader.open.push({ range, path });
    return;
  }
  const treatment = OF_CLASS[spec.class] ?? 'code';
  for (const component of reader.components(range)) {
    for (const leaf of reader.subcomponents(component)) reader.note(leaf, path, spec.class, treatment, rule);
  }
}
