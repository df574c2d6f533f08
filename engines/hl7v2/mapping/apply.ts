import type { Result } from '../errors.ts';
import { splice } from '../syntax/edit.ts';
import type { Splice } from '../syntax/edit.ts';
import type { Message } from '../syntax/message.ts';
import { MAX_PARTS } from '../syntax/node.ts';
import type { Node } from '../syntax/node.ts';
import { formatPath, parsePath } from '../syntax/path.ts';
import type { Path } from '../syntax/path.ts';
import { FieldText } from './field-text.ts';
import type { CodeMapping, FieldMapping, MapRow } from './model.ts';
import { fitsAt, indexCodes, valueOf } from './value.ts';
import type { CodeIndex, MapOutcome } from './value.ts';

/** What a row did at one place of a message. */
export interface Moved {
  /** Its number among the rows, from 0. */
  readonly row: number;
  /** The place in full, with the segment and repetition that it is of. */
  readonly to: string;
  readonly from: readonly string[];
  readonly outcome: MapOutcome;
}

export interface Mapped {
  /** The message as the target gets it. */
  readonly message: Message;
  readonly moved: readonly Moved[];
  /** Whether it must not be delivered: a code or a moment that may not be lost could not be written. */
  readonly held: boolean;
}

/** A mapping made ready for many messages. */
export interface Mapper {
  /** @returns why nothing could be written, such as a character the message has no place for */
  readonly apply: (message: Message) => Result<Mapped>;
}

/**
 * Makes a mapping ready. Every row reads the message as it came in, whatever other rows write. What no row names stays as it was, byte for byte,
 * and no segment is made; one of which everything is left behind goes. Of a place in several segments each gets its own; from a segment that is there several times to another one nothing is moved unless
 * the row says by number which is meant.
 * @param codes code maps by the names that rows use
 */
export function mapperOf({ rows }: FieldMapping, codes: ReadonlyMap<string, CodeMapping> = new Map()): Mapper {
  const indexes = new Map([...codes].map(([name, map]) => [name, indexCodes(map)]));
  const ready = rows.flatMap((row, at): ReadyRow[] => {
    const to = parsePath(row.to);
    const from = row.from.flatMap((path) => {
      const parsed = parsePath(path);
      return parsed.ok ? [parsed.value] : [];
    });
    return to.ok && from.length === row.from.length ? [{ at, row, to: to.value, from }] : [];
  });
  return { apply: (message) => apply(message, ready, indexes) };
}

interface ReadyRow {
  readonly at: number;
  readonly row: MapRow;
  readonly to: Path;
  readonly from: readonly Path[];
}

/** Fields of a segment while rows write into them. */
type Written = Map<number, { readonly text: FieldText; readonly before: string }>;

class Work {
  readonly written = new Map<Node, Written>();
  readonly moved: Moved[] = [];
  /** Segments of which a field was left behind. */
  readonly left = new Set<Node>();
  held = false;
  readonly #named = new Map<string, readonly Node[]>();
  readonly message: Message;

  constructor(message: Message) {
    this.message = message;
  }

  segmentsNamed(name: string): readonly Node[] {
    const known = this.#named.get(name) ?? this.message.segmentsNamed(name);
    this.#named.set(name, known);
    return known;
  }

  fieldOf(segment: Node, position: number): FieldText {
    const fields: Written = this.written.get(segment) ?? new Map();
    this.written.set(segment, fields);
    const before = segment.child(position)?.raw ?? '';
    const known = fields.get(position) ?? { text: new FieldText(before, this.message.delimiters), before };
    fields.set(position, known);
    return known.text;
  }
}

function apply(message: Message, rows: readonly ReadyRow[], codes: ReadonlyMap<string, CodeIndex>): Result<Mapped> {
  const work = new Work(message);
  for (const row of rows) applyRow(row, work, codes);
  const { moved, held } = work;
  const splices = splicesOf(work);
  if (splices.length === 0) return { ok: true, value: { message, moved, held } };
  const made = splice(message, splices);
  return made.ok ? { ok: true, value: { message: made.value, moved, held } } : made;
}

