import {
  type Board,
  addDays,
  createEvaluator,
  endOfDay,
  type Evaluator,
  evaluateGates,
  type GateResult,
  type Graph,
  lineOf,
  momentAt,
  type Moment,
  prepareGates,
  redactionsDone,
  type Registry,
  type Sight,
} from '@callosum/kernel';
import type { Pool } from 'pg';
import type { Graphs } from '../store/graphs.ts';
import { inSlices } from '../store/in-slices.ts';
import type { BoundsOf } from '../store/retell-line.ts';
import { nowIn, type Scope } from '../store/scopes.ts';
import { createTimelines, lastWithin, turnedBetween } from '../store/timeline.ts';
import { createKeptDays, type Told } from './days.ts';
import { asFarAs, createPastViews, everythingUpTo } from './past.ts';
import { titleOf } from './title.ts';
import { createTouchedKinds, type Touching } from './touched-kinds.ts';

/** A graph, a moment, and facts computed over them. */
export interface View {
  readonly graph: Graph;
  /** Which part of the history of each scope it tells; of a graph that is followed, as it stands when asked. */
  readonly bounds: BoundsOf;
  readonly at: Moment;
  readonly evaluator: Evaluator;
}

/** What a decision had seen. */
export type Decided = Pick<Board, 'sequence' | 'above' | 'at'>;

