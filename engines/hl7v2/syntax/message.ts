import type { Hl7Problem, Place } from '../errors.ts';
import { problem } from '../errors.ts';
import type { Charset } from '../text/charset.ts';
import { UTF8 } from '../text/charset.ts';
import { decodeDeclared } from '../text/detect.ts';
import { delimitersAt, isHeaderAt, marksOf } from './delimiters.ts';
import type { Delimiters, Marks } from './delimiters.ts';
import { Node } from './node.ts';
import { indexSegments } from './segments.ts';
import type { SegmentIndex } from './segments.ts';

/** Where a message lies in what was read, and how it is read. */
export interface MessageSource {
  readonly bytes: Uint8Array;
  /** Of its first byte in what was read. */
  readonly byte: number;
  /** Its first line in what was read, from 1. */
  readonly line: number;
  /** What to read it as, whatever MSH-18 says. */
  readonly charset?: Charset | undefined;
  /** Of a segment that does not declare its own, such as BTS. */
  readonly delimiters?: Delimiters | undefined;
}

/**
 * One message, or one header or trailer of a batch. Nothing is decoded or split before it is asked for, and nothing is lost:
 * {@link Message.bytes} are those that were read.
 */
export class Message {
  readonly source: MessageSource;
  readonly #utf8: string | undefined;
  #decoded: { readonly text: string; readonly charset: Charset; readonly problems: readonly Hl7Problem[] } | undefined;
  #delimiters: Delimiters | undefined;
  #marks: Marks | undefined;
  #index: SegmentIndex | undefined;
  #strays: readonly number[] = [];
  #nodes: Node[] | undefined;
  #named: Map<string, readonly Node[]> | undefined;
  #occurrences: Map<number, number> | undefined;
  #counts: Map<string, number> | undefined;
  #byteAt: ((at: number) => number) | undefined;
  #lines: readonly number[] | undefined;

  /** @param utf8 its bytes as UTF-8, where somebody has found that they are that */
  constructor(source: MessageSource, utf8?: string) {
    this.source = source;
    this.#utf8 = utf8;
  }

  get bytes(): Uint8Array {
    return this.source.bytes;
  }

