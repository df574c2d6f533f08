import {
  causeChain,
  type Edge,
  type GraphReader,
  isSuspect,
  type Moment,
  type Registry,
  type Row,
  type Sight,
  standingOf,
  told,
} from '@callosum/kernel';
import type { linkView } from '@callosum/kernel/contract';
import type { z } from 'zod';
import { titleOf } from '../../readiness/title.ts';

/** Links listed on a record's page; a baseline may hold thousands. */
export const MOST_LINKS = 500;

/** Whether what was verified about a record still counts: judged with full sight, told without names of what is not seen. */
export function standingFor(registry: Registry, graph: GraphReader, sight: Sight, row: Row, at: Moment) {
  if (!registry.footings.has(row.kind)) return null;
  const { rests, causes } = standingOf(row, graph, at, registry);
  return { rests, causes: causes.map((cause) => told(causeChain(cause, graph, registry, (one) => sight.sees(one)))) };
}

/** Links in both directions whose other end the actor may see, those of a type by the number of that end. */
export function linksOf(registry: Registry, graph: GraphReader, sight: Sight, row: Row): z.infer<typeof linkView>[] {
  const seen = (edges: readonly Edge[], direction: 'out' | 'in') =>
    edges
      .flatMap((edge) => linkSeen(edge, direction))
      .sort((a, b) => a.other.kind.localeCompare(b.other.kind) || a.other.number - b.other.number);
  const linkSeen = (edge: Edge, direction: 'out' | 'in'): z.infer<typeof linkView>[] => {
    const other = graph.find(direction === 'out' ? edge.to : edge.from);
    if (!other || !sight.sees(other)) return [];
    const { id, type, version, fields } = edge;
    const end = { id: other.id, kind: other.kind, number: other.number, title: titleOf(other), state: other.state };
    return [{ id, type, direction, version, fields, suspect: isSuspect(edge, graph, registry), other: end }];
  };
  return [...registry.links].flatMap(([type, link]) => [
    ...(link.from === row.kind ? seen(graph.out(row.id, type), 'out') : []),
    ...(link.to.includes(row.kind) && !link.apart ? seen(graph.in(row.id, type), 'in') : []),
  ]);
}
