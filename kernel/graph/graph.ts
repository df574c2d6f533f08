import type { Fields, ValuesOf } from '../declare/field.ts';
import type { Kind } from '../declare/kind.ts';
import type { Edge, GraphReader, Row } from './reader.ts';

/** What happened to the graph: the record or link as it is afterwards, or a link that is gone. */
export type GraphChange =
  | { readonly row: Row; readonly before?: Row }
  | { readonly edge: Edge }
  | { readonly gone: Edge };

/** A scope's records and links in memory, fed by the ledger in its order. */
export interface Graph extends GraphReader {
  /** Applies what one or more events did and moves on to their sequence. */
  readonly apply: (changes: readonly GraphChange[], sequence: number) => void;
  /** The number the next record of a kind gets. */
  readonly nextNumber: (kind: string) => number;
  /** Called after each apply; returns how to stop. */
  readonly subscribe: (listener: (changes: readonly GraphChange[]) => void) => () => void;
}

const NONE: readonly Edge[] = [];

/** An empty graph. */
export function createGraph(): Graph {
  const rows = new Map<string, Row>();
  const live = new Map<string, Map<string, Row>>();
  const external = new Map<string, string>();
  const numbers = new Map<string, number>();
  const edges = new Map<string, Edge>();
  const outgoing = new Map<string, Map<string, Edge[]>>();
  const incoming = new Map<string, Map<string, Edge[]>>();
  const listeners = new Set<(changes: readonly GraphChange[]) => void>();
  let head = 0;

  const ofKind = (kind: string) => entry(live, kind, () => new Map<string, Row>());

  const putRow = (row: Row): void => {
    rows.set(row.id, row);
    if (row.withdrawn) ofKind(row.kind).delete(row.id);
    else ofKind(row.kind).set(row.id, row);
    if (row.external) external.set(externalKey(row.external.source, row.external.id), row.id);
    numbers.set(row.kind, Math.max(numbers.get(row.kind) ?? 0, row.number));
  };
  const removeEdge = (edge: Edge): void => {
    edges.delete(edge.id);
    drop(
      entry(outgoing, edge.type, () => new Map()),
      edge.from,
      edge.id,
    );
    drop(
      entry(incoming, edge.type, () => new Map()),
      edge.to,
      edge.id,
    );
  };
  const putEdge = (edge: Edge): void => {
    const before = edges.get(edge.id);
    if (before) removeEdge(before);
    edges.set(edge.id, edge);
    add(
      entry(outgoing, edge.type, () => new Map()),
      edge.from,
      edge,
    );
    add(
      entry(incoming, edge.type, () => new Map()),
      edge.to,
      edge,
    );
  };

  return {
    sequence: () => head,
    apply: (changes, sequence) => {
      for (const change of changes) {
        if ('row' in change) putRow(change.row);
        else if ('edge' in change) putEdge(change.edge);
        else removeEdge(change.gone);
      }
      head = sequence;
      for (const listener of listeners) listener(changes);
    },
    nextNumber: (kind) => (numbers.get(kind) ?? 0) + 1,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get: (kind, id) => typedRow(kind, rows.get(id)),
    find: (id) => rows.get(id),
    byExternal: (source, id) => {
      const found = external.get(externalKey(source, id));
      return found === undefined ? undefined : rows.get(found);
    },
    all: (kind) => typedRows(kind, live.get(kind.name)?.values() ?? []),
    rows: (kind) => live.get(kind)?.values() ?? [],
    count: (kind) => live.get(kind)?.size ?? 0,
    out: (id, type) => outgoing.get(type)?.get(id) ?? NONE,
    in: (id, type) => incoming.get(type)?.get(id) ?? NONE,
    edge: (id) => edges.get(id),
    edges: function* (type) {
      for (const list of outgoing.get(type)?.values() ?? []) yield* list;
    },
  };
}

/** The one key under which an external id is found; sources hold no line feed. */
function externalKey(source: string, id: string): string {
  return `${source}\n${id}`;
}

function entry<V>(map: Map<string, V>, key: string, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function add(index: Map<string, Edge[]>, key: string, edge: Edge): void {
  entry(index, key, () => []).push(edge);
}

function drop(index: Map<string, Edge[]>, key: string, id: string): void {
  const rest = (index.get(key) ?? []).filter((edge) => edge.id !== id);
  if (rest.length === 0) index.delete(key);
  else index.set(key, rest);
}

/** The write path let in only what the kind's fields allow, so a row of the kind has its types. */
function isOfKind<F extends Fields>(kind: Kind<F>, row: { readonly kind: string }): row is Row<ValuesOf<F>> {
  return row.kind === kind.name;
}

/** A row as its kind types it; undefined when it is missing, withdrawn or of another kind. */
export function typedRow<F extends Fields>(kind: Kind<F>, row: Row | undefined): Row<ValuesOf<F>> | undefined {
  return row && !row.withdrawn && isOfKind(kind, row) ? row : undefined;
}

/** Rows as their kind types them. */
export function* typedRows<F extends Fields>(kind: Kind<F>, rows: Iterable<Row>): Generator<Row<ValuesOf<F>>> {
  for (const row of rows) if (isOfKind(kind, row)) yield row;
}