function applyRow(ready: ReadyRow, work: Work, codes: ReadonlyMap<string, CodeIndex>): void {
  const { to, from, row } = ready;
  const all = work.segmentsNamed(to.segment);
  const targets = to.occurrence === undefined ? all : all.slice(to.occurrence - 1, to.occurrence);
  if (targets.length === 0) {
    const lost = from.some((path) => work.segmentsNamed(path.segment).some((one) => !fieldIsEmpty(one, path)));
    if (lost) work.moved.push({ row: ready.at, to: row.to, from: row.from, outcome: 'no-segment' });
    return;
  }
  for (const target of targets) {
    const sources = from.map((path) => sourceOf(path, target, to, work));
    if (sources.includes('ambiguous')) {
      tell(ready, target, undefined, sources, 'ambiguous', work);
      continue;
    }
    const nodes = sources.map((source) => (source === 'ambiguous' ? undefined : source));
    applyAt(ready, target, nodes, work, codes);
  }
}

function fieldIsEmpty(segment: Node, { field = 1 }: Path): boolean {
  return segment.child(field)?.isBlank ?? true;
}

/** The segment that a place of the source is read from: the same, the one that is named by number, or the only one. */
function sourceOf(path: Path, target: Node, to: Path, work: Work): Node | undefined | 'ambiguous' {
  if (path.segment === to.segment && path.occurrence === undefined) return target;
  const all = work.segmentsNamed(path.segment);
  if (path.occurrence !== undefined) return all[path.occurrence - 1];
  return all.length > 1 ? 'ambiguous' : all[0];
}

/** Writes into one segment, repetition by repetition. */
function applyAt(
  ready: ReadyRow,
  target: Node,
  sources: readonly (Node | undefined)[],
  work: Work,
  codes: ReadonlyMap<string, CodeIndex>,
): void {
  const { to, from, row } = ready;
  const field = to.field ?? 1;
  const fields = sources.map((segment, at) => segment?.child(from[at]?.field ?? 1));
  if (isWhole(to) && (row.rule.kind === 'drop' || (row.rule.kind === 'copy' && from.every(isWhole)))) {
    const [source] = fields;
    const raw = row.rule.kind === 'drop' ? '' : (source?.raw ?? '');
    const fits = fitsAt(raw, 1, work.message);
    if (fits) work.fieldOf(target, field).setAll(raw);
    if (row.rule.kind === 'drop') work.left.add(target);
    const moved = row.rule.kind === 'drop' ? 'left' : raw === '' ? 'nothing' : 'moved';
    tell(ready, target, undefined, sources, fits ? moved : 'does-not-fit', work);
    return;
  }
  const count = repetitionsOf(ready, target, fields);
  // A row that names a field names all of it: a repetition that nothing is written into is none.
  if (isWhole(to) && row.rule.kind !== 'ask') work.fieldOf(target, field).keep(count);
  const numbers = to.repetition === undefined ? Array.from({ length: count }, (_, at) => at + 1) : [to.repetition];
  for (const number of numbers) {
    const nodes = fields.map((one, at) => partOf(one, from[at], number));
    const { text, outcome } = valueOf(row.rule, nodes, work.message, codes);
    const told = text === undefined ? outcome : write(ready, target, number, text, outcome, work);
    if (told === 'code-unmapped' || told === 'map-missing') {
      work.held ||= row.rule.kind === 'codes' && row.rule.otherwise === 'hold';
    }
    if (told === 'moment-unreadable') work.held = true;
    tell(ready, target, number, sources, told, work);
  }
}

function isWhole({ repetition, component }: Path): boolean {
  return repetition === undefined && component === undefined;
}

