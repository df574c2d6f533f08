import type { Fact, Judgement } from '../declare/fact.ts';
import { scopedRegistry } from '../declare/scoped.ts';
import { daysBetween, type Moment } from '../declare/moment.ts';
import type { Registry } from '../declare/registry.ts';
import type { Graph, GraphChange } from '../graph/graph.ts';
import type { GraphReader } from '../graph/reader.ts';
import { type Reads, trackReads } from '../graph/tracking.ts';
import { type Filter, passes, readClauses } from '../declare/filter.ts';
import type { Kind } from '../declare/kind.ts';
import { isShowable, wholeGroups } from './groups.ts';

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

/** Computes facts over one graph at one moment, by difference: after a change only what it touched is judged again. */
export interface Evaluator {
  readonly value: (fact: string, filter: Filter) => FactValue;
  /** The rows behind the number, those not ok first. */
  readonly rows: (fact: string, filter: Filter) => readonly JudgedRow[];
  /**
   * Judges the rows of a fact that were not judged yet, one for each step: whoever drives it may let other work, changes of
   * the graph among it, go first between two steps. Without it the first question judges all rows at once.
   */
  readonly prepare: (fact: string) => Iterable<void>;
  /**
   * The same graph judged on a day to come, at the same time of day; itself on a day that is not to come, since what was known on
   * another day is another graph.
   */
  readonly on: (day: string) => Evaluator;
  /** Judges for another moment from now on. */
  readonly moveTo: (at: Moment) => void;
  /** Stops following the graph. */
  readonly close: () => void;
}

/** Days to come that are kept judged: those of a project’s gates. */
const MOST_DAYS_AHEAD = 16;
const DAY_MS = 86_400_000;

/** A graph to be followed, or a reader of one that does not change while it is asked (a command deciding). */
export type Evaluated = GraphReader & Partial<Pick<Graph, 'subscribe'>>;

/**
 * @param graph followed from now on until `close`, when it can be.
 * @param at the moment facts are asked for.
 * @returns an evaluator that judges a fact's rows when it is first asked for.
 */
export function createEvaluator(graph: Evaluated, registry: Registry, at: Moment): Evaluator {
  const states = new Map<string, FactState>();
  const ahead = new Map<string, Evaluator>();
  let moment = at;
  let isClosed = false;
  const unsubscribe = graph.subscribe?.((changes) => {
    for (const state of states.values()) state.touch(changes);
  });
  const forgetDay = (day: string): void => {
    ahead.get(day)?.close();
    ahead.delete(day);
  };
  const stateOf = (name: string): FactState | undefined => {
    const known = states.get(name);
    if (known) return known;
    const fact = registry.facts.get(name);
    if (!fact) return undefined;
    const made = createFactState(
      graph,
      registry,
      fact,
      () => scopedRegistry(registry, graph).kinds.get(fact.kind),
      () => moment,
    );
    states.set(name, made);
    return made;
  };
  const self: Evaluator = {
    value: (fact, filter) => stateOf(fact)?.value(filter) ?? unknownFact(fact),
    rows: (fact, filter) => stateOf(fact)?.rows(filter) ?? [],
    prepare: (fact) => stateOf(fact)?.prepare() ?? [],
    on: (day) => {
      if (day <= moment.today) return self;
      const found = ahead.get(day) ?? createEvaluator(graph, registry, onDay(moment, day));
      if (isClosed) found.close();
      // Asked for last, so forgotten last.
      ahead.delete(day);
      ahead.set(day, found);
      const [oldest] = ahead.keys();
      if (ahead.size > MOST_DAYS_AHEAD && oldest !== undefined) forgetDay(oldest);
      return found;
    },
    moveTo: (next) => {
      if (next.today !== moment.today || next.instant < moment.instant) states.clear();
      else for (const state of states.values()) state.passTo(next);
      moment = next;
      for (const [day, one] of ahead) {
        if (day <= next.today) forgetDay(day);
        else one.moveTo(onDay(next, day));
      }
    },
    close: () => {
      isClosed = true;
      unsubscribe?.();
      for (const one of ahead.values()) one.close();
    },
  };
  return self;
}

/** The moment on another day at the same time of day. */
function onDay({ instant, today }: Moment, day: string): Moment {
  const shifted = new Date(Date.parse(instant) + daysBetween(today, day) * DAY_MS);
  return { instant: shifted.toISOString(), today: day };
}

/** A criterion may name a fact that nobody declares (any more): nothing is proved, and the gate says so. */
function unknownFact(fact: string): FactValue {
  return { fact, value: undefined, unit: '', total: 0, failing: 0 };
}

