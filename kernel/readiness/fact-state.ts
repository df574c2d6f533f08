import type { Fact, Judgement } from '../declare/fact.ts';
import { type Filter, passes, readClauses } from '../declare/filter.ts';
import type { Kind } from '../declare/kind.ts';
import type { Moment } from '../declare/moment.ts';
import type { Registry } from '../declare/registry.ts';
import type { GraphChange } from '../graph/graph.ts';
import { LayeredMap } from '../graph/layered-map.ts';
import type { GraphReader } from '../graph/reader.ts';
import { linksKey, type Reads, trackReads } from '../graph/tracking.ts';
import { isShowable, wholeGroups } from './groups.ts';
import { createReaders, type Readers } from './readers.ts';

/** One row behind a number. */
export interface JudgedRow {
  readonly id: string;
  readonly judgement: Judgement;
  /** What the judgement rests on besides the row itself; nothing else when it is not there. */
  readonly reads?: Reads;
}

/** A fact's value for a filter. `value` is undefined when nothing is proved either way. */
export interface FactValue {
  readonly fact: string;
  readonly value: number | undefined;
  readonly unit: string;
  /** Rows the question is about, and how many of them are not ok. */
  readonly total: number;
  readonly failing: number;
}

/** A fact's rows judged over one graph, by difference. */
export interface FactState {
  readonly touch: (changes: readonly GraphChange[]) => void;
  /** A later moment of the same day: only what said until when it holds may have turned. */
  readonly passTo: (at: Moment) => void;
  /** Another day, or an earlier moment: whatever asked for the moment may have turned. */
  readonly turn: (to: Moment) => void;
  /** What is known by now, for a graph that differs little; undefined while rows wait to be judged for the first time. */
  readonly knowledge: () => Knowledge | undefined;
  readonly value: (filter: Filter) => FactValue;
  readonly rows: (filter: Filter) => readonly JudgedRow[];
  readonly prepare: () => Iterable<void>;
}

/** Days for which a judgement holds, as long as nothing it rests on changes: from the first on, and before the second. */
interface Span {
  from: string;
  until: string;
}

/** Before every day, and after every day. */
const EVER: Readonly<Span> = { from: '', until: '~' };

/** What was judged of a fact, and what each judgement rests on. */
export interface Knowledge {
  /** The kind with its own fields, as filters read it. */
  readonly kind: Kind | undefined;
  /** Values by their filter, none while rows wait to be judged again. */
  readonly values: ReadonlyMap<string, FactValue>;
  readonly judgements: LayeredMap<Judgement>;
  readonly readers: Readers;
  readonly readsOf: LayeredMap<Reads>;
  /** Until when judgements hold that the time of day turns. */
  readonly holding: LayeredMap<string>;
  /** Rows that were judged with a look at the clock or the calendar: they may turn with any moment. */
  readonly dated: LayeredMap<true>;
  /** Between which days the others hold that compared days with today. */
  readonly spans: LayeredMap<Span>;
  /** Rows to be judged again. */
  readonly dirty: Set<string>;
}

/**
 * @param kindNow the fact's kind with the fields the scope has given it by now.
 * @param known what was judged over a graph nearby; it is taken over.
 */
