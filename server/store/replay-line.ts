import {
  createGraph,
  createReplay,
  type Graph,
  type GraphChange,
  type GraphScope,
  type HistoryEvent,
  type Registry,
} from '@callosum/kernel';
import type { Pool } from 'pg';
import { type Range, readEvents, toHistory } from './events.ts';
import { scopeAbove } from './line.ts';

/** Which part of a scope's history is told. */
export type RangeOf = (scope: string) => Range;

/** Replays a history that may be told in part: what took effect before its record did waits for it. */
export function createTelling(registry: Registry): (event: HistoryEvent) => GraphChange | undefined {
  const replay = createReplay(registry);
  const made = new Set<string>();
  return (event) => {
    if (event.action === 'create') made.add(event.subject.id);
    return made.has(event.subject.id) ? replay.next(event) : undefined;
  };
}

/**
 * A scope and those above it, replayed from their ledgers. What lay above is what the scope's own record says of that
 * moment, so that a project that was moved is seen where it was.
 */
export async function replayLine(pool: Pool, registry: Registry, scope: GraphScope, range: RangeOf): Promise<Graph> {
  const told: { change: GraphChange | undefined; sequence: number }[] = [];
  const next = createTelling(registry);
  let above: unknown;
  for await (const event of readEvents(pool, scope.id, range(scope.id))) {
    const change = next(toHistory(event));
    told.push({ change, sequence: event.sequence });
    if (change && 'row' in change && change.row.id === scope.id) above = change.row.fields.parent;
  }
  const upper = await scopeAbove(pool, scope, typeof above === 'string' ? above : undefined);
  const graph = createGraph(scope, upper && (await replayLine(pool, registry, upper, range)));
  for (const { change, sequence } of told) graph.apply(change ? [change] : [], sequence);
  return graph;
}