interface FactState {
  readonly touch: (changes: readonly GraphChange[]) => void;
  /** A later moment of the same day: only what said until when it holds may have turned. */
  readonly passTo: (at: Moment) => void;
  readonly value: (filter: Filter) => FactValue;
  readonly rows: (filter: Filter) => readonly JudgedRow[];
  readonly prepare: () => Iterable<void>;
}

/** @param kindNow the fact's kind with the fields the scope has given it by now. */
function createFactState(
  graph: GraphReader,
  registry: Registry,
  fact: Fact,
  kindNow: () => Kind | undefined,
  at: () => Moment,
): FactState {
  // A kind that is anonymous: what its rows come to is told for groups of a least size, and never which rows they are.
  const minimumGroup = kindNow()?.anonymous?.minimumGroup;
  const judgements = new Map<string, Judgement>();
  /** Which judged rows read a record or a whole kind that is not their own. */
  const readers = new Map<string, Set<string>>();
  const readsOf = new Map<string, Reads>();
  /** Until when judgements hold that the time of day turns. */
  const holding = new Map<string, string>();
  const dirty = new Set<string>();
  const values = new Map<string, FactValue>();
  /** Rows not judged for the first time yet, shared by all who drive it; undefined before the first question. */
  let waiting: Iterator<string> | undefined;

  const forget = (id: string): void => {
    const reads = readsOf.get(id);
    if (!reads) return;
    readsOf.delete(id);
    for (const read of reads.records) readers.get(read)?.delete(id);
    for (const read of reads.whole) readers.get(read)?.delete(id);
  };
  const judge = (id: string): void => {
    forget(id);
    holding.delete(id);
    const row = graph.find(id);
    if (!row || row.withdrawn || row.kind !== fact.kind) {
      judgements.delete(id);
      return;
    }
    const { reader, reads } = trackReads(graph, id);
    const judgement = fact.judge(row, reader, at(), registry);
    if (judgement) judgements.set(id, judgement);
    else judgements.delete(id);
    if (judgement?.until !== undefined) holding.set(id, judgement.until);
    if (reads.records.size + reads.whole.size === 0) return;
    readsOf.set(id, reads);
    for (const read of [...reads.records, ...reads.whole]) {
      const known = readers.get(read);
      if (known) known.add(id);
      else readers.set(read, new Set([id]));
    }
  };
  const prepare = function* (): Generator<void> {
    // Rows that come later are told by the graph, and are dirty then.
    waiting ??= Array.from(graph.rows(fact.kind), ({ id }) => id).values();
    for (let next = waiting.next(); !next.done; next = waiting.next()) {
      judge(next.value);
      yield;
    }
  };
  const settle = (): void => {
    for (const _judged of prepare());
    if (dirty.size === 0) return;
    for (const id of dirty) judge(id);
    values.clear();
    dirty.clear();
  };
  const mark = (id: string): void => {
    if (graph.find(id)?.kind === fact.kind) dirty.add(id);
    for (const reader of readers.get(id) ?? []) dirty.add(reader);
  };
  const selected = function* (filter: Filter): Generator<JudgedRow> {
    const kind = filter.length > 0 ? kindNow() : undefined;
    const clauses = kind ? readClauses(kind, filter) : [];
    for (const [id, judgement] of judgements) {
      const row = graph.find(id);
      const reads = readsOf.get(id);
      if (row && passes(clauses, row)) yield reads ? { id, judgement, reads } : { id, judgement };
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
          mark(change.row.id);
          for (const reader of readers.get(change.row.kind) ?? []) dirty.add(reader);
        } else {
          const edge = 'edge' in change ? change.edge : change.gone;
          mark(edge.from);
          mark(edge.to);
          for (const reader of readers.get(edge.type) ?? []) dirty.add(reader);
        }
      }
    },
    passTo: ({ instant }) => {
      for (const [id, until] of holding) if (until < instant) dirty.add(id);
    },
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
      return [...selected(filter)].sort((a, b) => Number(a.judgement.ok) - Number(b.judgement.ok));
    },
    prepare,
  };
}

function fold(fact: Fact, rows: Iterable<JudgedRow>): FactValue {
  let total = 0;
  let failing = 0;
  let largest: number | undefined;
  let sum: number | undefined;
  for (const { judgement } of rows) {
    total += 1;
    if (!judgement.ok) failing += 1;
    if (judgement.value === undefined) continue;
    largest = Math.max(largest ?? -Infinity, judgement.value);
    sum = (sum ?? 0) + judgement.value;
  }
  const empty = fact.whenEmpty === 'unknown' ? undefined : fact.whenEmpty;
  const folded = { failing, share: (100 * (total - failing)) / total, largest, sum }[fact.fold];
  return { fact: fact.name, value: total === 0 ? empty : folded, unit: fact.unit, total, failing };
}
