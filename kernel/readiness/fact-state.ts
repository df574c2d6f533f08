import type { Fact, Judgement } from '../declare/fact.ts';
import { type Filter, passes, readClauses } from '../declare/filter.ts';
import { sameJson } from '../declare/json.ts';
import type { Kind } from '../declare/kind.ts';
import type { Moment } from '../declare/moment.ts';
import type { Registry } from '../declare/registry.ts';
import { LayeredMap } from '../graph/layered-map.ts';
import type { GraphReader } from '../graph/reader.ts';
import { readIn, type Reads, recordsIn, trackReads } from '../graph/tracking.ts';
import type { Audience } from './audience.ts';
import type { DerivedTable } from './derived-table.ts';
import { isShowable, wholeGroups } from './groups.ts';
import { createReaders, type Readers } from './readers.ts';
import { createSelections, type Followed } from './selections.ts';
import { type FactValue, Tally } from './tally.ts';
import type { TouchedOfFacts } from './touched.ts';

/** One row behind a number. */
export interface JudgedRow {
  readonly id: string;
  readonly judgement: Judgement;
  /** What the judgement rests on besides the row itself; nothing else when it is not there. */
  readonly reads?: RestsOn;
}

/** What something was worked out of. */
export interface RestsOn {
  /** Ids of other records whose fields or links were read. */
  readonly records: ReadonlySet<string>;
  /** Kinds whose rows, or link types whose links, were enumerated. */
  readonly whole: readonly string[];
  /** The same of what was derived and read. */
  readonly derived: readonly RestsOn[];
}

/** What facts are told over: a graph, the declarations, and, once for all facts, what is derived of the graph and who reads what. */
export interface Ground {
  readonly graph: GraphReader;
  readonly registry: Registry;
  readonly table: DerivedTable;
  readonly audience: Audience;
}

/** A fact's rows judged over one graph, by difference. */
export interface FactState {
  readonly touch: (touched: TouchedOfFacts) => void;
  /** Judges for another moment from now on: what may have turned by then is judged again. */
  readonly moveTo: (at: Moment) => void;
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
  /** The moment they hold for. */
  readonly at: Moment;
  readonly judgements: LayeredMap<Judgement>;
  /** What they come to for each filter that was asked about. */
  readonly followed: Followed;
  readonly readers: Readers;
  readonly readsOf: LayeredMap<Reads>;
  /** Until when judgements hold that the time of day turns. */
  readonly holding: LayeredMap<string>;
  /** Rows that were judged with a look at the clock or the calendar: they may turn with any moment. */
  readonly dated: LayeredMap<true>;
  /** Between which days the others hold that compared days with today. */
  readonly spans: LayeredMap<Readonly<Span>>;
  /** The same rows by the days on which they turn. */
  readonly turning: Readers;
  /** Rows to be judged again. */
  readonly dirty: Set<string>;
}

/**
 * @param kindNow the fact's kind with the fields the scope has given it by now.
 * @param known what was judged over a graph nearby, or for another moment; it is taken over.
 */