export function createFactState(
  graph: GraphReader,
  registry: Registry,
  fact: Fact,
  kindNow: () => Kind | undefined,
  at: () => Moment,
  known: Knowledge | undefined,
): FactState {
  // A kind that is anonymous: what its rows come to is told for groups of a least size, and never which rows they are.
  const minimumGroup = kindNow()?.anonymous?.minimumGroup;
  const { judgements, readers, readsOf, holding, dated, spans, dirty } = known ?? knowsNothing();
  // What nothing touches comes to the same, as long as filters read the kind as they did.
  const values = new Map(known?.kind === kindNow() ? known?.values : []);
  /** Rows not judged for the first time yet, shared by all who drive it; undefined before the first question. */
  let waiting: Iterator<string> | undefined = known && [].values();
  let isReady = known !== undefined;

  const forget = (id: string): void => {
    const reads = readsOf.get(id);
    if (!reads) return;
    readsOf.delete(id);
    for (const read of reads.touching) readers.remove(read, id);
    for (const read of reads.whole) readers.remove(read, id);
  };
  const judge = (id: string): void => {
    forget(id);
    holding.delete(id);
    dated.delete(id);
    spans.delete(id);
    const row = graph.find(id);
    if (!row || row.withdrawn || row.kind !== fact.kind) {
      judgements.delete(id);
      return;
    }
    const { reader, reads } = trackReads(graph, id);
    const clock = watched(at());
    const judgement = fact.judge(row, reader, clock.moment, registry);
    if (clock.wasRead()) dated.set(id, true);
    else if (clock.span.from !== EVER.from || clock.span.until !== EVER.until) spans.set(id, clock.span);
    if (judgement) judgements.set(id, judgement);
    else judgements.delete(id);
    if (judgement?.until !== undefined) holding.set(id, judgement.until);
    if (reads.records.size + reads.whole.size === 0) return;
    readsOf.set(id, reads);
    for (const read of reads.touching) readers.add(read, id);
    for (const read of reads.whole) readers.add(read, id);
  };
  const prepare = function* (): Generator<void> {
    // Rows that come later are told by the graph, and are dirty then.
    waiting ??= Array.from(graph.rows(fact.kind), ({ id }) => id).values();
    for (let next = waiting.next(); !next.done; next = waiting.next()) {
      judge(next.value);
      yield;
    }
    isReady = true;
    for (const id of dirty) {
      dirty.delete(id);
      judge(id);
      values.clear();
      yield;
    }
  };
  const settle = (): void => {
    for (const _judged of prepare());
  };
  const mark = (id: string, read: string): void => {
    // What is no longer there was judged before.
    if (judgements.has(id) || graph.find(id)?.kind === fact.kind) dirty.add(id);
    for (const reader of readers.of(read)) dirty.add(reader);
  };
  const selected = function* (filter: Filter): Generator<JudgedRow> {
    const kind = filter.length > 0 ? kindNow() : undefined;
    const clauses = kind ? readClauses(kind, filter) : [];
    for (const [id, judgement] of judgements.entries()) {
      // Whatever is judged is there: without a filter its row need not be looked up, of which there are tens of thousands.
      if (clauses.length > 0) {
        const row = graph.find(id);
        if (!row || !passes(clauses, row)) continue;
      }
      yield { id, judgement };
    }
  };

  const grouped = (filter: Filter, least: number): readonly JudgedRow[] => {
    const all = wholeGroups([...selected([])], least);
    const kind = kindNow();
    const clauses = kind ? readClauses(kind, filter) : [];
    const part = all.filter(({ id }) => {
      const row = graph.find(id);
      return row !== undefined && passes(clauses, row);
    });
    return isShowable(part.length, all.length, least) ? part : [];
  };

  return {
    touch: (changes) => {
      if (!waiting) return;
      for (const change of changes) {
        if ('row' in change) {
          mark(change.row.id, change.row.id);
          for (const reader of readers.of(change.row.kind)) dirty.add(reader);
        } else {
          const edge = 'edge' in change ? change.edge : change.gone;
          mark(edge.from, linksKey(edge.from, edge.type));
          mark(edge.to, linksKey(edge.to, edge.type));
          for (const reader of readers.of(edge.type)) dirty.add(reader);
        }
      }
    },
    passTo: ({ instant }) => {
      for (const [id, until] of holding.entries()) if (until < instant) dirty.add(id);
    },
    turn: ({ today }) => {
      for (const id of dated.keys()) dirty.add(id);
      for (const [id, { from, until }] of spans.entries()) if (today < from || today >= until) dirty.add(id);
    },
    knowledge: () =>
      isReady
        ? {
            kind: kindNow(),
            values: new Map(values),
            judgements: judgements.copy(),
            readers: readers.copy(),
            readsOf: readsOf.copy(),
            holding: holding.copy(),
            dated: dated.copy(),
            spans: spans.copy(),
            dirty: new Set(dirty),
          }
        : undefined,
    value: (filter) => {
      settle();
      const key = JSON.stringify(filter);
      const known = values.get(key);
      if (known) return known;
      const made = fold(fact, minimumGroup === undefined ? selected(filter) : grouped(filter, minimumGroup));
      values.set(key, made);
      return made;
    },
    rows: (filter) => {
      if (minimumGroup !== undefined) return [];
      settle();
      return Array.from(selected(filter), (row) => {
        const reads = readsOf.get(row.id);
        return reads ? { ...row, reads } : row;
      }).sort((a, b) => Number(a.judgement.ok) - Number(b.judgement.ok));
    },
    prepare,
  };
}

function fold(fact: Fact, rows: Iterable<JudgedRow>): FactValue {
  let total = 0;
  let failing = 0;
  let largest: number | undefined;
  let smallest: number | undefined;
  let sum: number | undefined;
  for (const { judgement } of rows) {
    total += 1;
    if (!judgement.ok) failing += 1;
    if (judgement.value === undefined) continue;
    largest = Math.max(largest ?? -Infinity, judgement.value);
    smallest = Math.min(smallest ?? Infinity, judgement.value);
    sum = (sum ?? 0) + judgement.value;
  }
  const empty = fact.whenEmpty === 'unknown' ? undefined : fact.whenEmpty;
  const folded = { failing, share: (100 * (total - failing)) / total, largest, smallest, sum }[fact.fold];
  return { fact: fact.name, value: total === 0 ? empty : folded, unit: fact.unit, total, failing };
}

function knowsNothing(): Knowledge {
  return {
    kind: undefined,
    values: new Map(),
    judgements: new LayeredMap(),
    readers: createReaders(),
    readsOf: new LayeredMap(),
    holding: new LayeredMap(),
    dated: new LayeredMap(),
    spans: new LayeredMap(),
    dirty: new Set(),
  };
}

/** A moment that notes how it is looked at. */
function watched({ instant, today }: Moment): { moment: Moment; wasRead: () => boolean; span: Readonly<Span> } {
  let isRead = false;
  const span = { ...EVER };
  const watch = {
    today,
    from: (day: string): void => {
      if (day > span.from) span.from = day;
    },
    until: (day: string): void => {
      if (day < span.until) span.until = day;
    },
  };
  const moment = {
    watch,
    get instant() {
      isRead = true;
      return instant;
    },
    get today() {
      isRead = true;
      return today;
    },
  };
  return { moment, wasRead: () => isRead, span };
}
