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
      message ? [...piecesOf(message)] : [file.bytes.subarray(start, end)],
    ),
  );
}

/**
 * The first byte, from the start of the message, at which it is not the same when it is put together again; undefined when it is the same. Nothing is kept of its parts, so that a
 * long message takes little memory.
 */
export function firstDifference(message: Message): number | undefined {
  const { bytes } = message;
  let at = 0;
  for (const piece of piecesOf(message)) {
    for (const byte of piece) {
      if (bytes[at] !== byte) return at;
      at += 1;
    }
  }
  return at === bytes.length ? undefined : at;
}

/** The smallest parts of a message and the delimiters between them, as bytes. */
function* piecesOf(message: Message): Generator<Uint8Array> {
  const { index, text, bytes, source } = message;
  const slice = (start: number, end: number): Uint8Array =>
    bytes.subarray(message.byteAt(start) - source.byte, message.byteAt(end) - source.byte);
  const between = [1, 2, 3, 4].map((depth) => message.charset.encode(message.delimiterOf(depth)) ?? new Uint8Array());
  const put = function* (node: Node): Generator<Uint8Array> {
    const { children, depth, start, end } = node;
    if (children.length === 0) yield slice(start, end);
    for (const [at, child] of children.entries()) {
      if (at > 0) yield between[depth] ?? new Uint8Array();
      yield* put(child.anew());
    }
  };
  for (const [at, segment] of message.segments.entries()) {
    const { start, end, children } = segment.anew();
    const isHeader = message.declaresAt(start);
    yield slice(start, children.length === 0 ? end : start + 3);
    for (const [place, field] of children.entries()) {
      // Of a header, the separator is a field itself and stands before the second.
      if (!isHeader || place > 1) yield between[0] ?? new Uint8Array();
      yield* put(field.anew());
    }
    yield slice(end, index[at * 3 + 2] ?? text.length);
  }
}
