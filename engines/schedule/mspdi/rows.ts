import { SaxesParser } from 'saxes';
import type { SaxesTagPlain } from 'saxes';
import { PlanFileError } from '../errors.ts';
import type { PlanFileErrorCode } from '../errors.ts';
import { say, type Said } from '../say.ts';
import type { MspdiLimits } from './limits.ts';
import type { Names } from './names.ts';
import { isProjectNamespace, PROJECT } from './shapes.ts';
import type { Child, RowKind, Shape } from './shapes.ts';
import { checkDeclaredEncoding } from './sniff.ts';
import { codesOf, TAG, TagFinder } from './tags.ts';
import { ValueTexts } from './texts.ts';
import { xmlWords } from '../xml-words.ts';

/** One row of the file: its values by slot as text, and the rows within it. */
export interface Row {
  readonly shape: Shape;
  readonly line: number;
  readonly values: (string | undefined)[];
  readonly rows: Row[];
}

export interface RowEvents {
  /** A calendar, task, resource or assignment is complete; at last the project itself. */
  readonly onRow: (row: Row) => void;
  /** A value occurs twice in a row. */
  readonly onRepeated: (row: Row, element: string) => void;
}

export interface RowReader {
  /** @param bytes the very text as bytes, if all of it is ASCII; they may be reused afterwards */
  readonly write: (text: string, bytes?: Uint8Array) => void;
  /** Says that there is no more text. `whole` is false if the file ends within a character. */
  readonly end: (whole: boolean) => void;
  readonly place: () => { line: number; column: number };
}

interface Frame {
  readonly row: Row;
  readonly children: Names<Child>;
  /** False for an element that only wraps rows. */
  readonly own: boolean;
}

const ROOTS: ReadonlyMap<string, PlanFileErrorCode> = new Map([
  ['APIBusinessObjects', 'pmxml'],
  ['html', 'html'],
]);

/** Pieces of text come no larger than this, as a rule. */
const ROOM = 65_536;

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** The prefixes (empty for none) that stand for the namespace of Microsoft Project on the outermost element. */
const projectPrefixes = (attributes: Readonly<Record<string, string>>): ReadonlySet<string> =>
  new Set(
    Object.entries(attributes)
      .filter(([name, uri]) => (name === 'xmlns' || name.startsWith('xmlns:')) && isProjectNamespace(uri))
      .map(([name]) => (name === 'xmlns' ? '' : `${name.slice('xmlns:'.length)}:`)),
  );

/**
 * Turns XML text into rows, one at a time. It holds the open row and nothing else.
 *
 * Nearly all of a file are values, `<Name>text</Name>`, and the tags of rows around them. Those that need no understanding are taken out of
 * the text before the parser sees it: an element that is complete and well-formed makes no difference to what it finds around it, and of one
 * that is still open where something has to be understood the parser is told then.
 *
 * Refused: DOCTYPE, entities beyond the five of XML, anything not well-formed, and whatever exceeds the limits.
 * Processing instructions and comments are skipped.
 * @param encodingNow canonical name of the encoding the text was decoded from
 * @throws PlanFileError from `write` and `end`
 */
