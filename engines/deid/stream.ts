import { delimiterOf, readRows } from './csv/rows.ts';
import type { Column } from './csv/table.ts';
import { columnOf, isHeading, scanRow } from './csv/table.ts';
import type { DeidOptions } from './deidentify.ts';
import { replacedOf } from './deidentify.ts';
import type { DeidProblem } from './errors.ts';
import { problem } from './errors.ts';
import type { Finding, Replaced } from './finding.ts';
import type { Setting } from './replace/replace.ts';
import { applied, settle } from './replace/settle.ts';
import { scanText } from './text/scan.ts';
import { scanMessage } from './v2/message.ts';
import type { Separators } from './v2/split.ts';
import { separatorsOf } from './v2/split.ts';
import { Vault } from './vault/vault.ts';

export type InputKind = 'hl7' | 'csv' | 'text';

/** What a piece became; `problem` ends the stream, and its output is not to be used. */
export interface Piece {
  readonly text: string;
  readonly replaced: readonly Replaced[];
  readonly problem?: DeidProblem;
}

/** Pieces of text and of tables are read from about this size on. */
const PIECE = 65_536;
/** A message grows to this size before it is read in parts. */
const MESSAGE = 4 * 1_048_576;
/** No single segment, row or line without an end may be longer. */
const LONGEST = 128 * 1_048_576;

/** Tells what an input is from its beginning. @param name of the file, whose ending decides between tables and text */
export function kindOf(beginning: string, name = ''): InputKind {
  if (/^[\uFEFF\s\v]*(?:MSH|FHS|BHS)[^\p{L}\p{N}\s]/u.test(beginning)) return 'hl7';
  if (/\.(?:csv|tsv)$/i.test(name)) return 'csv';
  return 'text';
}

/**
 * De-identifies an input that comes in pieces, cut anywhere. Memory is bounded by the longest message, row or line. What {@link write} gives
 * back is to be joined in order, with that of {@link end} last.
 */
export class DeidStream {
  readonly kind: InputKind;
  readonly #setting: Setting;
  #waiting = '';
  #base = 0;
  #failed: DeidProblem | undefined;
  #message = 0;
  /** Up to here no further message begins. */
  #searched = 1;
  #separators: Separators | undefined;
  #person = '';
  #rows = 0;
  #delimiter: string | undefined;
  #table: readonly Column[] | undefined;

  constructor(kind: InputKind, { mode, asOf, vault = new Vault(), person = '' }: DeidOptions) {
    this.kind = kind;
    this.#setting = { mode, vault, year: asOf, person };
    this.#person = person;
  }

  write(chunk: string): Piece {
    return this.#take(chunk, false);
  }

  end(): Piece {
    return this.#take('', true);
  }

  #take(chunk: string, last: boolean): Piece {
    if (this.#failed) return this.#fail(this.#failed);
    if (chunk.includes('\u0000'))
      return this.#fail(problem('not-text', this.#base + this.#waiting.length + chunk.indexOf('\u0000')));
    this.#waiting += chunk;
    if (!last && this.#waiting.length < PIECE) return { text: '', replaced: [] };
    return this.kind === 'hl7' ? this.#messages(last) : this.kind === 'csv' ? this.#tables(last) : this.#texts(last);
  }

  #fail(found: DeidProblem): Piece {
    this.#failed = found;
    this.#waiting = '';
    return { text: '', replaced: [], problem: found };
  }