  private get decoded(): { text: string; charset: Charset; problems: readonly Hl7Problem[] } {
    return (this.#decoded ??= this.decode());
  }

  private decode(): { text: string; charset: Charset; problems: readonly Hl7Problem[] } {
    const { bytes, charset, byte, line } = this.source;
    const utf8 = this.#utf8;
    if (!charset) return decodeDeclared({ bytes, utf8 }, declaredCharset(bytes, utf8), { byte, line, column: 1 });
    const text = charset === UTF8 ? utf8 : undefined;
    return { text: text ?? charset.decode(bytes), charset, problems: [] };
  }

  get text(): string {
    return this.decoded.text;
  }

  get charset(): Charset {
    return this.decoded.charset;
  }

  get delimiters(): Delimiters {
    this.#delimiters ??= this.source.delimiters ?? delimitersAt(this.text, 0).delimiters;
    return this.#delimiters;
  }

  /** The delimiter between parts of a level, as an index into LEVELS: 1 between fields. */
  delimiterOf(depth: number): string {
    const { field, repetition, component, subcomponent } = this.delimiters;
    return depth === 1 ? field : depth === 2 ? repetition : depth === 3 ? component : subcomponent;
  }

  /** Whether a code unit separates parts of a part of this depth, on any level below it. */
  separates(unit: number, depth: number): boolean {
    return (this.marks[unit] ?? 0) > depth;
  }

  /** What characters separate. */
  get marks(): Marks {
    return (this.#marks ??= marksOf(this.delimiters));
  }

  /** Starts, ends and ends with terminators of all segments, three numbers each. */
  get index(): SegmentIndex {
    if (!this.#index) {
      const { index, strays } = indexSegments(this.text, this.delimiters.field);
      this.#index = index;
      this.#strays = strays;
    }
    return this.#index;
  }

  get segmentCount(): number {
    return this.index.length / 3;
  }

  get segments(): readonly Node[] {
    if (!this.#nodes) {
      const { index } = this;
      this.#nodes = Array.from(
        { length: index.length / 3 },
        (_, at) => new Node(this, 0, undefined, at + 1, index[at * 3] ?? 0, index[at * 3 + 1] ?? 0),
      );
    }
    return this.#nodes;
  }

  /** Segments of a name, in their order. */
  segmentsNamed(name: string): readonly Node[] {
    this.#named ??= new Map();
    const before = this.#named.get(name);
    if (before) return before;
    const { text } = this;
    const found = this.segments.filter(({ start }) => text.startsWith(name, start));
    if (this.#named.size < MAX_NAMES) this.#named.set(name, found);
    return found;
  }

  /** Whether the segment that begins here is a header that declares delimiters. */
  declaresAt(start: number): boolean {
    return isHeaderAt(this.text, start) && this.text.charAt(start + 3) === this.delimiters.field;
  }

  /** Which one of its name a segment is, from 1; undefined when it is the only one. */
  occurrenceOf(segment: Node): number | undefined {
    if (!this.#occurrences || !this.#counts) {
      this.#occurrences = new Map();
      this.#counts = new Map();
      for (const { segmentName, position } of this.segments) {
        const count = (this.#counts.get(segmentName) ?? 0) + 1;
        this.#counts.set(segmentName, count);
        this.#occurrences.set(position, count);
      }
    }
    return (this.#counts.get(segment.segmentName) ?? 0) > 1 ? this.#occurrences.get(segment.position) : undefined;
  }

  /** The byte in what was read at which a position of the text lies. */
  byteAt(at: number): number {
    this.#byteAt ??= this.charset.positions(this.text, this.bytes);
    return this.source.byte + this.#byteAt(at);
  }

  placeAt(at: number): Place {
    this.#lines ??= lineStarts(this.text);
    const lines = this.#lines;
    let low = 0;
    let high = lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((lines[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { byte: this.byteAt(at), line: this.source.line + low, column: at - (lines[low] ?? 0) + 1 };
  }

  /** What is wrong with the writing of the message: character set, delimiters, lines that are no segments. */
  get problems(): readonly Hl7Problem[] {
    const { faults } = this.source.delimiters ? { faults: [] } : delimitersAt(this.text, 0);
    void this.index;
    return [
      ...this.decoded.problems,
      ...faults.map((code) => problem(code, undefined, this.placeAt(Math.min(4, this.text.length)))),
      ...this.#strays.map((at) => problem('stray-line', undefined, this.placeAt(at))),
    ];
  }
}

/** A message given as text. */
export function messageOf(text: string): Message | undefined {
  const bytes = UTF8.encode(text);
  // Bytes that were kept may be a character where they come together.
  const utf8 = text.isWellFormed() ? text : undefined;
  return bytes && new Message({ bytes, byte: 0, line: 1, charset: UTF8 }, utf8);
}

/** More names of segments than anybody asks a message for. */
const MAX_NAMES = 64;

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || (unit === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  return starts;
}

const [CR, LF] = [13, 10];
/** Longer headers declare nothing that would be looked for. */
const HEADER_LIMIT = 16_384;

/** The first repetition of MSH-18 as it stands in the bytes, which are ASCII there in every set but UTF-16. */
function declaredCharset(bytes: Uint8Array, utf8: string | undefined): string {
  if (bytes[0] !== 0x4d || bytes[1] !== 0x53 || bytes[2] !== 0x48) return '';
  const separator = bytes[3];
  const limit = Math.min(bytes.length, HEADER_LIMIT);
  let field = 2;
  let start = 0;
  let at = 4;
  for (; at < limit && bytes[at] !== CR && bytes[at] !== LF; at++) {
    if (bytes[at] !== separator) continue;
    field += 1;
    if (field === 18) start = at + 1;
    if (field === 19) break;
  }
  if (start === 0 || start === at) return '';
  const textOf = (from: number, to: number): string =>
    utf8?.length === bytes.length ? utf8.slice(from, to) : String.fromCharCode(...bytes.subarray(from, to));
  const declared = textOf(start, at);
  const { repetition, component } = delimitersAt(textOf(0, 12), 0).delimiters;
  const [first = ''] = repetition === '' ? [declared] : declared.split(repetition);
  return component === '' ? first : (first.split(component)[0] ?? '');
}
