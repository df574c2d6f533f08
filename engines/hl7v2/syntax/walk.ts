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
  for (let segment = 0; segment * 3 < index.length; segment++) {
    const start = index[segment * 3] ?? 0;
    const end = index[segment * 3 + 1] ?? 0;
    if (text.charAt(start + 3) !== message.delimiters.field) continue;
    let from = start + 4;
    let field = 1;
    if (message.declaresAt(start)) {
      const cut = text.indexOf(message.delimiters.field, from);
      const encoding = cut < 0 || cut > end ? end : cut;
      visit(segment + 1, 1, 1, 1, 1, start + 3, from);
      if (encoding > from) visit(segment + 1, 2, 1, 1, 1, from, encoding);
      if (encoding === end) continue;
      from = encoding + 1;
      field = 3;
    }
    if (from <= end) walkFields(message, segment + 1, field, from, end, visit);
  }
}

function walkFields(message: Message, segment: number, first: number, from: number, end: number, visit: Visit): void {
  const { text, delimiters, bytes } = message;
  const fieldMark = codeOf(delimiters.field);
  const repetitionMark = codeOf(delimiters.repetition);
  const componentMark = codeOf(delimiters.component);
  const subcomponentMark = codeOf(delimiters.subcomponent);
  // Where each character is a byte, delimiters are the same in both, and bytes are read faster.
  const units = bytes.length === text.length ? bytes : undefined;
  let field = first;
  let repetition = 1;
  let component = 1;
  let subcomponent = 1;
  let start = from;
  for (let at = from; at < end; at++) {
    const unit = units === undefined ? text.charCodeAt(at) : units[at];
    if (unit === fieldMark) {
      if (at > start) visit(segment, field, repetition, component, subcomponent, start, at);
      field += 1;
      repetition = 1;
      component = 1;
      subcomponent = 1;
    } else if (unit === componentMark) {
      if (at > start) visit(segment, field, repetition, component, subcomponent, start, at);
      component += 1;
      subcomponent = 1;
    } else if (unit === repetitionMark) {
      if (at > start) visit(segment, field, repetition, component, subcomponent, start, at);
      repetition += 1;
      component = 1;
      subcomponent = 1;
    } else if (unit === subcomponentMark) {
      if (at > start) visit(segment, field, repetition, component, subcomponent, start, at);
      subcomponent += 1;
    } else continue;
    start = at + 1;
  }
  if (end > start) visit(segment, field, repetition, component, subcomponent, start, end);
}

/** Of a delimiter that is not declared, a code that no text holds. */
function codeOf(delimiter: string): number {
  return delimiter === '' ? -1 : delimiter.charCodeAt(0);
}
