import type { Fields, ValuesOf } from '../declare/field.ts';
import type { Kind } from '../declare/kind.ts';
import type { Edge, GraphReader, GraphScope, Row } from './reader.ts';
import { createShelf, externalKey, type Shelf, type Told } from './shelf.ts';

/** What happened to the graph: the record or link as it is afterwards, or a link that is gone. */
export type GraphChange =
  | { readonly row: Row; readonly before?: Row }
  | { readonly edge: Edge }
  | { readonly gone: Edge };

/**
 * A scope's records and links in memory, fed by the ledger in its order, with the graph of the scope above mounted
 * beneath it for reading. A graph is mounted by any number of others and knows none of them.
 */
export interface Graph extends GraphReader {
  readonly scope: GraphScope;
  /** The scope above, as this one sees it. */
  readonly parent: Graph | undefined;
  /** Applies what one or more events of the own scope did and moves on to their sequence. */
  readonly apply: (changes: readonly GraphChange[], sequence: number) => void;
  /** The number the next record of a kind gets. */
  readonly nextNumber: (kind: string) => number;
  /** The record or link that the own scope holds under an id. */
  readonly told: (id: string) => Told | undefined;
  /** How many records and links the own scope has. */
  readonly size: () => number;
  /** Called after each apply, here or above; returns how to stop. */
  readonly subscribe: (listener: (changes: readonly GraphChange[]) => void) => () => void;
  /** Nobody is told anything any more, and the graphs above forget this one. */
  readonly close: () => void;
}

/** Records and links as they were at another moment, by id; undefined for what was not there. */
export type Retold = ReadonlyMap<string, Told | undefined>;

/** A graph of another moment, and what whoever knows the first one has to be told to know it. */
export interface RetoldGraph {
  readonly graph: Graph;
  readonly changes: readonly GraphChange[];
}

const NONE: readonly Edge[] = [];

/** Stands for a scope where it does not matter which one it is. */
const SOME_PROJECT: GraphScope = { id: '', type: 'project', key: '' };

/** What each graph made here keeps, for another of the same scope at another moment. */
const shelves = new WeakMap<Graph, Shelf>();

/** An empty graph. @param parent the graph of the scope above; it is read, never written. */
export function createGraph(scope: GraphScope = SOME_PROJECT, parent?: Graph): Graph {
  return graphOver(createShelf(), scope, parent, 0);
}

/**
 * The graph of another moment, made of one nearby: what differs between the two is told anew, everything else is taken over. The
 * source is left as it is.
 * @param parent the graph of the scope above at that moment. @param sequence how far the ledger is seen there.
 */
export function retellGraph(source: Graph, parent: Graph | undefined, retold: Retold, sequence: number): RetoldGraph {
  const known = shelves.get(source);
  if (!known) throw new Error('Only a graph of records and links can be told anew');
  const shelf = known.copy();
  const changes: GraphChange[] = [];
  for (const was of shelf.remove(retold)) changes.push('edge' in was ? { gone: was.edge } : was);
  for (const now of retold.values()) {
    if (!now) continue;
    shelf.put(now);
    changes.push(now);
  }
  return { graph: graphOver(shelf, source.scope, parent, sequence), changes };
}

function graphOver(shelf: Shelf, scope: GraphScope, parent: Graph | undefined, sequence: number): Graph {
  const { rows, live, external, numbers, edges, outgoing, incoming } = shelf;
  const listeners = new Set<(changes: readonly GraphChange[]) => void>();
  let unhear: (() => void) | undefined;
  let head = sequence;

  const tell = (changes: readonly GraphChange[]): void => {
    for (const listener of listeners) listener(changes);
  };
  const owns = (id: string): boolean => rows.has(id) || edges.has(id);
  const find = (id: string): Row | undefined => rows.get(id) ?? parent?.find(id);
  const rowsOf = (kind: string): Iterable<Row> => joined(live.get(kind)?.values(), parent?.rows(kind));
  const stopHearing = (): void => {
    unhear?.();
    unhear = undefined;
  };

  const graph: Graph = {
    scope,
    parent,
    sequence: () => head,
    position: () => [{ scope: scope.id, sequence: head }, ...(parent?.position() ?? [])],
    scopeOf: (id) => (owns(id) ? scope : parent?.scopeOf(id)),
    owns,
    told: (id) => {
      const row = rows.get(id);
      if (row) return { row };
      const edge = edges.get(id);
      return edge && { edge };
    },
    size: () => rows.size + edges.size,
    apply: (changes, sequence) => {
      for (const change of changes) {
        if ('gone' in change) shelf.removeEdge(change.gone);
        else shelf.put(change);
      }
      head = sequence;
      tell(changes);
    },
    nextNumber: (kind) => (numbers.get(kind) ?? 0) + 1,
    subscribe: (listener) => {
      listeners.add(listener);
      // Heard of only while somebody listens here, so that the graph above holds on to nobody who is done.
      unhear ??= parent?.subscribe(tell);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) stopHearing();
      };
    },
    close: () => {
      listeners.clear();
      stopHearing();
    },
    get: (kind, id) => typedRow(kind, find(id)),
    find,
    byExternal: (source, id) => {
      const found = external.get(externalKey(source, id));
      return found === undefined ? parent?.byExternal(source, id) : rows.get(found);
    },
    all: (kind) => typedRows(kind, rowsOf(kind.name)),
    rows: rowsOf,
    count: (kind) => (live.get(kind)?.size ?? 0) + (parent?.count(kind) ?? 0),
    // A link lives where it begins, so all that leave a record are in one place; those that arrive may be anywhere below.
    out: (id, type) => outgoing.get(type)?.get(id) ?? parent?.out(id, type) ?? NONE,
    in: (id, type) => {
      const own = incoming.get(type)?.get(id) ?? NONE;
      const above = parent?.in(id, type) ?? NONE;
      return own.length === 0 ? above : above.length === 0 ? own : [...own, ...above];
    },
    edge: (id) => edges.get(id) ?? parent?.edge(id),
    edges: function* (type) {
      for (const list of outgoing.get(type)?.values() ?? []) yield* list;
      if (parent) yield* parent.edges(type);
    },
  };
  shelves.set(graph, shelf);
  return graph;
}

/** A graph and those above it, its own first. */
export function lineOf(graph: Graph): readonly Graph[] {
  return graph.parent ? [graph, ...lineOf(graph.parent)] : [graph];
}

/** One after the other; the common case of a single one costs nothing. */
function joined(own: Iterable<Row> | undefined, above: Iterable<Row> | undefined): Iterable<Row> {
  if (!own || !above) return own ?? above ?? [];
  return chain(own, above);
}

function* chain(own: Iterable<Row>, above: Iterable<Row>): Generator<Row> {
  yield* own;
  yield* above;
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
