import { areBytes } from './delimiters.ts';
import type { Message } from './message.ts';

/** Told of every value of a message that is not empty; numbers from 1, offsets in `message.text`. */
export type Visit = (
  segment: number,
  field: number,
  repetition: number,
  component: number,
  subcomponent: number,
  start: number,
  end: number,
) => void;

/**
 * Goes through all values of a message in one pass, without making nodes. The two fields of a header that declare the
 * delimiters are told as fields 1 and 2.
 */
export function walk(message: Message, visit: Visit): void {
  const { index, text } = message;
  const separator = message.delimiters.field;
  const read = unitsOf(message);
  // A visitor may walk as well.
  const room = spare ?? new Int32Array((PIECE + 1) * ROOM);
  spare = undefined;
  for (let segment = 0; segment * 3 < index.length; segment++) {
    const start = index[segment * 3] ?? 0;
    const end = index[segment * 3 + 1] ?? 0;
    if (text.charAt(start + 3) !== separator) continue;
    let from = start + 4;
    let field = 1;
    if (message.declaresAt(start)) {
      const cut = text.indexOf(separator, from);
      const encoding = cut < 0 || cut > end ? end : cut;
      visit(segment + 1, 1, 1, 1, 1, start + 3, from);
      if (encoding > from) visit(segment + 1, 2, 1, 1, 1, from, encoding);
      if (encoding === end) continue;
      from = encoding + 1;
      field = 3;
    }
    if (from <= end) walkFields(read, room, { segment: segment + 1, field, from, end }, visit);
  }
  spare = room;
}

/** What is looked at in place of characters, and what each separates. */
interface Units {
  readonly units: Uint8Array;
  readonly marks: Uint8Array;
}

/** Levels as their own marks: 0 for nothing, then fields, repetitions, components and subcomponents. */
const LEVELS = Uint8Array.of(0, 1, 2, 3, 4);

/** Where each character is a byte, delimiters are the same in both, and bytes are read faster. */
function unitsOf({ bytes, text, delimiters, marks }: Message): Units {
  if (bytes.length === text.length && areBytes(delimiters)) return { units: bytes, marks };
  const units = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) units[at] = marks[text.charCodeAt(at)] ?? 0;
  return { units, marks: LEVELS };
}

/** So many characters are looked at before what they hold is told: memory does not grow with the message. */
const PIECE = 2_048;

/** Where delimiters are in a piece. It is read before a visitor is told anything, so that one for all is enough; what is always the same array is read and written faster. */
const CUTS = new Int32Array(PIECE + 1);

/** What each unit separates in the message that is walked, and 1 for what separates anything. */
const LEVEL = new Uint8Array(256);
const SEPARATES = new Uint8Array(256);
let tabled: Uint8Array | undefined;

/** Sets the tables for what separates; most messages declare what the one before declared. */
function setTables(marks: Uint8Array): void {
  if (tabled === marks) return;
  for (let unit = 0; unit < LEVEL.length; unit++) {
    const level = marks[unit] ?? 0;
    LEVEL[unit] = level;
    SEPARATES[unit] = Math.min(level, 1);
  }
  tabled = marks;
}

/** The values of a piece, six numbers each, in rooms of eight, so that the place of a number is found without adding. */
type Values = Int32Array;

const ROOM = 8;
let spare: Values | undefined;

interface Stretch {
  readonly segment: number;
  /** Number of its first field. */
  readonly field: number;
  readonly from: number;
  readonly end: number;
}

/**
 * Values are as long as they like, so that a processor guesses wrongly at every other delimiter whether there is one, which takes longer than all the rest: delimiters and values are
 * gathered without any branch, by adding what is 0 or 1.
 */
function walkFields(read: Units, values: Values, stretch: Stretch, visit: Visit): void {
  const { units, marks } = read;
  const { segment, from, end } = stretch;
  let { field } = stretch;
  let repetition = 1;
  let component = 1;
  let subcomponent = 1;
  let start = from;
  for (let piece = from; piece < end; piece += PIECE) {
    setTables(marks);
    const count = gatherCuts(units, piece, Math.min(end, piece + PIECE));
    let filled = 0;
    for (let cut = 0; cut < count; cut++) {
      const at = CUTS[cut] ?? 0;
      values[filled] = start;
      values[filled | 1] = at;
      values[filled | 2] = field;
      values[filled | 3] = repetition;
      values[filled | 4] = component;
      values[filled | 5] = subcomponent;
      // What is empty is written over by the next.
      filled = (filled + ROOM * ((start - at) >>> 31)) | 0;
      start = at + 1;
      const level = LEVEL[units[at] ?? 0] ?? 0;
      // All bits are set where the delimiter ends a field, a repetition or more, a component or more.
      const endsField = (level - 2) >> 31;
      const endsRepetition = (level - 3) >> 31;
      const endsComponent = (level - 4) >> 31;
      field = (field - endsField) | 0;
      repetition = ((repetition & ~endsField) - endsRepetition) | 0;
      component = ((component & ~endsRepetition) - endsComponent) | 0;
      subcomponent = ((subcomponent & ~endsComponent) + 1) | 0;
    }
    for (let at = 0; at < filled; at += ROOM) {
      visit(
        segment,
        values[at | 2] ?? 0,
        values[at | 3] ?? 0,
        values[at | 4] ?? 0,
        values[at | 5] ?? 0,
        values[at] ?? 0,
        values[at | 1] ?? 0,
      );
    }
  }
  if (end > start) visit(segment, field, repetition, component, subcomponent, start, end);
}

/** Writes down where delimiters are, four characters at a time. @returns how many there are */
function gatherCuts(units: Uint8Array, from: number, end: number): number {
  let count = 0;
  let at = from;
  for (; at < end - 3; at += 4) {
    CUTS[count] = at;
    count += SEPARATES[units[at] ?? 0] ?? 0;
    CUTS[count] = at + 1;
    count += SEPARATES[units[at + 1] ?? 0] ?? 0;
    CUTS[count] = at + 2;
    count += SEPARATES[units[at + 2] ?? 0] ?? 0;
    CUTS[count] = at + 3;
    count += SEPARATES[units[at + 3] ?? 0] ?? 0;
  }
  for (; at < end; at++) {
    CUTS[count] = at;
    count += SEPARATES[units[at] ?? 0] ?? 0;
  }
  return count;
}
