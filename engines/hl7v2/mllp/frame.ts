import { joinBytes } from '../text/utf8.ts';

const [LF, VT, CR, FS, SPACE] = [10, 11, 13, 28, 32];

/** What a stream of bytes turned out to hold, in its order. Positions count from the first byte of the stream. */
export type MllpEvent =
  | { readonly kind: 'message'; readonly bytes: Uint8Array; readonly at: number }
  /** A block that ended without its end: the next one began, or the stream ended. */
  | { readonly kind: 'unfinished'; readonly bytes: Uint8Array; readonly at: number }
  /** A block beyond the limit; its bytes are not kept. */
  | { readonly kind: 'too-large'; readonly length: number; readonly at: number }
  /** Bytes between blocks that are no line ends, blanks or doubled block characters. */
  | { readonly kind: 'noise'; readonly bytes: Uint8Array; readonly at: number };

export interface MllpReader {
  /** Takes the next bytes, cut anywhere. */
  readonly push: (bytes: Uint8Array) => readonly MllpEvent[];
  /** The stream has ended. */
  readonly end: () => readonly MllpEvent[];
}

export interface MllpOptions {
  /** A block of more bytes is not kept. */
  readonly maxBytes?: number;
}

const MAX_BYTES = 128 * 1_024 * 1_024;
/** So many bytes of noise are shown; the rest is passed over. */
const MAX_NOISE = 1_024;
const HEADERS = ['MSH', 'FHS', 'BHS'];

/**
 * Finds messages in the bytes of a connection (HL7 Minimal Lower Layer Protocol, release 1): 0x0B, the message, 0x1C 0x0D. It
 * knows no network. Framing that is doubled is undone, a lone 0x1C or 0x0B within a message belongs to the message, and a block that
 * is left unfinished is told when the next begins.
 */
export function createMllpReader({ maxBytes = MAX_BYTES }: MllpOptions = {}): MllpReader {
  let inside = false;
  let pieces: Uint8Array[] = [];
  let length = 0;
  let start = 0;
  /** Bytes that mean something only together with the next ones. */
  let undecided = new Uint8Array();
  /** The position in the stream of the first byte that is looked at. */
  let base = 0;

  const keep = (piece: Uint8Array): void => {
    length += piece.length;
    if (length > maxBytes) pieces = [];
    else if (piece.length > 0) pieces.push(piece);
  };
  const close = (kind: 'message' | 'unfinished'): MllpEvent => {
    const event: MllpEvent =
      length > maxBytes ? { kind: 'too-large', length, at: start } : { kind, bytes: joinBytes(pieces), at: start };
    [inside, pieces, length] = [false, [], 0];
    return event;
  };
  const open = (at: number): void => {
    [inside, start, pieces, length] = [true, at, [], 0];
  };

  /** Looks at what is there; stops before bytes that cannot be judged yet, unless these are the last. */
  const take = (data: Uint8Array, last: boolean): MllpEvent[] => {
    const events: MllpEvent[] = [];
    let at = 0;
    while (at < data.length) {
      if (!inside) {
        const block = data.indexOf(VT, at);
        const between = data.subarray(at, block < 0 ? data.length : block);
        if (!between.every((byte) => isFraming(byte))) {
          events.push({ kind: 'noise', bytes: between.slice(0, MAX_NOISE), at: base + at });
        }
        at += between.length + 1;
        if (block >= 0) open(base + at);
        continue;
      }
      const mark = nextMark(data, at);
      keep(data.subarray(at, mark));
      at = mark;
      if (mark === data.length) break;
      const meant = data[mark] === FS ? judgeEnd(data, mark, last) : judgeStart(data, mark, length === 0, last);
      if (meant === 'undecided') break;
      if (meant === 'text') keep(data.subarray(mark, mark + 1));
      if (meant === 'end') events.push(close('message'));
      if (meant === 'start') {
        events.push(close('unfinished'));
        open(base + mark + 1);
      }
      at += meant === 'end' && data[mark + 1] !== VT ? 2 : 1;
    }
    const rest = Math.min(at, data.length);
    undecided = data.slice(rest);
    base += rest;
    return events;
  };

  return {
    push: (bytes) => take(undecided.length === 0 ? bytes : joinBytes([undecided, bytes]), false),
    end: () => [...take(undecided, true), ...(inside && length > 0 ? [close('unfinished')] : [])],
  };
}

function isFraming(byte: number): boolean {
  return byte === CR || byte === LF || byte === FS || byte === SPACE;
}

function nextMark(data: Uint8Array, from: number): number {
  const end = data.indexOf(FS, from);
  const limit = end < 0 ? data.length : end;
  const start = data.subarray(from, limit).indexOf(VT);
  return start < 0 ? limit : from + start;
}

type Meaning = 'end' | 'start' | 'text' | 'doubled' | 'undecided';

/** An end block is one when a carriage return, a line feed or the next block follows. */
function judgeEnd(data: Uint8Array, mark: number, last: boolean): Meaning {
  const next = data[mark + 1];
  if (next === undefined) return last ? 'end' : 'undecided';
  if (next === CR || next === LF || next === VT) return 'end';
  return next === FS ? 'doubled' : 'text';
}

/** A start block within a block begins the next one when a header follows. */
function judgeStart(data: Uint8Array, mark: number, isFirst: boolean, last: boolean): Meaning {
  if (isFirst) return 'doubled';
  const next = String.fromCharCode(...data.subarray(mark + 1, mark + 4));
  if (HEADERS.includes(next)) return 'start';
  return !last && HEADERS.some((name) => name.startsWith(next)) ? 'undecided' : 'text';
}

/** Puts the block characters around a message. */
export function frameMllp(message: Uint8Array): Uint8Array {
  return joinBytes([Uint8Array.of(VT), message, Uint8Array.of(FS, CR)]);
}
