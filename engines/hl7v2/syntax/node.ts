import type { Place } from '../errors.ts';
import { plainText, unescape } from './escape.ts';
import type { Message } from './message.ts';
import { formatPath } from './path.ts';

/** What a node is, from the outside in. */
export const LEVELS = ['segment', 'field', 'repetition', 'component', 'subcomponent'] as const;
export type Level = (typeof LEVELS)[number];

const NONE: readonly Node[] = [];

/** More parts than anything needs: the last one holds the rest unsplit, so that memory stays bounded. */
export const MAX_PARTS = 250_000;

/** A part of a message: a segment, field, repetition, component or subcomponent. Its parts are found when asked for. */
export class Node {
  readonly message: Message;
  /** Index into {@link LEVELS}. */
  readonly depth: number;
  readonly parent: Node | undefined;
  /** Its number within the parent from 1; of a segment, in the message. */
  readonly position: number;
  /** Where it begins and ends in the text of the message, in code units. */
  readonly start: number;
  readonly end: number;
  /** Whether this is one of the first two fields of a header, or a part of it; these have no parts. */
  readonly isDelimiters: boolean;
  #children: readonly Node[] | undefined;

  constructor(
    message: Message,
    depth: number,
    parent: Node | undefined,
    position: number,
    start: number,
    end: number,
    isDelimiters = false,
  ) {
    this.message = message;
    this.depth = depth;
    this.parent = parent;
    this.position = position;
    this.start = start;
    this.end = end;
    this.isDelimiters = isDelimiters;
  }

  get level(): Level {
    return LEVELS[this.depth] ?? 'subcomponent';
  }

  /** The same node without the parts that were found: whoever goes through many of them keeps none. */
  anew(): Node {
    return new Node(this.message, this.depth, this.parent, this.position, this.start, this.end, this.isDelimiters);
  }

  /** The text as it stands in the message. */
  get raw(): string {
    return this.message.text.slice(this.start, this.end);
  }

  /** The text with its escape sequences resolved; of a node with parts, of all of them together. */
  get value(): string {
    const { raw } = this;
    return this.isDelimiters ? raw : unescape(raw, this.message.delimiters, this.message.charset);
  }

  /** The value as people read it, without formatting. */
  get plain(): string {
    const { raw } = this;
    return this.isDelimiters ? raw : plainText(raw, this.message.delimiters, this.message.charset);
  }

  get isEmpty(): boolean {
    return this.start === this.end;
  }

  /** Two quotation marks: delete what you have. */
  get isNull(): boolean {
    return this.end - this.start === 2 && this.raw === '""';
  }

  /** The name of the segment that this is or belongs to. */
  get segmentName(): string {
    const { message, parent, start } = this;
    return parent ? parent.segmentName : message.text.slice(start, start + 3);
  }

  get segment(): Node {
    return this.ancestor(0);
  }

  private ancestor(depth: number): Node {
    return this.depth <= depth || !this.parent ? this : this.parent.ancestor(depth);
  }

  /** Its parts of the next level, none when it is empty. Of a segment these are its fields; the name is none. */
  get children(): readonly Node[] {
    this.#children ??= this.split();
    return this.#children;
  }

  /** A part by its number, from 1. */
  child(position: number): Node | undefined {
    return this.children[position - 1];
  }

  private split(): readonly Node[] {
    const { message, depth, start, end } = this;
    if (depth === 4) return NONE;
    if (depth === 0) return this.fields();
    if (start === end) return NONE;
    if (this.isDelimiters) return [new Node(message, depth + 1, this, 1, start, end, true)];
    return this.pieces(message.delimiterOf(depth + 1), start);
  }

  private fields(): readonly Node[] {
    const { message, start, end } = this;
    const from = start + 3;
    const separator = message.delimiters.field;
    if (from >= end || message.text.charAt(from) !== separator) return NONE;
    if (!message.declaresAt(start)) return this.pieces(separator, from + 1);
    const encoding = message.text.indexOf(separator, from + 1);
    const cut = encoding < 0 || encoding > end ? end : encoding;
    const header = [
      new Node(message, 1, this, 1, from, from + 1, true),
      new Node(message, 1, this, 2, from + 1, cut, true),
    ];
    return cut === end ? header : [...header, ...this.pieces(separator, cut + 1, 3)];
  }

  private pieces(delimiter: string, from: number, first = 1): readonly Node[] {
    const { message, depth, end } = this;
    const { text } = message;
    const nodes: Node[] = [];
    let position = first;
    let start = from;
    // Character by character, because a search for one that is not there would go on far beyond the end of this part.
    const mark = delimiter === '' ? -1 : delimiter.charCodeAt(0);
    for (let at = start; at < end && nodes.length < MAX_PARTS - 1; at++) {
      if (text.charCodeAt(at) !== mark) continue;
      nodes.push(new Node(message, depth + 1, this, position++, start, at));
      start = at + 1;
    }
    nodes.push(new Node(message, depth + 1, this, position, start, end));
    return nodes;
  }

  /**
   * Where the part that begins at a place ends, for whoever goes through the parts and keeps none. Not for headers, whose parts are not all cut alike.
   * @param position its number, from 1
   */
  partEnd(from: number, position: number): number {
    const { end } = this;
    if (position >= MAX_PARTS) return end;
    const { text, marks } = this.message;
    const level = this.depth + 1;
    for (let at = from; at < end; at++) if (marks[text.charCodeAt(at)] === level) return at;
    return end;
  }

  /** A part with bounds that {@link partEnd} told; undefined where it holds nothing but delimiters. */
  partWithin(from: number, end: number, position: number): Node | undefined {
    const part = from === end ? undefined : new Node(this.message, this.depth + 1, this, position, from, end);
    return part?.isBlank ? undefined : part;
  }

  /** Whether there is nothing but delimiters of its parts. Known without finding the parts. */
  get isBlank(): boolean {
    const { depth, start, end } = this;
    if (this.isDelimiters || depth === 0 || start === end) return start === end;
    const { text, marks } = this.message;
    for (let at = start; at < end; at++) if ((marks[text.charCodeAt(at)] ?? 0) <= depth) return false;
    return true;
  }

  /** Whether it has no more than one part on every level. Known without finding the parts. */
  get isSingle(): boolean {
    if (this.isDelimiters) return true;
    const { depth, start, end } = this;
    const { text, marks } = this.message;
    for (let at = start; at < end; at++) if ((marks[text.charCodeAt(at)] ?? 0) > depth) return false;
    return true;
  }

  /** Its bytes in what was read: from the first up to, not including, the last. */
  get bytes(): { readonly start: number; readonly end: number } {
    return { start: this.message.byteAt(this.start), end: this.message.byteAt(this.end) };
  }

  get place(): Place {
    return this.message.placeAt(this.start);
  }

  /** How it is told: `OBX[3]-5.1`. Numbers in brackets stand only where there is more than one. */
  get path(): string {
    const at = (depth: number): number | undefined => (depth <= this.depth ? this.ancestor(depth).position : undefined);
    const repetitions = this.depth < 2 ? 0 : (this.ancestor(1).children.length ?? 0);
    return formatPath({
      segment: this.segmentName,
      occurrence: this.message.occurrenceOf(this.segment),
      field: at(1),
      repetition: repetitions > 1 ? at(2) : undefined,
      component: at(3),
      subcomponent: at(4),
    });
  }
}