export function createFactState(
  { graph, registry, table, audience }: Ground,
  fact: Fact,
  kindNow: () => Kind | undefined,
  at: Moment,
  known: Knowledge | undefined,
): FactState {
  // A kind that is anonymous: what its rows come to is told for groups of a least size, and never which rows they are.
  const minimumGroup = kindNow()?.anonymous?.minimumGroup;
  const { judgements, readers, readsOf, holding, dated, spans, turning, dirty } = known ?? knowsNothing(at);
  let moment = known?.at ?? at;
  /** Values of groups, by filter. */
  const ofGroups = new Map<string, FactValue>();
  const selections = createSelections(fact, judgements, kindNow, (id) => graph.find(id), known?.followed ?? new Map());
  /** Rows not judged for the first time yet, shared by all who drive it; undefined before the first question. */
  let waiting: Iterator<string> | undefined = known && [].values();
  let isReady = known !== undefined;

  // What is judged again mostly rests on the same as before: only what differs is written, since what is written is copied one day.
  const noteReads = (id: string, reads: Reads): void => {
    const before = readsOf.get(id) ?? READS_NOTHING;
    if (sameReads(before, reads)) return;
    for (const read of readIn(before)) readers.remove(read, id);
    for (const read of readIn(reads)) {
      readers.add(read, id);
      audience.note(read, fact.name);
    }
    if (sameReads(reads, READS_NOTHING)) readsOf.delete(id);
    else readsOf.set(id, reads);
  };
  const noteSpan = (id: string, span: Readonly<Span>): void => {
    const before = spans.get(id) ?? EVER;
    if (before.from === span.from && before.until === span.until) return;
    for (const day of turnsOf(before)) turning.remove(day, id);
    const days = turnsOf(span);
    for (const day of days) turning.add(day, id);
    if (days.length > 0) spans.set(id, span);
    else spans.delete(id);
  };
  const judge = (id: string): void => {
    const row = graph.find(id);
    const tracked = trackReads(graph, id, table.derive);
    const clock = watched(moment);
    const isJudged = row !== undefined && !row.withdrawn && row.kind === fact.kind;
    const judged = isJudged ? fact.judge(row, tracked.reader, clock.moment, registry) : undefined;
    const before = judgements.get(id);
    const judgement = before && judged && sameJudgement(before, judged) ? before : judged;
    noteReads(id, tracked.reads());
    noteSpan(id, clock.wasRead() ? EVER : clock.span);
    keep(dated, id, clock.wasRead() || undefined);
    keep(holding, id, judgement?.until);
    selections.turn(id, row, before, judgement);
    ofGroups.clear();
    keep(judgements, id, judgement);
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
      yield;
    }
  };
  const settle = (): void => {
    for (const _judged of prepare());
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

  const numberOf = (id: string): number => graph.find(id)?.number ?? 0;
  /** Groups are made of the earliest, whichever was judged first. */
  const grouped = (filter: Filter, least: number): readonly JudgedRow[] => {
    const byNumber = [...selected([])].sort((a, b) => numberOf(a.id) - numberOf(b.id));
    const all = wholeGroups(byNumber, least);
    const kind = kindNow();
    const clauses = kind ? readClauses(kind, filter) : [];
    const part = all.filter(({ id }) => {
      const row = graph.find(id);
      return row !== undefined && passes(clauses, row);
    });
    return isShowable(part.length, all.length, least) ? part : [];
  };
  const valueOfGroups = (filter: Filter, least: number): FactValue => {
    const key = JSON.stringify(filter);
    const before = ofGroups.get(key);
    if (before) return before;
    const rows = grouped(filter, least).map(({ judgement }) => judgement);
    const made = new Tally(fact, rows).value(() => rows);
    ofGroups.set(key, made);
    return made;
  };

  const moveTo = (next: Moment): void => {
    const turns = next.today !== moment.today || next.instant < moment.instant;
    if (turns) for (const id of dated.keys()) dirty.add(id);
    for (const [id, until] of holding.entries()) if (until < next.instant) dirty.add(id);
    if (next.today !== moment.today) {
      const [earlier, later] = next.today < moment.today ? [next.today, moment.today] : [moment.today, next.today];
      // What holds on the one day turns on the way to the other, or holds there as well.
      for (const day of turning.reads()) {
        if (day > earlier && day <= later) for (const id of turning.of(day)) dirty.add(id);
      }
    }
    moment = next;
  };
  if (known) moveTo(at);

  return {
    moveTo,
    touch: ({ own, reads }) => {
      if (!waiting) return;
      for (const id of own.get(fact.kind) ?? []) dirty.add(id);
      for (const read of reads.get(fact.name) ?? []) for (const reader of readers.of(read)) dirty.add(reader);
    },
    knowledge: () => {
      if (!isReady) return undefined;
      const copy = judgements.copy();
      return {
        at: moment,
        judgements: copy,
        followed: selections.copy(copy),
        readers: readers.copy(),
        readsOf: readsOf.copy(),
        holding: holding.copy(),
        dated: dated.copy(),
        spans: spans.copy(),
        turning: turning.copy(),
        dirty: new Set(dirty),
      };
    },
    value: (filter) => {
      settle();
      return minimumGroup === undefined ? selections.value(filter) : valueOfGroups(filter, minimumGroup);
    },
    rows: (filter) => {
      if (minimumGroup !== undefined) return [];
      settle();
      return Array.from(selected(filter), (row) => {
        const reads = readsOf.get(row.id);
        return reads ? { ...row, reads: restsOn(reads, table) } : row;
      }).sort((a, b) => Number(a.judgement.ok) - Number(b.judgement.ok));
    },
    prepare,
  };
}

function restsOn(reads: Reads, table: DerivedTable): RestsOn {
  const through = reads.derived.flatMap((key) => table.readsOf(key) ?? []);
  return { records: recordsIn(reads), whole: reads.whole, derived: through.map((one) => restsOn(one, table)) };
}

const READS_NOTHING: Reads = { found: [], linked: [], whole: [], derived: [] };

function sameReads(a: Reads, b: Reads): boolean {
  return (
    sameJson(a.found, b.found) &&
    sameJson(a.linked, b.linked) &&
    sameJson(a.whole, b.whole) &&
    sameJson(a.derived, b.derived)
  );
}

function sameJudgement(a: Judgement, b: Judgement): boolean {
  return (
    a.ok === b.ok &&
    Object.is(a.value, b.value) &&
    a.reason === b.reason &&
    a.until === b.until &&
    sameJson(a.details, b.details)
  );
}

/** Writes a value, or that there is none, where it is another than before. */
function keep<V>(map: LayeredMap<V>, id: string, value: V | undefined): void {
  if (map.get(id) === value) return;
  if (value === undefined) map.delete(id);
  else map.set(id, value);
}

/** The days on which what holds between them turns. */
function turnsOf({ from, until }: Span): readonly string[] {
  return [from, until].filter((day) => day !== EVER.from && day !== EVER.until);
}

function knowsNothing(at: Moment): Knowledge {
  return {
    at,
    judgements: new LayeredMap(),
    followed: new Map(),
    readers: createReaders(),
    readsOf: new LayeredMap(),
    holding: new LayeredMap(),
    dated: new LayeredMap(),
    spans: new LayeredMap(),
    turning: createReaders(),
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
