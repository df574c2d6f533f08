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
  const room = spare ?? newRoom();
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

/** Levels as their own marks. */
const LEVELS = Uint8Array.from({ length: 256 }, (_, level) => level);

/** Where each character is a byte, delimiters are the same in both, and bytes are read faster. */
function unitsOf({ bytes, text, delimiters, marks }: Message): Units {
  if (bytes.length === text.length && areBytes(delimiters)) return { units: bytes, marks };
  const units = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) units[at] = marks[text.charCodeAt(at)] ?? 0;
  return { units, marks: LEVELS };
}

/** So many characters are looked at before what they hold is told: memory does not grow with the message. */
const PIECE = 2_048;

/** Where delimiters are in a piece, and the values between them: six numbers each, side by side. */
interface Room {
  readonly cuts: Uint32Array;
  readonly values: Uint32Array;
}

const NUMBERS = 6;
let spare: Room | undefined;

function newRoom(): Room {
  return { cuts: new Uint32Array(PIECE + 1), values: new Uint32Array((PIECE + 1) * NUMBERS) };
}

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
function walkFields(read: Units, { cuts, values }: Room, stretch: Stretch, visit: Visit): void {
  const { units, marks } = read;
  const { segment, from, end } = stretch;
  let { field } = stretch;
  let repetition = 1;
  let component = 1;
  let subcomponent = 1;
  let start = from;
  for (let piece = from; piece < end; piece += PIECE) {
    const count = gatherCuts(read, piece, Math.min(end, piece + PIECE), cuts);
    let filled = 0;
    for (let cut = 0; cut < count; cut++) {
      const at = cuts[cut] ?? 0;
      values[filled] = start;
      values[filled + 1] = at;
      values[filled + 2] = field;
      values[filled + 3] = repetition;
      values[filled + 4] = component;
      values[filled + 5] = subcomponent;
      // What is empty is written over by the next.
      filled = (filled + NUMBERS * ((start - at) >>> 31)) | 0;
      start = at + 1;
      const level = marks[units[at] ?? 0] ?? 0;
      // All bits are set where the delimiter ends a field, a repetition or more, a component or more.
      const endsField = (level - 2) >> 31;
      const endsRepetition = (level - 3) >> 31;
      const endsComponent = (level - 4) >> 31;
      field = (field - endsField) | 0;
      repetition = ((repetition & ~endsField) - endsRepetition) | 0;
      component = ((component & ~endsRepetition) - endsComponent) | 0;
      subcomponent = ((subcomponent & ~endsComponent) + 1) | 0;
    }
    for (let at = 0; at < filled; at += NUMBERS) {
      visit(
        segment,
        values[at + 2] ?? 0,
        values[at + 3] ?? 0,
        values[at + 4] ?? 0,
        values[at + 5] ?? 0,
        values[at] ?? 0,
        values[at + 1] ?? 0,
      );
    }
  }
  if (end > start) visit(segment, field, repetition, component, subcomponent, start, end);
}

/** Writes down where delimiters are, four characters at a time. @returns how many there are */
function gatherCuts({ units, marks }: Units, from: number, end: number, cuts: Uint32Array): number {
  let count = 0;
  let at = from;
  for (; at < end - 3; at += 4) {
    cuts[count] = at;
    count += separates(marks[units[at] ?? 0] ?? 0);
    cuts[count] = at + 1;
    count += separates(marks[units[at + 1] ?? 0] ?? 0);
    cuts[count] = at + 2;
    count += separates(marks[units[at + 2] ?? 0] ?? 0);
    cuts[count] = at + 3;
    count += separates(marks[units[at + 3] ?? 0] ?? 0);
  }
  for (; at < end; at++) {
    cuts[count] = at;
    count += separates(marks[units[at] ?? 0] ?? 0);
  }
  return count;
}

/** 1 for a level from 1 to 4, 0 for none. */
function separates(level: number): number {
  return (level + 7) >> 3;
}
