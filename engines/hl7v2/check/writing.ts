import type { Message } from '../syntax/message.ts';
import { walk } from '../syntax/walk.ts';
import { say } from '../say.ts';
import type { Findings } from './findings.ts';

/** Tells escape characters that begin no sequence, because a receiver may drop what follows them. */
export function checkEscapes(message: Message, findings: Findings): void {
  const { text, delimiters } = message;
  const { escape } = delimiters;
  // The header declares the escape character: what counts comes after that.
  const declared = Math.max(0, text.indexOf(delimiters.field, 4));
  if (escape === '' || !text.includes(escape, declared)) return;
  walk(message, (segment, field, repetition, component, subcomponent, start, end) => {
    if (start < declared || findings.isFull || !text.slice(start, end).includes(escape)) return;
    const place = message.segments[segment - 1]?.child(field)?.child(repetition);
    const part = place?.child(component);
    const node =
      (part?.children.length ?? 0) > 1 ? part?.child(subcomponent) : (place?.children.length ?? 0) > 1 ? part : place;
    if (!node || node.isDelimiters || (text.slice(start, end).split(escape).length - 1) % 2 === 0) return;
    findings.add('warning', 'escape-unfinished', node, say`${JSON.stringify(escape)} begins no escape sequence.`);
  });
}
