/** What a part of a file is. */
export type PartKind = 'message' | 'file-header' | 'batch-header' | 'batch-trailer' | 'file-trailer' | 'between';

export interface Range {
  readonly kind: PartKind;
  readonly start: number;
  readonly end: number;
  /** The line on which it begins, from 1. */
  readonly line: number;
}

const [TAB, LF, VT, CR, FS, SPACE, MARK] = [9, 10, 11, 13, 28, 32, 0xfeff];
const [B, F, H, M, S, T] = [66, 70, 72, 77, 83, 84];

/**
 * Cuts a file into its parts: ranges of bytes, one after the other, that cover it. A message begins with a line that begins with MSH and
 * a character that is no letter or digit; it ends before the next header or trailer, or before the end block of MLLP.
 * @param wide name of the encoding when the file is UTF-16
 * @param followed these are not all bytes: a header follows them
 */
export function rangesOf(bytes: Uint8Array, wide?: string, followed = false): readonly Range[] {
  const units = wide === undefined ? bytes : wideUnits(bytes, wide === 'utf-16le');
  const scale = wide === undefined ? 1 : 2;
  const ranges: Range[] = [];
  let open: { kind: PartKind; start: number; line: number } = { kind: 'between', start: 0, line: 1 };
  const turn = (kind: PartKind, start: number, line: number): void => {
    if (start > open.start) ranges.push({ ...open, start: open.start * scale, end: start * scale });
    open = { kind, start, line };
  };
  let line = 1;
  let framed = units.indexOf(FS);
  const closeBlocks = (before: number): void => {
    for (; framed >= 0 && framed < before; framed = units.indexOf(FS, framed + 1)) {
      if (open.kind !== 'between' && endsBlock(units, framed, followed)) turn('between', framed, line);
    }
  };
  const lines = linesOf(units);
  for (let at = 0; at < units.length;) {
    const content = skipFraming(units, at);
    closeBlocks(content);
    const kind = kindAt(units, content);
    if (kind) turn(kind, content, line);
    const end = lines(at);
    closeBlocks(end);
    // A header or trailer is one line.
    if (open.kind !== 'message' && open.kind !== 'between' && end > open.start) turn('between', end, line + 1);
    line += 1;
    at = end;
  }
  if (units.length > open.start) ranges.push({ ...open, start: open.start * scale, end: bytes.length });
  return ranges;
}

/**
 * Whether a text is one message, with nothing before or after it: most of what is read is, and this is told much faster than all ranges are found. False says nothing.
 */
export function isOneMessage(text: string): boolean {
  if (!BEGINS_MESSAGE.test(text) || text.includes(END_BLOCK)) return false;
  return !beginsSomething(text, '\r') && !beginsSomething(text, '\n');
}

const BEGINS_MESSAGE = /^MSH[^A-Za-z0-9 \r\n]/;
const END_BLOCK = '\x1C';

/** Whether something else than a segment may begin after a line end. */
function beginsSomething(text: string, end: string): boolean {
  for (let at = text.indexOf(end); at >= 0; at = text.indexOf(end, at + 1)) {
    const first = text.charCodeAt(at + 1);
    if (
      first === M ? text.startsWith('SH', at + 2) : first === B || first === F ? text.charCodeAt(at + 3) === S : false
    )
      return true;
    if (first === SPACE || first === VT || first === TAB || first === MARK) return true;
  }
  return false;
}

type Units = Uint8Array | Uint16Array;

/** A function that finds the start of the line after one that begins at a position; calls go forward. */
function linesOf(units: Units): (at: number) => number {
  let cr = units.indexOf(CR);
  let lf = units.indexOf(LF);
  return (at) => {
    if (cr >= 0 && cr < at) cr = units.indexOf(CR, at);
    if (lf >= 0 && lf < at) lf = units.indexOf(LF, at);
    if (cr < 0 && lf < 0) return units.length;
    if (cr >= 0 && (lf < 0 || cr < lf)) return units[cr + 1] === LF ? cr + 2 : cr + 1;
    return lf + 1;
  };
}

/** Past block characters, blanks and byte order marks at the start of a line. */
export function skipFraming(units: Units, start: number): number {
  let at = start;
  if (units[at] === MARK) at += 1;
  if (units[at] === 0xef && units[at + 1] === 0xbb && units[at + 2] === 0xbf) at += 3;
  for (let unit = units[at]; unit === VT || unit === FS || unit === SPACE || unit === TAB; unit = units[at]) at += 1;
  return at;
}

/** What begins at the start of a line, framing left out; undefined for what is no header or trailer. */
export function kindAt(units: Units, at: number): PartKind | undefined {
  const kind = namedAt(units, at);
  if (kind === undefined) return undefined;
  const next = units[at + 3];
  const isTrailer = kind === 'batch-trailer' || kind === 'file-trailer';
  if (next === undefined || next === CR || next === LF) return isTrailer ? kind : undefined;
  return isWordUnit(next) || next === SPACE ? undefined : kind;
}

/** The kind that the three letters here name. */
function namedAt(units: Units, at: number): PartKind | undefined {
  const first = units[at];
  if (first !== M && first !== F && first !== B) return undefined;
  const second = units[at + 1];
  const third = units[at + 2];
  if (first === M) return second === S && third === H ? 'message' : undefined;
  if (third !== S || (second !== H && second !== T)) return undefined;
  if (first === F) return second === H ? 'file-header' : 'file-trailer';
  return second === H ? 'batch-header' : 'batch-trailer';
}

function isWordUnit(unit: number): boolean {
  return (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122);
}

/** An end block ends the frame when a line end, the next frame or nothing follows. */
function endsBlock(units: Units, at: number, followed: boolean): boolean {
  const next = units[at + 1];
  return (next === undefined && !followed) || next === CR || next === LF || next === VT;
}

function wideUnits(bytes: Uint8Array, little: boolean): Uint16Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint16Array.from({ length: bytes.length >> 1 }, (_, at) => view.getUint16(at * 2, little));
}
