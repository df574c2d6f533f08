import { createEvaluator, type Graph, lineOf, type Moment, redactionsDone, type Registry } from '@callosum/kernel';
import type { Pool } from 'pg';
import { replayLine } from '../store/replay-line.ts';
import { type BoundsOf, retellLine, type Standing } from '../store/retell-line.ts';
import type { Scope } from '../store/scopes.ts';
import { distance, type Timeline, type Timelines } from '../store/timeline.ts';
import type { View } from './service.ts';

/** What was known of a scope at some moment. */
export interface PastViews {
  /**
   * @param to which part of each scope's history is told.
   * @param live as it is now: what is near it is made of it.
   * @param key the same for the same view as long as no ledger goes on.
   */
  readonly of: (scope: Scope, at: Moment, to: BoundsOf, live: View, key: string) => Promise<View>;
  /** The same, kept by whoever asks. @param near another one that he keeps. */
  readonly beside: (scope: Scope, at: Moment, to: BoundsOf, live: View, near: View | undefined) => Promise<View>;
}

/** Past views kept: paging through the rows of an old board does not tell it again, and its neighbours are made of it. */
const KEPT_VIEWS = 4;

/** While somebody writes, what is near may go on before the past is made of it: telling all from the beginning is for when it always does. */
const MOST_TURNS = 5;

interface Source extends Standing {
  readonly view: View;
}

interface Kept {
  readonly scope: string;
  /** What was told before a redaction shows what was erased. */
  readonly erased: number;
  readonly view: Promise<View>;
  /** The view, once it is there. */
  made?: View;
}

export function createPastViews(pool: Pool, registry: Registry, timelines: Timelines): PastViews {
  const kept = new Map<string, Kept>();
  const parts = { pool, registry, timelines };

  /** How many events lie between a source and what is wanted, in all scopes; told by timelines read once. */
  const measure = async (graphs: readonly Graph[], to: BoundsOf): Promise<(graph: Graph, from: BoundsOf) => number> => {
    const known = new Map<string, Timeline>();
    for (const id of new Set(graphs.flatMap(lineOf).map(({ scope }) => scope.id)))
      known.set(id, await timelines.of(id));
    return (graph, from) =>
      lineOf(graph).reduce((events, { scope: { id } }) => {
        const timeline = known.get(id);
        return events + (timeline ? distance(timeline, from(id), to(id)) : 0);
      }, 0);
  };
  const nearest = async (
    scope: Scope,
    to: BoundsOf,
    live: View,
    erased: number,
    near: View | undefined,
  ): Promise<Source | undefined> => {
    const heads = new Map(live.graph.position().map((one) => [one.scope, one.sequence]));
    const sources: Source[] = [{ view: live, graph: live.graph, bounds: everythingUpTo(heads), isFrozen: false }];
    for (const { made, ...one } of kept.values()) {
      if (made && one.scope === scope.id && one.erased === erased)
        sources.push({ view: made, graph: made.graph, bounds: made.bounds, isFrozen: true });
    }
    if (near) sources.push({ view: near, graph: near.graph, bounds: near.bounds, isFrozen: true });
    const apart = await measure(
      sources.map(({ graph }) => graph),
      to,
    );
    // From nothing at all everything has to be told.
    let least = apart(live.graph, () => NOTHING);
    let best: Source | undefined;
    for (const source of sources) {
      const events = apart(source.graph, source.bounds);
      if (events > least) continue;
      least = events;
      best = source;
    }
    return best;
  };
  const make = async (
    scope: Scope,
    at: Moment,
    to: BoundsOf,
    live: View,
    erased: number,
    near?: View,
  ): Promise<View> => {
    for (let turn = 0; turn < MOST_TURNS; turn += 1) {
      const source = await nearest(scope, to, live, erased, near);
      const retold = source ? await retellLine({ ...parts, live: live.graph }, source, to) : 'lies elsewhere';
      if (retold === 'lies elsewhere') break;
      if (source && retold !== 'went on') {
        const { graph, changes } = retold;
        return { graph, bounds: to, at, evaluator: source.view.evaluator.fork(graph, at, changes) };
      }
    }
    const graph = await replayLine(pool, registry, scope, (id) => {
      const { upTo, effectiveUpTo } = to(id);
      return Number.isFinite(effectiveUpTo) ? { upTo, effectiveUpTo: new Date(effectiveUpTo).toISOString() } : { upTo };
    });
    return { graph, bounds: to, at, evaluator: createEvaluator(graph, registry, at) };
  };
  const remember = async (key: string, one: Kept): Promise<void> => {
    try {
      one.made = await one.view;
    } catch {
      // Whoever asked hears of it; the next one tries again.
      kept.delete(key);
    }
  };
  const forgetOldest = (): void => {
    const [oldest] = kept.keys();
    if (kept.size <= KEPT_VIEWS || oldest === undefined) return;
    // Graphs that later views stand on no longer tell it anything.
    kept.get(oldest)?.made?.evaluator.close();
    kept.delete(oldest);
  };
  return {
    beside: (scope, at, to, live, near) => make(scope, at, to, live, redactionsDone(live.graph), near),
    of: (scope, at, to, live, key) => {
      const known = kept.get(key);
      kept.delete(key);
      if (known) {
        kept.set(key, known);
        return known.view;
      }
      const erased = redactionsDone(live.graph);
      const one: Kept = { scope: scope.id, erased, view: make(scope, at, to, live, erased) };
      kept.set(key, one);
      void remember(key, one);
      forgetOldest();
      return one.view;
    },
  };
}

const NOTHING = { upTo: 0, effectiveUpTo: Number.POSITIVE_INFINITY } as const;

/** What a graph that is followed tells of by now. */
export function asFarAs(graph: Graph): BoundsOf {
  return (scope) => everythingUpTo(new Map(graph.position().map((one) => [one.scope, one.sequence])))(scope);
}

/** All of each ledger up to a sequence; of a scope that is not named, nothing. */
export function everythingUpTo(sequences: ReadonlyMap<string, number>): BoundsOf {
  return (scope) => ({ upTo: sequences.get(scope) ?? 0, effectiveUpTo: Number.POSITIVE_INFINITY });
}