  /** Settles the first characters that wait, and forgets them. */
  #settle(length: number, findings: readonly Finding[], person: string, extra: { message?: number } = {}): Piece {
    const text = this.#waiting.slice(0, length);
    const settled = settle(text, findings, { ...this.#setting, person });
    const replaced = settled.map((one) => ({ ...replacedOf(one, this.#base), ...extra }));
    this.#waiting = this.#waiting.slice(length);
    this.#base += length;
    return { text: applied(text, settled), replaced };
  }

  #texts(last: boolean): Piece {
    const pieces: Piece[] = [];
    const least = last ? 1 : PIECE;
    while (this.#waiting.length >= least) {
      const length = last && this.#waiting.length < 2 * PIECE ? this.#waiting.length : cutOf(this.#waiting, PIECE);
      pieces.push(this.#settle(length, scanText(this.#waiting.slice(0, length)), this.#person));
    }
    return joined(pieces);
  }

  #messages(last: boolean): Piece {
    const pieces: Piece[] = [];
    for (;;) {
      const next = nextMessage(this.#waiting, this.#searched);
      this.#searched = Math.max(1, this.#waiting.length - 4);
      if (next < 0 && !last && this.#waiting.length < MESSAGE) break;
      if (this.#waiting === '') break;
      const length = next >= 0 ? next : last ? this.#waiting.length : lastSegment(this.#waiting);
      if (length <= 0) {
        if (this.#waiting.length > LONGEST) return this.#fail(problem('piece-too-long', this.#base));
        break;
      }
      const text = this.#waiting.slice(0, length);
      if (/^[\s\v\uFEFF]*(?:MSH|FHS|BHS)/.test(text)) {
        if (/^[\s\v\uFEFF]*MSH/.test(text) || this.#message === 0) this.#message += 1;
        this.#separators = separatorsOf(text);
        this.#person = this.#setting.person;
      }
      const before = this.#separators ? { separators: this.#separators, version: '' } : undefined;
      const { findings: all, person } = scanMessage(text, before);
      // Where nobody is spoken of, the hour a message was sent is nobody's date and need not move.
      const nobody = this.#setting.mode === 'pseudonymised' && person === '' && this.#person === '';
      const findings = nobody && all.every(({ path = '' }) => HEADER_DATE.test(path)) ? [] : all;
      if (person !== '') this.#person = person;
      pieces.push(this.#settle(length, findings, this.#person, { message: Math.max(1, this.#message) }));
      this.#searched = 1;
    }
    return joined(pieces);
  }

  #tables(last: boolean): Piece {
    this.#delimiter ??= delimiterOf(this.#waiting);
    const { rows, end, open } = readRows(this.#waiting, this.#delimiter, last);
    if (open !== undefined && (last || this.#waiting.length - open > LONGEST)) {
      return this.#fail(
        problem('quote-not-closed', this.#base + open, `It opens in row ${this.#rows + rows.length + 1}.`),
      );
    }
    if (!last && end === 0)
      return this.#waiting.length > LONGEST
        ? this.#fail(problem('piece-too-long', this.#base))
        : { text: '', replaced: [] };
    const text = this.#waiting;
    const findings: Finding[] = [];
    for (const row of rows) {
      this.#rows += 1;
      if (this.#table === undefined) {
        const values = row.map(({ start, end: stop }) => text.slice(start, stop));
        const headed = isHeading(values);
        this.#table = headed ? values.map((value) => columnOf(value)) : values.map(() => columnOf(''));
        if (headed) continue;
      }
      findings.push(...scanRow(text, row, this.#table, this.#rows));
    }
    return this.#settle(last ? text.length : end, findings, this.#person);
  }
}

/** De-identifies a whole input at once: messages, a table or a text. */
export function deidentify(text: string, options: DeidOptions & { readonly kind?: InputKind }): Piece {
  const stream = new DeidStream(options.kind ?? kindOf(text), options);
  const first = stream.write(text);
  return first.problem ? first : withProblem(first, stream.end());
}

/** When a message or batch was made. */
const HEADER_DATE = /^(?:MSH|BHS|FHS)-7/;

/** Where a text may be cut: after a line from there on, else after a word, else anywhere. */
function cutOf(text: string, from: number): number {
  const half = text.slice(0, from);
  const line = Math.max(half.lastIndexOf('\n'), half.lastIndexOf('\r'));
  if (line > from / 4) return line + 1;
  const blank = half.lastIndexOf(' ');
  return blank > from / 4 ? blank + 1 : from;
}

const START = /[\r\n\v](?=(?:MSH|FHS|BHS)[^\p{L}\p{N}\s])/gu;

/** Where the message after the first begins; −1 where none does yet. */
function nextMessage(text: string, from: number): number {
  START.lastIndex = from;
  const match = START.exec(text);
  return match ? match.index + match[0].length : -1;
}

function lastSegment(text: string): number {
  const line = Math.max(text.lastIndexOf('\r', text.length - 5), text.lastIndexOf('\n', text.length - 5));
  return line < 0 ? 0 : line + 1;
}

function joined(pieces: readonly Piece[]): Piece {
  return { text: pieces.map(({ text }) => text).join(''), replaced: pieces.flatMap(({ replaced }) => replaced) };
}

function withProblem(first: Piece, last: Piece): Piece {
  return last.problem ? last : joined([first, last]);
}
