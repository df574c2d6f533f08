import {
  type Graph,
  lineOf,
  type Registry,
  retellGraph,
  type Retold,
  type RetoldGraph,
  type Told,
} from '@callosum/kernel';
import type { Pool } from 'pg';
import { readChosen, toHistory } from './events.ts';
import { createTelling } from './replay-line.ts';
import { type Bounds, eventsAbout, isSameWithin, lastWithin, type Timelines, turnedBetween } from './timeline.ts';

/** Which part of each scope's history is told. */
export type BoundsOf = (scope: string) => Bounds;

/** A graph of some moment, with which part of its scopes' histories it tells. */
export interface Standing {
  readonly graph: Graph;
  readonly bounds: BoundsOf;
  /** It never changes, so that it may be mounted again. */
  readonly isFrozen: boolean;
}

interface Parts {
  readonly pool: Pool;
  readonly registry: Registry;
  readonly timelines: Timelines;
  /** As everything is now: what has not changed since the moment that is wanted is taken from here instead of being told anew. */
  readonly live: Graph;
}

/** What has to be told anew in one scope, and how far its ledger is seen then. */
interface Step {
  readonly retold: Retold;
  readonly sequence: number;
}

/**
 * A scope and those above it at another moment, made of the graphs of one nearby: only records and links that some event between
 * the two was about are told anew, each from its own beginning. So it comes to the same as replaying everything.
 * @returns why it cannot be made of this source: the scope began later or lay elsewhere, or the source went on meanwhile.
 */
export async function retellLine(
  parts: Parts,
  source: Standing,
  to: BoundsOf,
): Promise<RetoldGraph | 'lies elsewhere' | 'went on'> {
  const { graph, bounds } = source;
  const before = JSON.stringify(graph.position());
  const steps = new Map<Graph, Step>();
  for (const one of lineOf(graph)) {
    const step = await stepOf(parts, one.scope.id, bounds(one.scope.id), to(one.scope.id));
    const isHere = !step.retold.has(one.scope.id) || stays(one, step.retold.get(one.scope.id));
    if (!isHere) return 'lies elsewhere';
    steps.set(one, step);
  }
  // From here on nothing waits, so a graph that is followed stands still.
  return JSON.stringify(graph.position()) === before ? build(source, graph, steps) : 'went on';
}

/** Whether a scope lies below the same one at the other moment, as its own record says. */
function stays(graph: Graph, now: Told | undefined): boolean {
  if (graph.scope.type === 'organisation') return true;
  const row = now && 'row' in now ? now.row : undefined;
  return row?.fields.parent === graph.find(graph.scope.id)?.fields.parent;
}

function build(source: Standing, graph: Graph, steps: ReadonlyMap<Graph, Step>): RetoldGraph {
  const above = graph.parent && build(source, graph.parent, steps);
  const { retold, sequence } = steps.get(graph) ?? { retold: new Map<string, Told>(), sequence: graph.sequence() };
  const isSame = source.isFrozen && retold.size === 0 && sequence === graph.sequence() && above?.graph === graph.parent;
  if (isSame) return { graph, changes: [] };
  const made = retellGraph(graph, above?.graph, retold, sequence);
  return { graph: made.graph, changes: [...(above?.changes ?? []), ...made.changes] };
}

async function stepOf(
  { pool, registry, timelines, live }: Parts,
  scope: string,
  from: Bounds,
  to: Bounds,
): Promise<Step> {
  const timeline = await timelines.of(scope);
  const now = lineOf(live).find((one) => one.scope.id === scope);
  // Nothing waits up to the end of this loop; a graph that is ahead of the timeline holds what that does not tell of.
  const isTold = now !== undefined && now.sequence() <= timeline.effective.length;
  const nowBounds: Bounds = { upTo: now?.sequence() ?? 0, effectiveUpTo: Number.POSITIVE_INFINITY };
  const retold = new Map<string, Told | undefined>();
  const unlike = new Set<string>();
  for (const id of turnedBetween(timeline, from, to)) {
    const isSame = isTold && isSameWithin(timeline, id, nowBounds, to);
    retold.set(id, isSame ? now.told(id) : undefined);
    if (!isSame) unlike.add(id);
  }
  const next = createTelling(registry);
  for await (const event of readChosen(pool, scope, eventsAbout(timeline, unlike, to))) {
    const history = toHistory(event);
    const change = next(history);
    if (change) retold.set(history.subject.id, 'gone' in change ? undefined : change);
  }
  return { retold, sequence: lastWithin(timeline, to) };
}
