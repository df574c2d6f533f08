import { joinBytes } from '../text/utf8.ts';
import type { Hl7File } from './file.ts';
import type { Message } from './message.ts';
import type { Node } from './node.ts';

/**
 * Puts a file together again from its smallest parts, by their bytes, and the delimiters between them. That this gives the
 * file back proves that the tree holds everything, in order, at the bytes it says.
 */
export function rebuild(file: Hl7File): Uint8Array {
  return joinBytes(
    file.parts.flatMap(({ message, start, end }) =>
      message ? rebuildMessage(file.bytes, message) : [file.bytes.subarray(start, end)],
    ),
  );
}

function rebuildMessage(bytes: Uint8Array, message: Message): Uint8Array[] {
  const { index, text } = message;
  const pieces: Uint8Array[] = [];
  const slice = (start: number, end: number): Uint8Array => bytes.subarray(message.byteAt(start), message.byteAt(end));
  const put = (node: Node): void => {
    const { children, depth, start, end } = node;
    if (children.length === 0) pieces.push(slice(start, end));
    for (const [at, child] of children.entries()) {
      if (at > 0) pieces.push(encoded(message, message.delimiterOf(depth + 1)));
      put(child);
    }
  };
  for (const [at, segment] of message.segments.entries()) {
    const { start, end, children } = segment;
    const isHeader = message.declaresAt(start);
    pieces.push(slice(start, children.length === 0 ? end : start + 3));
    for (const [place, field] of children.entries()) {
      // Of a header, the separator is a field itself and stands before the second.
      if (!isHeader || place > 1) pieces.push(encoded(message, message.delimiters.field));
      put(field);
    }
    pieces.push(slice(end, index[at * 3 + 2] ?? text.length));
  }
  return pieces;
}

function encoded(message: Message, delimiter: string): Uint8Array {
  return message.charset.encode(delimiter) ?? new Uint8Array();
}
