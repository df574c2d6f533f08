import { STANDARD_DELIMITERS } from '../syntax/delimiters.ts';
import { escapeValue } from '../syntax/escape.ts';
import { Message } from '../syntax/message.ts';
import { UTF8 } from '../text/charset.ts';

/** Subcomponents of a component, components of a repetition, repetitions of a field. */
export type Part = string[];
export type Repetition = Part[];
export type Field = Repetition[];

/** A segment while it is made: fields from 1, so that index 0 stays empty. */
export interface DraftSegment {
  readonly name: string;
  /** Key of its description in the profile. */
  readonly profile: string;
  readonly fields: Field[];
}

export type Draft = DraftSegment[];

/** A place in a draft, all numbers from 1; parts that are left out mean the whole. */
export interface Spot {
  readonly segment: number;
  readonly field: number;
  readonly repetition: number;
  readonly component?: number;
  readonly subcomponent?: number;
}

const NO_FIELD: Field = [];

export function fieldAt(draft: Draft, { segment, field }: Spot): Field {
  const found = draft[segment - 1];
  if (!found) return NO_FIELD;
  while (found.fields.length <= field) found.fields.push([]);
  return found.fields[field] ?? NO_FIELD;
}

/** Sets a value without parts, and makes what has to be there around it. */
export function setAt(draft: Draft, spot: Spot, value: string): void {
  const field = fieldAt(draft, spot);
  const { repetition, component = 1, subcomponent = 1 } = spot;
  while (field.length < repetition) field.push([]);
  const parts = field[repetition - 1] ?? [];
  while (parts.length < component) parts.push([]);
  const part = parts[component - 1] ?? [];
  while (part.length < subcomponent) part.push('');
  if (spot.component === undefined) parts.splice(0, parts.length, [value]);
  else if (spot.subcomponent === undefined) part.splice(0, part.length, value);
  else part[subcomponent - 1] = value;
}

export function clearAt(draft: Draft, spot: Spot): void {
  const field = fieldAt(draft, spot);
  const repetition = field[spot.repetition - 1];
  if (!repetition) return;
  if (spot.component === undefined) field.splice(spot.repetition - 1, 1);
  else if (spot.subcomponent === undefined) repetition[spot.component - 1] = [];
  else repetition[spot.component - 1]?.splice(spot.subcomponent - 1, 1, '');
}

/** The message that a draft describes, with the usual delimiters. */
export function messageFrom(draft: Draft): Message {
  const text = draft.map((segment) => lineOf(segment)).join('\r');
  return new Message({ bytes: UTF8.encode(`${text}\r`) ?? new Uint8Array(), byte: 0, line: 1, charset: UTF8 });
}

const { field: FIELD, repetition: REPETITION, component: COMPONENT, subcomponent: SUBCOMPONENT } = STANDARD_DELIMITERS;

function lineOf({ name, fields }: DraftSegment): string {
  const header = name === 'MSH';
  const written = fields.slice(header ? 3 : 1).map((field) => field.map((one) => repetitionText(one)).join(REPETITION));
  return trimmed(
    [header ? `MSH${FIELD}${COMPONENT}${REPETITION}${STANDARD_DELIMITERS.escape}${SUBCOMPONENT}` : name, ...written],
    FIELD,
  );
}

function repetitionText(parts: Repetition): string {
  return trimmed(
    parts.map((part) =>
      trimmed(
        part.map((value) => escapeValue(value, STANDARD_DELIMITERS)),
        SUBCOMPONENT,
      ),
    ),
    COMPONENT,
  );
}

function trimmed(parts: readonly string[], delimiter: string): string {
  return parts.slice(0, parts.findLastIndex((part) => part !== '') + 1).join(delimiter);
}
