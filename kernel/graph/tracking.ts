import { type Derivation, type Derived, derivedKey } from './derived.ts';
import type { GraphReader, Row } from './reader.ts';
import { typedRow, typedRows } from './graph.ts';

/** What a computation read besides the row it is about. */
export interface Reads {
  /** Ids of other records whose fields or links were read. */
  readonly records: Set<string>;
  /** Kinds whose rows, or link types whose links, were enumerated. */
  readonly whole: Set<string>;
  /** The same more closely: ids of records whose fields were read, and {@link linksKey} where links were. */
  readonly touching: Set<string>;
  /** What was derived of records, by its keys; what that rests on is not named again. */
  readonly derived: Set<string>;
}

/** By what a computation is found when something is touched. */
export function* readIn({ touching, whole, derived }: Reads): Generator<string> {
  yield* touching;
  yield* whole;
  yield* derived;
}

/** Works out what is derived, once for all who read it. */
export type Derive = (derivation: Derivation, id: string) => Derived;

/** Stands for the links of one type at a record. */
export function linksKey(id: string, type: string): string {
  return `${id} ${type}`;
}

/**
 * A reader that remembers what was read through it.
 * @param own the record the computation is about: it is judged anew whenever it or its links change, so reads of
 * it need no note.
 * @param derive what is derived is worked out as often as it is asked for when left out.
 */
export function trackReads(graph: GraphReader, own: string, derive?: Derive): { reader: GraphReader; reads: Reads } {
  const reads: Reads = { records: new Set(), whole: new Set(), touching: new Set(), derived: new Set() };
  const note = (id: string): void => {
    if (id === own) return;
    reads.records.add(id);
    reads.touching.add(id);
  };
  const noteLinks = (id: string, type: string): void => {
    if (id === own) return;
    reads.records.add(id);
    reads.touching.add(linksKey(id, type));
  };
  const find = (id: string): Row | undefined => {
    note(id);
    return graph.find(id);
  };
  const rows = (kind: string): Iterable<Row> => {
    reads.whole.add(kind);
    return graph.rows(kind);
  };
  const reader: GraphReader = {
    sequence: () => graph.sequence(),
    position: () => graph.position(),
    scopeOf: (id) => {
      note(id);
      return graph.scopeOf(id);
    },
    owns: (id) => {
      note(id);
      return graph.owns(id);
    },
    find,
    rows,
    get: (kind, id) => typedRow(kind, find(id)),
    all: (kind) => typedRows(kind, rows(kind.name)),
    byExternal: (source, id) => {
      const row = graph.byExternal(source, id);
      if (row) note(row.id);
      return row;
    },
    count: (kind) => {
      reads.whole.add(kind);
      return graph.count(kind);
    },
    out: (id, type) => {
      noteLinks(id, type);
      return graph.out(id, type);
    },
    in: (id, type) => {
      noteLinks(id, type);
      return graph.in(id, type);
    },
    edge: (id) => {
      const edge = graph.edge(id);
      if (edge) noteLinks(edge.from, edge.type);
      return edge;
    },
    edges: (type) => {
      reads.whole.add(type);
      return graph.edges(type);
    },
    ...(derive && {
      derived: (derivation: Derivation, id: string) => {
        reads.derived.add(derivedKey(derivation, id));
        return derive(derivation, id);
      },
    }),
  };
  return { reader, reads };
}