/** How many repetitions are written: as many as the source has, and of a constant as many as are there already. */
function repetitionsOf({ to, from }: ReadyRow, target: Node, fields: readonly (Node | undefined)[]): number {
  const open = fields.filter((_, at) => from[at]?.repetition === undefined);
  const counted = open.length > 0 ? open : from.length > 0 ? [] : [target.child(to.field ?? 1)];
  return Math.min(MAX_PARTS, Math.max(1, ...counted.map((one) => one?.children.length ?? 0)));
}

function partOf(field: Node | undefined, path: Path | undefined, number: number): Node | undefined {
  // The first two fields of a header have one repetition and no parts.
  let node = field?.child(path?.repetition ?? number);
  for (const part of [path?.component, path?.subcomponent]) if (part !== undefined) node = node?.child(part);
  return node;
}

function write(
  { to, row }: ReadyRow,
  target: Node,
  repetition: number,
  text: string,
  outcome: MapOutcome,
  work: Work,
): MapOutcome {
  const depth = to.subcomponent !== undefined ? 4 : to.component !== undefined ? 3 : 2;
  if (!fitsAt(text, depth, work.message)) return 'does-not-fit';
  // What is left out within a field leaves its delimiters where they stand.
  const done = work.fieldOf(target, to.field ?? 1).set(repetition, to.component, to.subcomponent, text);
  return done || (row.rule.kind === 'drop' && text === '') ? outcome : 'does-not-fit';
}

function tell(
  { at, to, row }: ReadyRow,
  target: Node,
  repetition: number | undefined,
  sources: readonly unknown[],
  outcome: MapOutcome,
  { moved, message }: Work,
): void {
  // Bounded, whatever a message repeats.
  if (moved.length >= MAX_MOVED) return;
  const path = { ...to, occurrence: to.occurrence ?? message.occurrenceOf(target), repetition };
  moved.push({ row: at, to: formatPath(path), from: sources.length === 0 ? [] : row.from, outcome });
}

const MAX_MOVED = 20_000;

/** What has to be replaced in the text, in the order in which it stands there. */
function splicesOf(work: Work): readonly Splice[] {
  const { written, message } = work;
  const emptied = emptiedIn(work);
  const segments = [...written].filter(([segment]) => !emptied.has(segment)).toSorted(([a], [b]) => a.start - b.start);
  const within = segments.flatMap(([segment, fields]) => {
    const changed = [...fields].filter(([, { text, before }]) => text.text !== before).toSorted(([a], [b]) => a - b);
    let last = segment.children.length;
    return changed.map(([position, { text }]): Splice => {
      const field = segment.child(position);
      if (field) return { start: field.start, end: field.end, text: text.text };
      const missing = message.delimiters.field.repeat(position - last);
      last = position;
      return { start: segment.end, end: segment.end, text: `${missing}${text.text}` };
    });
  });
  if (emptied.size === 0) return within;
  return [...within, ...withoutSegments(message, emptied)].toSorted((a, b) => a.start - b.start);
}

/** Segments of which rows left something behind, so that nothing is in them any more: they would say that something is there. */
function emptiedIn({ left, written }: Work): ReadonlySet<Node> {
  return new Set(
    [...left].filter((segment) => {
      const fields = written.get(segment);
      const parts = segment.children.map((field, at) => fields?.get(at + 1)?.text.text ?? field.raw);
      const more = [...(fields ?? [])].filter(([position]) => position > parts.length).map(([, { text }]) => text.text);
      return [...parts, ...more].every((text) => text === '');
    }),
  );
}

/** Cuts segments out, each with the line break behind it, and of the last ones the one before. */
function withoutSegments({ segments }: Message, gone: ReadonlySet<Node>): readonly Splice[] {
  const splices: Splice[] = [];
  let stays: Node | undefined;
  let from: Node | undefined;
  for (const segment of segments) {
    if (gone.has(segment)) {
      from ??= segment;
      continue;
    }
    if (from) splices.push({ start: from.start, end: segment.start, text: '' });
    [stays, from] = [segment, undefined];
  }
  const last = segments.at(-1);
  if (from && stays && last) splices.push({ start: stays.end, end: last.end, text: '' });
  return splices;
}
