import type { Graph, GraphChange } from './graph.ts';
import { typedRow, typedRows } from './graph.ts';
import type { GraphReader, Row } from './reader.ts';

/** Of what kinds the records and of what types the links are that something was worked out of. */
export interface TypesRead {
  readonly kinds: ReadonlySet<string>;
  readonly links: ReadonlySet<string>;
  /** Whether it rests on more than they say: that something is not there at all, which anything may bring. */
  readonly onAll: () => boolean;
  /** Whether it rests on how far the ledger goes, so that it is another thing after every event. */
  readonly onHead: () => boolean;
}

/**
 * A reader that notes of what kinds the records and of what types the links are that are read through it: coarser than `trackReads`, and
 * so cheap that a view over hundreds of thousands of records may be told through it.
 */
export function noteTypes(graph: GraphReader): TypesRead & { readonly reader: GraphReader } {
  const kinds = new Set<string>();
  const links = new Set<string>();
  let isOnAll = false;
  let isOnHead = false;
  const onAll = <T>(told: T): T => {
    isOnAll = true;
    return told;
  };
  const noted = (row: Row | undefined): Row | undefined => {
    if (row) kinds.add(row.kind);
    else isOnAll = true;
    return row;
  };
  const find = (id: string): Row | undefined => noted(graph.find(id));
  const rows = (kind: string): Iterable<Row> => {
    kinds.add(kind);
    return graph.rows(kind);
  };
  const reader: GraphReader = {
    sequence: () => {
      isOnHead = true;
      return graph.sequence();
    },
    position: () => {
      isOnHead = true;
      return graph.position();
    },
    // Where something lives never changes as long as it is there.
    scopeOf: (id) => graph.scopeOf(id) ?? onAll(undefined),
    owns: (id) => graph.owns(id) || onAll(false),
    find,
    rows,
    get: (kind, id) => typedRow(kind, find(id)),
    all: (kind) => typedRows(kind, rows(kind.name)),
    byExternal: (source, id) => noted(graph.byExternal(source, id)),
    count: (kind) => {
      kinds.add(kind);
      return graph.count(kind);
    },
    out: (id, type) => {
      links.add(type);
      return graph.out(id, type);
    },
    in: (id, type) => {
      links.add(type);
      return graph.in(id, type);
    },
    edge: (id) => {
      const edge = graph.edge(id);
      if (edge) links.add(edge.type);
      return edge ?? onAll(undefined);
    },
    edges: (type) => {
      links.add(type);
      return graph.edges(type);
    },
  };
  return { reader, kinds, links, onAll: () => isOnAll, onHead: () => isOnHead };
}

/** Tells whether what something was worked out of was touched since. */
export interface TypesTouched {
  /** Counts what happened to the graph so far. */
  readonly now: () => number;
  readonly since: (asOf: number, read: TypesRead) => boolean;
}

/** Follows a graph, by kinds of records and types of links. One that stands still touches nothing. */
export function followTypes(graph: Pick<Graph, 'subscribe'>): TypesTouched {
  const last = new Map<string, number>();
  let now = 0;
  graph.subscribe((changes) => {
    now += 1;
    for (const change of changes) last.set(typeOf(change), now);
  });
  return {
    now: () => now,
    since: (asOf, { kinds, links, onAll }) =>
      now > asOf && (onAll() || [...kinds, ...links].some((type) => (last.get(type) ?? 0) > asOf)),
  };
}

function typeOf(change: GraphChange): string {
  if ('row' in change) return change.row.kind;
  return 'edge' in change ? change.edge.type : change.gone.type;
}
