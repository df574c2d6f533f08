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
import { titleOf } from '../../readiness/present.ts';

/** Links listed on a record's page; a baseline may hold thousands. */
export const MOST_LINKS = 500;

/** Whether what was verified about a record still counts: judged with full sight, told without names of what is not seen. */
export function standingFor(registry: Registry, graph: GraphReader, sight: Sight, row: Row, at: Moment) {
  if (!registry.footings.has(row.kind)) return null;
  const { rests, causes } = standingOf(row, graph, at, registry);
  return { rests, causes: causes.map((cause) => told(causeChain(cause, graph, registry, (one) => sight.sees(one)))) };
}

/** Links in both directions whose other end the actor may see. */
export function linksOf(registry: Registry, graph: GraphReader, sight: Sight, row: Row): z.infer<typeof linkView>[] {
  const found: z.infer<typeof linkView>[] = [];
  const add = (edge: Edge, direction: 'out' | 'in'): void => {
    const other = graph.find(direction === 'out' ? edge.to : edge.from);
    if (!other || !sight.sees(other)) return;
    const { id, type, version, fields } = edge;
    const end = { id: other.id, kind: other.kind, number: other.number, title: titleOf(other), state: other.state };
    found.push({ id, type, direction, version, fields, suspect: isSuspect(edge, graph, registry), other: end });
  };
  for (const [type, link] of registry.links) {
    if (link.from === row.kind) for (const edge of graph.out(row.id, type)) add(edge, 'out');
    if (link.to.includes(row.kind) && !link.apart) for (const edge of graph.in(row.id, type)) add(edge, 'in');
  }
  return found;
}