export const createRowReader = (
  limits: MspdiLimits,
  encodingNow: () => string | undefined,
  events: RowEvents,
): RowReader => {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const frames: Frame[] = [];
  const counts = { tasks: 0, rows: 0, attributes: 0 };
  /** Names of open elements that the parser has not been told of, outermost first. */
  const untold: string[] = [];
  let telling = false;
  let prefixes: ReadonlySet<string> = new Set();
  /** Names without a prefix are those of Microsoft Project. */
  let unprefixed = false;
  let depth = 0;
  let skippedFrom = 0;
  let declares = false;
  let slot = -1;
  let element = '';
  let text = '';
  let ending = false;
  let silent = 0;
  let heard = false;
  /** A tag has just ended, and what may follow are elements of a row or of something that is not read. */
  let between = false;
  const finder = new TagFinder();
  const texts = new ValueTexts();
  let room: Uint8Array | undefined;

  const place = (): { line: number; column: number } => ({ line: parser.line, column: parser.column });
  const refuse = (code: PlanFileErrorCode, detail?: Said): never => {
    throw new PlanFileError(code, detail, place());
  };

  const count = (kind: RowKind): void => {
    if (kind === 'Task') {
      if (++counts.tasks > limits.maxTasks) refuse('too-many-rows', say`The limit is ${limits.maxTasks} tasks.`);
    } else if (++counts.rows > limits.maxRows) refuse('too-many-rows', say`The limit is ${limits.maxRows} rows.`);
  };

  const openRoot = (tag: SaxesTagPlain): void => {
    const declared = parser.xmlDecl.encoding;
    const actual = encodingNow();
    if (declared !== undefined && actual !== undefined) checkDeclaredEncoding(declared, actual);
    const name = localName(tag.name);
    if (name !== PROJECT.kind) refuse(ROOTS.get(name) ?? 'wrong-root', say`It is called "${name.slice(0, 80)}".`);
    prefixes = projectPrefixes(tag.attributes);
    unprefixed = prefixes.has('');
    if (!prefixes.has(tag.name.slice(0, tag.name.length - name.length))) refuse('wrong-namespace');
    openRow(PROJECT);
  };

  const openRow = (shape: Shape): void => {
    count(shape.kind);
    const row = { shape, line: parser.line, values: shape.blank.slice(), rows: [] };
    frames.push({ row, children: shape.children, own: true });
  };

  const openChild = ({ shape, wrapped }: Child, { row }: Frame): void => {
    if (shape !== undefined) openRow(shape);
    else if (wrapped !== undefined) frames.push({ row, children: wrapped, own: false });
  };

  /** The name without its prefix; undefined if the element belongs to another namespace. */
  const ownName = (tag: SaxesTagPlain): string | undefined => {
    const colon = tag.name.indexOf(':');
    const prefix = tag.name.slice(0, colon + 1);
    const declared = declares ? tag.attributes[colon < 0 ? 'xmlns' : `xmlns:${prefix.slice(0, -1)}`] : undefined;
    const ours = declared === undefined ? prefixes.has(prefix) : isProjectNamespace(declared);
    return ours ? tag.name.slice(colon + 1) : undefined;
  };

  const open = (tag: SaxesTagPlain): void => {
    if (telling) return;
    counts.attributes = 0;
    if (++depth > limits.maxDepth) refuse('too-deep', say`The limit is ${limits.maxDepth} levels.`);
    opened(tag);
    tagged();
  };

  const tagged = (): void => {
    heard = true;
    between = depth > 0 && slot < 0;
  };

  const opened = (tag: SaxesTagPlain): void => {
    if (skippedFrom > 0) return;
    if (depth === 1) return openRoot(tag);
    const frame = frames.at(-1);
    const name = frame === undefined || slot >= 0 ? undefined : ownName(tag);
    declares = false;
    const child = name === undefined ? undefined : frame?.children.get(name);
    if (frame === undefined || name === undefined || child === undefined) skippedFrom = depth;
    else if (child.slot < 0) openChild(child, frame);
    else {
      ({ slot } = child);
      element = name;
      text = '';
    }
    return undefined;
  };

  const closeValue = (): void => {
    const row = frames.at(-1)?.row;
    if (row !== undefined) {
      if (row.values[slot] === undefined) row.values[slot] = text;
      else events.onRepeated(row, element);
    }
    slot = -1;
    text = '';
  };

  const close = (): void => {
    closed(depth--);
    tagged();
  };

  const closed = (level: number): void => {
    if (skippedFrom > 0) {
      if (skippedFrom === level) skippedFrom = 0;
      return;
    }
    if (slot >= 0) return closeValue();
    const frame = frames.pop();
    if (frame === undefined || !frame.own) return;
    const around = frames.at(-1);
    if (frame.row.shape.streamed || around === undefined) events.onRow(frame.row);
    else around.row.rows.push(frame.row);
  };

  const characters = (more: string): void => {
    heard = true;
    if (more.length > limits.maxTextLength)
      refuse('text-too-long', say`The limit is ${limits.maxTextLength} characters.`);
    if (slot < 0 || skippedFrom > 0) return;
    text = text === '' ? more : text + more;
    if (text.length > limits.maxTextLength)
      refuse('text-too-long', say`The limit is ${limits.maxTextLength} characters.`);
  };

  // Seven handlers at most: the parser adds them as properties, and with an eighth V8 turns it into a dictionary,
  // which made the whole pass five times slower (so the declared encoding is checked at the root instead).
  parser.on('opentag', open);
  parser.on('closetag', close);
  parser.on('text', characters);
  parser.on('cdata', characters);
  parser.on('attribute', ({ name, value }) => {
    heard = true;
    if (name.startsWith('xmlns')) declares = true;
    if (++counts.attributes > limits.maxAttributes) {
      refuse('too-many-attributes', say`The limit is ${limits.maxAttributes}.`);
    }
    if (value.length > limits.maxTextLength)
      refuse('text-too-long', say`The limit is ${limits.maxTextLength} characters.`);
  });
  parser.on('doctype', (declaration) => refuse(/^\s*html\b/i.test(declaration) ? 'html' : 'doctype'));
  parser.on('error', (error) => {
    const said = error.message.replace(/^\d+:\d+: /, '');
    if (said.startsWith('undefined entity')) refuse('entity');
    refuse(ending ? 'truncated' : 'malformed', xmlWords(said));
  });

  /** The parser counts lines and columns only of what it sees: it takes over those of what was passed. */
  const settlePlace = (at: number): void => {
    parser.line += finder.lines;
    parser.column = at - finder.lineStart;
    finder.lines = 0;
  };

  /** Takes a value that was found. @returns false if the parser has to see it: it is a row, or too much of something */
  const take = (piece: string, codes: Uint8Array): boolean => {
    const { nameFrom, nameTo, nameHash, valueFrom, valueTo } = finder;
    if (depth >= limits.maxDepth || valueTo - valueFrom > limits.maxTextLength) return false;
    if (skippedFrom > 0) return true;
    const frame = frames.at(-1);
    if (frame === undefined || !unprefixed) return false;
    const child = frame.children.find(codes, nameFrom, nameTo, nameHash);
    if (child === undefined) return true;
    if (child.slot < 0) return false;
    const { values } = frame.row;
    if (values[child.slot] === undefined) values[child.slot] = texts.of(piece, codes, valueFrom, valueTo);
    else events.onRepeated(frame.row, piece.slice(nameFrom, nameTo));
    return true;
  };

  /** Opens an element that was found. @returns false if the parser has to see it: its text is read, or it is one too deep */
  const enter = (piece: string, codes: Uint8Array): boolean => {
    const { nameFrom, nameTo, nameHash, end } = finder;
    if (depth >= limits.maxDepth) return false;
    const frame = frames.at(-1);
    if (skippedFrom > 0) depth++;
    else {
      if (frame === undefined || !unprefixed) return false;
      const child = frame.children.find(codes, nameFrom, nameTo, nameHash);
      if (child !== undefined && child.slot >= 0) return false;
      depth++;
      settlePlace(end);
      if (child === undefined) skippedFrom = depth;
      else openChild(child, frame);
    }
    untold.push(piece.slice(nameFrom, nameTo));
    return true;
  };

  /** Closes an element. @returns false if the parser has to see it: it knows of the element, or another one should be closed */
  const leave = (piece: string): boolean => {
    const name = untold.at(-1);
    const { nameFrom, nameTo } = finder;
    if (name === undefined || nameTo - nameFrom !== name.length || !piece.startsWith(name, nameFrom)) return false;
    untold.pop();
    closed(depth--);
    return true;
  };

  /** Takes what needs no parser. @returns the place of what does */
  const takeKnown = (piece: string, codes: Uint8Array, from: number): number => {
    finder.lineStart = from - parser.column;
    let at = finder.pass(codes, from);
    for (;;) {
      const tag = finder.find(codes, at);
      if (tag === TAG.other) break;
      if (!(tag === TAG.value ? take(piece, codes) : tag === TAG.opening ? enter(piece, codes) : leave(piece))) break;
      heard = true;
      at = finder.pass(codes, finder.end);
    }
    settlePlace(at);
    between = at === piece.length;
    return at;
  };

  /** Tells the parser of the elements that are open around what it is about to see. */
  const tell = (): void => {
    if (untold.length === 0) return;
    const { line, column } = parser;
    telling = true;
    parser.write(untold.map((name) => `<${name}>`).join(''));
    telling = false;
    untold.length = 0;
    parser.line = line;
    parser.column = column;
  };

  /** Hands text to the parser up to where a tag may end, so that one knows where it is. @returns the place after that */
  const parse = (piece: string, from: number): number => {
    tell();
    const end = piece.indexOf('>', from) + 1 || piece.length;
    between = false;
    parser.write(piece.slice(from, end));
    return end;
  };

  return {
    write(piece, bytes) {
      heard = false;
      const codes = bytes ?? codesOf(piece, (room ??= new Uint8Array(ROOM)));
      for (let at = 0; at < piece.length;) at = between ? takeKnown(piece, codes, at) : parse(piece, at);
      silent = heard ? 0 : silent + piece.length;
      if (silent > limits.maxTextLength) refuse('text-too-long', say`The limit is ${limits.maxTextLength} characters.`);
    },
    end(whole) {
      if (!whole) refuse('truncated', say`It ends within a character.`);
      tell();
      ending = true;
      parser.close();
    },
    place,
  };
};
