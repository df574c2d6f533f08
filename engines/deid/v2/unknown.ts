import type { IdentifierClass } from '../classes.ts';
import { readDate } from '../replace/read-date.ts';
import { fold } from '../text/fold.ts';
import { isClinical, standingOf } from '../text/words.ts';
import { decodeField } from './decode.ts';
import { scanUnder } from './observation.ts';
import type { Reader } from './reader.ts';
import { pathOf } from './reader.ts';
import type { Range, Segment } from './split.ts';
import { BY_IDENTIFIER_TYPE, CODE_SYSTEM } from './table.ts';

const STATES =
  /^(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AIT]|W[AIVY])$/;
const POSTAL = /^\d{5}(?:-?\d{4})?$|^[A-Z]\d[A-Z] ?\d[A-Z]\d$|^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$/i;
const TEXT_DATE = /^(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}[/.-]\d{1,2}[/.-]\d{1,2}(?:[T ].*)?)$/;
const COMPACT_DATE =
  /^(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d(?:\.\d{1,4})?)?)?(?:[+-]\d{4})?$/;

/**
 * A field the standard does not know, of a Z segment mostly: told by its shape, by what stands beside it, and by lists. Where the shape is that of
 * a data type (an address, a name, an identifier with its type) it is read as one.
 */
export function readUnknown(reader: Reader, segment: Segment, field: number, range: Range): void {
  for (const [index, repetition] of reader.repetitions(range).entries()) {
    const components = reader.components(repetition);
    const values = components.map((component) => reader.value(component).trim());
    const type = typeLike(values) ?? (nameBesideDate(reader, segment, field, values) ? 'XPN' : undefined);
    if (type === 'coded') continue;
    if (type !== undefined) {
      decodeField(reader, segment, field, repetition, {
        type,
        class: type === 'CX' ? classOf(values) : undefined,
        birth: false,
      });
      continue;
    }
    const label = labelBefore(reader, segment, field);
    for (const [place, component] of components.entries()) {
      const lead = place === 0 ? label : labelLike(values[place - 1] ?? '');
      const leaves = reader.subcomponents(component);
      for (const [sub, leaf] of leaves.entries()) {
        const path = pathOf(
          segment,
          field,
          index + 1,
          components.length > 1 ? place + 1 : 0,
          leaves.length > 1 ? sub + 1 : 0,
        );
        readLeaf(reader, leaf, path, lead, neighbours(reader, segment, field, values, place));
      }
    }
  }
}

