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
  const { index, text, delimiters } = message;
  const separator = delimiters.field;
  // Where each character is a byte, delimiters are the same in both, and bytes are read faster.
  const units = message.bytes.length === text.length && areBytes(delimiters) ? message.bytes : unitsOf(text);
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
    if (from <= end) walkFields(units, message.marks, segment + 1, field, from, end, visit);
  }
}

/** The code units of a text. */
function unitsOf(text: string): Uint16Array {
  const units = new Uint16Array(text.length);
  for (let at = 0; at < text.length; at++) units[at] = text.charCodeAt(at);
  return units;
}

function walkFields(
  units: Uint8Array | Uint16Array,
  marks: Uint8Array,
  segment: number,
  first: number,
  from: number,
  end: number,
  visit: Visit,
): void {
  let field = first;
  let repetition = 1;
  let component = 1;
  let subcomponent = 1;
  let start = from;
  for (let at = from; at < end; at++) {
    const level = marks[units[at] ?? 0] ?? 0;
    if (level === 0) continue;
    if (at > start) visit(segment, field, repetition, component, subcomponent, start, at);
    start = at + 1;
    if (level === 4) subcomponent += 1;
    else {
      subcomponent = 1;
      if (level === 3) component += 1;
      else {
        component = 1;
        if (level === 2) repetition += 1;
        else {
          repetition = 1;
          field += 1;
        }
      }
    }
  }
  if (end > start) visit(segment, field, repetition, component, subcomponent, start, end);
}
