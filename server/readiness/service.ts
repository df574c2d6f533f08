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
import { type RangeOf, replayLine } from '../store/replay-line.ts';
import { nowIn, type Scope } from '../store/scopes.ts';

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
}

/** Past views kept, so that paging through the rows of an old board does not replay it for each page; and as many future ones. */
const KEPT_VIEWS = 4;

/** Readiness over graphs in memory and, for the past, over history replayed. */
export function createReadiness(pool: Pool, registry: Registry, graphs: Graphs): Readiness {
  const evaluators = new WeakMap<Graph, Evaluator>();
  const past = new Map<string, Promise<View>>();
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
    const graph = await graphs.of(scope.id);
    const key = `${scope.id} ${day} ${scope.zone}`;
    const known = ahead.get(key);
    ahead.delete(key);
    if (known && known.graph !== graph) known.evaluator.close();
    const at = endOfDay(day, scope.zone);
    const view = known?.graph === graph ? known : { graph, at, evaluator: createEvaluator(graph, registry, at) };
    ahead.set(key, view);
    const [oldest] = ahead.keys();
    if (ahead.size > KEPT_VIEWS && oldest !== undefined) {
      ahead.get(oldest)?.evaluator.close();
      ahead.delete(oldest);
    }
    return view;
  };
  const replayed = async (scope: Scope, at: Moment, range: RangeOf): Promise<View> => {
    const graph = await replayLine(pool, registry, scope, range);
    return { graph, at, evaluator: createEvaluator(graph, registry, at) };
  };
  const remembered = (key: string, make: () => Promise<View>): Promise<View> => {
    const known = past.get(key);
    past.delete(key);
    const view = known ?? make();
    past.set(key, view);
    view.catch(() => past.delete(key));
    const oldest = past.keys().next().value;
    if (past.size > KEPT_VIEWS && oldest !== undefined) past.delete(oldest);
    return view;
  };
  return {
    view: async (scope, day) => {
      const now = nowIn(scope);
      if (day === undefined || day === now.today) return live(scope, now);
      if (day > now.today) return future(scope, day);
      const at = endOfDay(day, scope.zone);
      const graph = await graphs.of(scope.id);
      const key = `${day} ${JSON.stringify(graph.position())}`;
      return remembered(key, () => replayed(scope, at, () => ({ effectiveUpTo: at.instant })));
    },
    viewAt: async (scope, { sequence, above, at }) => {
      const seen = new Map([[scope.id, sequence], ...above.map((one) => [one.scope, one.sequence] as const)]);
      // What had no ledger yet when it was decided was not seen.
      // What was replayed before a redaction shows what was erased.
      const erased = redactionsDone(await graphs.of(scope.id));
      return remembered(`${scope.id} #${sequence} ${at.instant} ${erased}`, () =>
        replayed(scope, at, (id) => ({ upTo: seen.get(id) ?? 0 })),
      );
    },
    settle: (view) => inSlices(prepareGates(registry.gates(view.graph), view.evaluator)),
    gates: (view) => evaluateGates(registry.gates(view.graph), view.evaluator, view.at),
  };
}