export interface Readiness {
  /** Now (or the scope's pinned clock), or as of the end of a day: past days are replayed, future ones judge today's records. */
  readonly view: (scope: Scope, day?: string) => Promise<View>;
  /** The scope, and those above it, as far as a decision had seen them. */
  readonly viewAt: (scope: Scope, decided: Decided) => Promise<View>;
  /** Judges what the gates ask for, in slices that let other requests go first; asking for the gates is quick afterwards. */
  readonly settle: (view: View) => Promise<void>;
  readonly gates: (view: View) => readonly GateResult[];
  /** What gates and forecast come to over a view. */
  readonly tell: (scope: Scope, view: View) => Promise<Told>;
  /** The same as of a day, as {@link view} understands it; what a day gone by came to is kept. */
  readonly told: (scope: Scope, day?: string) => Promise<Told>;
  /** What all gates came to as far as a decision had seen; that never changes, and is kept when the view is not. */
  readonly gatesAt: (scope: Scope, decided: Decided) => Promise<readonly GateResult[]>;
  /** How many records of each kind the events of a scope after a sequence up to another are about, of those that somebody sees. */
  readonly touched: (scope: Scope, range: Touching, sight: Sight) => Promise<ReadonlyMap<string, number>>;
  /** Ids of what the events of a scope are about that one of two views tells of and the other does not. */
  readonly between: (scope: Scope, one: View, other: View) => Promise<ReadonlySet<string>>;
  /** Resolves when no days gone by are being prepared any more. */
  readonly prepared: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** How days gone by are prepared. */
export interface Preparing {
  /** Resolves when nobody is asking for anything; where that is left out, only what was asked for is kept. */
  readonly quiet?: () => Promise<void>;
  readonly log: (line: string) => void;
}

/** Days to come that are kept judged. */
const KEPT_DAYS = 4;
/** Decisions of which it is kept what all gates came to then. */
const KEPT_DECISIONS = 256;

/** Readiness over graphs in memory and, for the past, over history replayed. */
export function createReadiness(pool: Pool, registry: Registry, graphs: Graphs, { quiet, log }: Preparing): Readiness {
  const evaluators = new WeakMap<Graph, Evaluator>();
  const timelines = createTimelines(pool, async (scope) => {
    const graph = await graphs.of(scope);
    return (id) => {
      const told = graph.told(id);
      return told ? ('row' in told ? told.row : told.edge).id : id;
    };
  });
  const past = createPastViews(pool, registry, timelines);
  const ahead = new Map<string, View>();
  const decisions = new Map<string, readonly GateResult[]>();
  const kinds = createTouchedKinds();

  const live = async (scope: Scope, at: Moment): Promise<View> => {
    const graph = await graphs.of(scope.id);
    const known = evaluators.get(graph);
    known?.moveTo(at);
    const evaluator = known ?? createEvaluator(graph, registry, at);
    evaluators.set(graph, evaluator);
    return { graph, bounds: asFarAs(graph), at, evaluator };
  };
  /** Today's records judged for a day to come; it follows the graph while it is kept. */
  const future = async (scope: Scope, day: string): Promise<View> => {
    const now = await live(scope, nowIn(scope));
    const { graph, bounds } = now;
    const key = `${scope.id} ${day} ${scope.zone}`;
    const known = ahead.get(key);
    ahead.delete(key);
    if (known && known.graph !== graph) known.evaluator.close();
    const at = endOfDay(day, scope.zone);
    const view = known?.graph === graph ? known : { graph, bounds, at, evaluator: now.evaluator.fork(graph, at, []) };
    ahead.set(key, view);
    const [oldest] = ahead.keys();
    if (ahead.size > KEPT_DAYS && oldest !== undefined) {
      ahead.get(oldest)?.evaluator.close();
      ahead.delete(oldest);
    }
    return view;
  };
  /** The end of a day gone by, and which part of each history tells of it. */
  const ended = async (scope: Scope, day: string) => {
    const at = endOfDay(day, scope.zone);
    const today = await live(scope, nowIn(scope));
    const heads = new Map(today.graph.position().map((one) => [one.scope, one.sequence]));
    const effectiveUpTo = Date.parse(at.instant);
    const to: BoundsOf = (id) => ({ upTo: heads.get(id) ?? Number.MAX_SAFE_INTEGER, effectiveUpTo });
    return { at, to, today, heads };
  };
  const gone = async (scope: Scope, day: string): Promise<View> => {
    const { at, to, today, heads } = await ended(scope, day);
    return past.of(scope, at, to, today, `${scope.id} ${day} ${scope.zone} ${JSON.stringify([...heads])}`);
  };
  const view: Readiness['view'] = async (scope, day) => {
    const now = nowIn(scope);
    if (day === undefined || day === now.today) return live(scope, now);
    return day > now.today ? future(scope, day) : gone(scope, day);
  };
  /** The same for the same decision: what was told before a redaction shows what was erased. */
  const keyOf = (scope: Scope, { sequence, at }: Decided, today: View): string =>
    `${scope.id} #${sequence} ${at.instant} ${redactionsDone(today.graph)}`;
  const viewAt: Readiness['viewAt'] = async (scope, decided) => {
    const { sequence, above, at } = decided;
    // What had no ledger yet when it was decided was not seen.
    const seen = new Map([[scope.id, sequence], ...above.map((one) => [one.scope, one.sequence] as const)]);
    const today = await live(scope, nowIn(scope));
    return past.of(scope, at, everythingUpTo(seen), today, keyOf(scope, decided, today));
  };
  const settle: Readiness['settle'] = ({ graph, evaluator }) =>
    inSlices(prepareGates(registry.gates(graph), evaluator));
  const gates: Readiness['gates'] = ({ graph, evaluator, at }) => evaluateGates(registry.gates(graph), evaluator, at);
  const gatesAt: Readiness['gatesAt'] = async (scope, decided) => {
    const key = keyOf(scope, decided, await live(scope, nowIn(scope)));
    let found = decisions.get(key);
    if (!found) {
      const then = await viewAt(scope, decided);
      await settle(then);
      found = gates(then);
    }
    // Asked for last, so forgotten last.
    decisions.delete(key);
    decisions.set(key, found);
    const [oldest] = decisions.keys();
    if (decisions.size > KEPT_DECISIONS && oldest !== undefined) decisions.delete(oldest);
    return found;
  };
  const tell: Readiness['tell'] = async (scope, shown) => {
    await settle(shown);
    const { graph, at } = shown;
    const board = registry.board(graph);
    // Whoever is told of the gates is told what has turned since as well.
    if (board) await gatesAt(scope, board);
    return {
      title: titleOf(graph.find(scope.id)),
      at,
      sequence: graph.sequence(),
      gates: gates(shown),
      forecast: registry.forecast(graph, at),
      ...(board ? { board } : {}),
    };
  };
  const days = createKeptDays({
    past: async (scope) => {
      const { effective, byEffect } = await timelines.of(scope.id);
      const first = effective[byEffect[0] ?? 0];
      if (first === undefined) return undefined;
      return [momentAt(new Date(first).toISOString(), scope.zone).today, addDays(nowIn(scope).today, -1)];
    },
    stamp: async (scope, day) => {
      const { to, today } = await ended(scope, day);
      const line: string[] = [];
      for (const { scope: one } of lineOf(today.graph))
        line.push(`${one.id} ${lastWithin(await timelines.of(one.id), to(one.id))}`);
      return `${line.join()} ${scope.zone} ${redactionsDone(today.graph)}`;
    },
    view: gone,
    beside: async (scope, day, near) => {
      const { at, to, today } = await ended(scope, day);
      return past.beside(scope, at, to, today, near);
    },
    tell,
    quiet,
    log,
  });
  return {
    tell,
    told: async (scope, day) =>
      day !== undefined && day < nowIn(scope).today ? days.of(scope, day) : tell(scope, await view(scope, day)),
    prepared: days.prepared,
    close: days.close,
    view,
    viewAt,
    settle,
    gates,
    gatesAt,
    touched: async (scope, range, sight) =>
      kinds.count(await timelines.of(scope.id), await graphs.of(scope.id), range, sight),
    between: async (scope, one, other) =>
      turnedBetween(await timelines.of(scope.id), one.bounds(scope.id), other.bounds(scope.id)),
  };
}
