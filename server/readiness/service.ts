import {
  type Board,
  createEvaluator,
  endOfDay,
  type Evaluator,
  evaluateGates,
  type GateResult,
  type Graph,
  type Moment,
  prepareGates,
  redactionsDone,
  type Registry,
} from '@callosum/kernel';
import type { Pool } from 'pg';
import type { Graphs } from '../store/graphs.ts';
import { inSlices } from '../store/in-slices.ts';
import type { BoundsOf } from '../store/retell-line.ts';
import { nowIn, type Scope } from '../store/scopes.ts';
import { createTimelines, subjectsAfter } from '../store/timeline.ts';
import { createPastViews, everythingUpTo } from './past.ts';

/** A graph, a moment, and facts computed over them. */
export interface View {
  readonly graph: Graph;
  readonly at: Moment;
  readonly evaluator: Evaluator;
}

export interface Readiness {
  /** Now (or the scope's pinned clock), or as of the end of a day: past days are replayed, future ones judge today's records. */
  readonly view: (scope: Scope, day?: string) => Promise<View>;
  /** The scope, and those above it, as far as a decision had seen them. */
  readonly viewAt: (scope: Scope, decided: Pick<Board, 'sequence' | 'above' | 'at'>) => Promise<View>;
  /** Judges what the gates ask for, in slices that let other requests go first; asking for the gates is quick afterwards. */
  readonly settle: (view: View) => Promise<void>;
  readonly gates: (view: View) => readonly GateResult[];
  /** Ids of what the events of a scope after a sequence up to another are about. */
  readonly touched: (scope: Scope, after: number, upTo: number) => Promise<ReadonlySet<string>>;
}

/** Days to come that are kept judged. */
const KEPT_DAYS = 4;

/** Readiness over graphs in memory and, for the past, over history replayed. */
export function createReadiness(pool: Pool, registry: Registry, graphs: Graphs): Readiness {
  const evaluators = new WeakMap<Graph, Evaluator>();
  const timelines = createTimelines(pool);
  const past = createPastViews(pool, registry, timelines);
  const ahead = new Map<string, View>();

  const live = async (scope: Scope, at: Moment): Promise<View> => {
    const graph = await graphs.of(scope.id);
    const known = evaluators.get(graph);
    known?.moveTo(at);
    const evaluator = known ?? createEvaluator(graph, registry, at);
    evaluators.set(graph, evaluator);
    return { graph, at, evaluator };
  };
  /** Today's records judged for a day to come; it follows the graph while it is kept. */
  const future = async (scope: Scope, day: string): Promise<View> => {
    const now = await live(scope, nowIn(scope));
    const { graph } = now;
    const key = `${scope.id} ${day} ${scope.zone}`;
    const known = ahead.get(key);
    ahead.delete(key);
    if (known && known.graph !== graph) known.evaluator.close();
    const at = endOfDay(day, scope.zone);
    const view = known?.graph === graph ? known : { graph, at, evaluator: now.evaluator.fork(graph, at, []) };
    ahead.set(key, view);
    const [oldest] = ahead.keys();
    if (ahead.size > KEPT_DAYS && oldest !== undefined) {
      ahead.get(oldest)?.evaluator.close();
      ahead.delete(oldest);
    }
    return view;
  };
  return {
    view: async (scope, day) => {
      const now = nowIn(scope);
      if (day === undefined || day === now.today) return live(scope, now);
      if (day > now.today) return future(scope, day);
      const at = endOfDay(day, scope.zone);
      const today = await live(scope, now);
      const heads = new Map(today.graph.position().map((one) => [one.scope, one.sequence]));
      const effectiveUpTo = Date.parse(at.instant);
      const to: BoundsOf = (id) => ({ upTo: heads.get(id) ?? Number.MAX_SAFE_INTEGER, effectiveUpTo });
      return past.of(scope, at, to, today, `${scope.id} ${day} ${scope.zone} ${JSON.stringify([...heads])}`);
    },
    viewAt: async (scope, { sequence, above, at }) => {
      // What had no ledger yet when it was decided was not seen.
      const seen = new Map([[scope.id, sequence], ...above.map((one) => [one.scope, one.sequence] as const)]);
      const today = await live(scope, nowIn(scope));
      // What was told before a redaction shows what was erased.
      const key = `${scope.id} #${sequence} ${at.instant} ${redactionsDone(today.graph)}`;
      return past.of(scope, at, everythingUpTo(seen), today, key);
    },
    settle: (view) => inSlices(prepareGates(registry.gates(view.graph), view.evaluator)),
    gates: (view) => evaluateGates(registry.gates(view.graph), view.evaluator, view.at),
    touched: async (scope, after, upTo) => subjectsAfter(await timelines.of(scope.id), after, upTo),
  };
}
