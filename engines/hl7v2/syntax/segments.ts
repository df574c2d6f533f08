/** Segments of a text, three numbers each: start, end of the content, start of what comes after its terminators. */
export type SegmentIndex = Uint32Array;

const CR = 13;
const LF = 10;

/** More segments than any message needs: what follows is read as the rest of the last one, so that memory stays bounded. */
export const MAX_SEGMENTS = 1_000_000;
const MAX_STRAYS = 1_000;

/**
 * Finds the segments of a message. A segment ends with CR, LF or both, and empty lines belong to the terminator before them.
 * A line that does not begin like a segment continues the one before it, because senders let line breaks slip into values.
 * @returns the index, and the starts of lines that were taken for continuations
 */
export function indexSegments(text: string, separator: string): { index: SegmentIndex; strays: readonly number[] } {
  const found: number[] = [];
  const strays: number[] = [];
  const { length } = text;
  let cr = text.indexOf('\r');
  let lf = text.indexOf('\n');
  let line = 0;
  while (line < length) {
    if (cr >= 0 && cr < line) cr = text.indexOf('\r', line);
    if (lf >= 0 && lf < line) lf = text.indexOf('\n', line);
    const end = cr < 0 ? (lf < 0 ? length : lf) : lf < 0 ? cr : Math.min(cr, lf);
    let next = end;
    while (next < length && isBreak(text.charCodeAt(next))) next++;
    const full = found.length >= MAX_SEGMENTS * 3;
    if (full || (found.length > 0 && !beginsSegment(text, line, separator))) {
      if (strays.length < MAX_STRAYS) strays.push(line);
      // Three capitals alone on a line before this one were text as well.
      if (found.length > 3 && text.charAt((found.at(-3) ?? 0) + 3) !== separator) found.length -= 3;
      found.length -= 2;
      found.push(full ? length : end, full ? length : next);
      if (full) break;
    } else {
      found.push(line, end, next);
    }
    line = next;
  }
  return { index: new Uint32Array(found), strays };
}

function isBreak(code: number): boolean {
  return code === CR || code === LF;
}

/** Three letters or digits, the first a letter, and a field separator; in capitals also alone on the line. */
function beginsSegment(text: string, at: number, separator: string): boolean {
  const first = text.charCodeAt(at);
  if (!isLetter(first) || !isNameUnit(text.charCodeAt(at + 1)) || !isNameUnit(text.charCodeAt(at + 2))) return false;
  const next = text.charAt(at + 3);
  if (next === separator) return true;
  return (next === '' || next === '\r' || next === '\n') && !/[a-z]/.test(text.slice(at, at + 3));
}

function isLetter(unit: number): boolean {
  return (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122);
}

function isNameUnit(unit: number): boolean {
  return isLetter(unit) || (unit >= 48 && unit <= 57);
}