const isName = (value: string): boolean => /^[\p{L}][\p{L}\p{M}.'’ -]{0,40}$/u.test(value);
const rankOf = (value: string): number => {
  const standings = new Set(value.split(/[\s-]+/).map((word) => standingOf(fold(word))));
  return standings.has('sure') ? 3 : standings.has('likely') ? 2 : standings.has('possible') ? 1 : 0;
};
const clinicalWord = (value: string): boolean => isClinical(fold(value));

/** The data type that a value with components looks like. */
function typeLike(values: readonly string[]): string | undefined {
  if (values.length < 2) return undefined;
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = values;
  if ([third, values[5] ?? ''].some((system) => system !== '' && CODE_SYSTEM.test(system)) && !/^\d{5}/.test(fifth))
    return 'coded';
  if (
    /\p{L}/u.test(third) &&
    (STATES.test(fourth) || POSTAL.test(fifth)) &&
    (POSTAL.test(fifth) || /\d/.test(first) || fifth === '')
  )
    return 'XAD';
  if (
    /\d/.test(first) &&
    !/\s/.test(first) &&
    (fifth in BY_IDENTIFIER_TYPE || (fourth !== '' && second.length <= 1 && third.length <= 3 && values.length >= 4))
  )
    return 'CX';
  if (
    values.length >= 3 &&
    /^[A-Z]{0,3}\d{3,12}[A-Z]?$/i.test(first) &&
    isName(second) &&
    isName(third) &&
    Math.max(rankOf(second), rankOf(third)) >= 2
  )
    return 'XCN';
  if (
    isName(first) &&
    isName(second) &&
    (values.length === 2 || third === '' || isName(third)) &&
    !clinicalWord(first) &&
    !clinicalWord(second)
  ) {
    const [family, given] = [rankOf(first), rankOf(second)];
    if (
      Math.max(family, given) === 3 ? Math.min(family, given) >= 1 || values.length >= 3 : Math.min(family, given) >= 2
    )
      return 'XPN';
    if (
      Math.max(family, given) >= 2 &&
      Math.min(first.length, second.length) > 2 &&
      ![first, second].some((value) => NOT_NAMES.test(value) || (value.includes(' ') && rankOf(value) === 0))
    )
      return 'XPN';
  }
  return undefined;
}

/** Two words that no list knows, beside a date: a name and a birth, most likely. */
function nameBesideDate(reader: Reader, segment: Segment, field: number, values: readonly string[]): boolean {
  if (
    values.length < 2 ||
    values.length > 3 ||
    !values.every(
      (value) => /^\p{Lu}[\p{L}\p{M}'’-]{1,30}$/u.test(value) && !NOT_NAMES.test(value) && !clinicalWord(value),
    )
  )
    return false;
  return [field - 2, field].some((at) => {
    const range = segment.fields[at];
    return range !== undefined && COMPACT_DATE.test(reader.value(range).trim());
  });
}

function classOf(values: readonly string[]): IdentifierClass {
  return BY_IDENTIFIER_TYPE[(values[4] ?? '').toUpperCase()] ?? 'other';
}

/** A value that says what comes next: “SSN”, “Emergency contact”. */
function labelLike(value: string): string {
  return /^[\p{L}][\p{L}\p{M}\d _/.#-]{1,40}:?$/u.test(value) && !/\d{3}/.test(value)
    ? value.replace(/[:#\s]+$/, '').replaceAll('_', ' ')
    : '';
}

function labelBefore(reader: Reader, segment: Segment, field: number): string {
  const range = segment.fields[field - 2];
  return range === undefined ? '' : labelLike(reader.value(range).trim());
}

/** Whether a name stands on either side of a value. */
function neighbours(reader: Reader, segment: Segment, field: number, values: readonly string[], place: number): number {
  const near =
    values.length > 1
      ? [values[place - 1], values[place + 1]]
      : [field - 2, field].map((at) => {
          const range = segment.fields[at];
          return range === undefined ? '' : reader.value(range).trim();
        });
  return Math.max(
    0,
    ...near.map((value) =>
      value !== undefined && isName(value) && !value.includes(' ') && !clinicalWord(value) ? rankOf(value) : 0,
    ),
  );
}

function readLeaf(reader: Reader, leaf: Range, path: string, label: string, beside: number): void {
  const value = reader.value(leaf).trim();
  if (value === '' || value === '""') return;
  if (COMPACT_DATE.test(value) || (TEXT_DATE.test(value) && readDate(value))) {
    reader.note(leaf, path, 'dates', /birth|dob/i.test(label) ? 'birth' : 'date', 'shape-date');
    return;
  }
  reader.open.push({ range: leaf, path });
  if (/\s|[@/:]|\.\p{L}{2}/u.test(value)) {
    scanUnder(reader, leaf, path, label);
    if (
      !/\d/.test(value) &&
      isName(value) &&
      value.split(/\s+/).length <= 3 &&
      rankOf(value) === 3 &&
      !clinicalWord(value)
    )
      scanName(reader, leaf, path, value);
    return;
  }
  if (
    /employer|company name/i.test(label) ||
    (/\p{L}/u.test(value) && !/[\p{Script=Latin}\p{Script=Greek}\d]/u.test(value))
  ) {
    reader.note(leaf, path, 'names', 'name', 'shape-name');
    return;
  }
  if (isName(value)) {
    const rank = rankOf(value);
    const named =
      /\bname|surname|\bfirst\b|\blast\b|given|family|maiden|contact|mother|father|spouse|alias|physician|provider|doctor|nurse/i.test(
        label,
      );
    if (clinicalWord(value) || value.length < 2 || NOT_NAMES.test(value)) return;
    if (
      rank === 3
        ? value.length > 3 || beside >= 2 || named
        : rank === 2
          ? beside >= 2 || named
          : rank === 1 && (beside === 3 || named)
    )
      reader.note(leaf, path, 'names', 'name', 'shape-name');
    return;
  }
  readCode(reader, leaf, path, label, value);
}

const NOT_NAMES =
  /^(?:male|female|active|inactive|true|false|yes|no|unknown|none|other|white|black|asian|brown|single|married|home|work|cell|final|normal|abnormal|high|low|left|right|emergency|urgent|routine)$/i;

function scanName(reader: Reader, leaf: Range, path: string, value: string): void {
  const words = value.split(/\s+/);
  if (
    words.every((word) => standingOf(fold(word)) !== 'unknown' || word.length === 1 || word.length === 2) &&
    !NOT_NAMES.test(words[0] ?? '')
  )
    reader.note(leaf, path, 'names', 'name', 'shape-name');
}

/** Figures, or letters and figures, without blanks. */
function readCode(reader: Reader, leaf: Range, path: string, label: string, value: string): void {
  const digits = value.replaceAll(/\D/g, '').length;
  const before = reader.findings.length;
  scanUnder(reader, leaf, path, label);
  if (reader.findings.length > before) {
    // A value without blanks is one: what was found in it is all of it.
    const first = reader.findings[before];
    if (first && ['code', 'ssn', 'phone'].includes(first.treatment) && !/[,;]/.test(value)) {
      reader.findings.length = before;
      reader.note(
        leaf,
        path,
        first.class,
        first.treatment === 'ssn' && /\p{L}/u.test(value) ? 'code' : first.treatment,
        first.rule,
      );
    }
    return;
  }
  if (digits === 0) return;
  if (/^\d+$/.test(value)) {
    if (/^\d{10}$/.test(value) && /phone|tel|cell|mobile|home|work/i.test(label))
      reader.note(leaf, path, 'telephone', 'phone', 'shape-phone');
    else if (/^\d{9}$/.test(value)) reader.note(leaf, path, 'ssn', 'ssn', 'shape-nine-digits');
    else if (digits >= 6) reader.note(leaf, path, 'other', 'code', 'shape-number');
    else if (digits === 5 && (STATES.test(label) || /zip|postal|address|city/i.test(label)))
      reader.note(leaf, path, 'geographic', 'zip', 'shape-zip');
    return;
  }
  if (/^\(?\d{3}\)?[-. ]?\d{3}[-. ]\d{4}$/.test(value)) reader.note(leaf, path, 'telephone', 'phone', 'shape-phone');
  else if (/^\d{3}-\d{4}$/.test(value)) reader.note(leaf, path, 'telephone', 'phone', 'shape-phone');
  else if (
    /^[A-Z]{2,3}[- ]?\d{3,4}$|^\d{1,3}[- ]?[A-Z]{2,3}[- ]?\d{1,3}$/.test(value) &&
    digits >= 3 &&
    !CODE_SYSTEM.test(value)
  )
    reader.note(leaf, path, 'vehicle', 'code', 'shape-plate');
  else if (
    /^[\p{L}\d][\p{L}\d._#*-]{4,40}$/u.test(value) &&
    digits >= 4 &&
    !/^\d+\.\d+$|^\d{1,4}(?:\.\d+)?-\d{1,4}(?:\.\d+)?$/.test(value) &&
    !/^\d{1,5}-\d$/.test(value) &&
    !/^[A-TV-Z]\d{2}(?:\.[A-Z\d]{1,4})?$/i.test(value) &&
    !CODE_SYSTEM.test(value) &&
    !/^(?:\d+\.){3,}\d+$/.test(value)
  ) {
    reader.note(leaf, path, 'other', 'code', 'shape-code');
  }
}
