import type { Edge, Graph, Row } from '@callosum/kernel';
import { testRegistry } from './registry.ts';

/** Everything a graph of the test registry holds that is not withdrawn, in an order of its own. */
export function contentOf(graph: Graph): { sequence: number; rows: Row[]; edges: Edge[] } {
  const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
  const kinds = [...testRegistry.kinds.keys()];
  return {
    sequence: graph.sequence(),
    rows: kinds
      .flatMap((kind) => [...graph.rows(kind)])
      .map(withoutUndefined)
      .sort(byId),
    edges: [...testRegistry.links.keys()].flatMap((type) => [...graph.edges(type)]).sort(byId),
  };
}

function withoutUndefined(row: Row): Row {
  const { external, ...rest } = row;
  return external ? { ...rest, external } : rest;
}
