import { type Derivation, type Derived, derivedKey } from './derived.ts';
import type { GraphReader, Row } from './reader.ts';
import { typedRow, typedRows } from './graph.ts';

/** What a computation read besides the row it is about, each once. Tens of thousands of these are kept, so they are plain lists. */
export interface Reads {
  /** Ids of records whose fields were read. */
  readonly found: readonly string[];
  /** Where links were read, as {@link linksKey} says it. */
  readonly linked: readonly string[];
  /** Kinds whose rows, or link types whose links, were enumerated. */
  readonly whole: readonly string[];
  /** What was derived of records, by its keys; what that rests on is not named again. */
  readonly derived: readonly string[];
}

/** By what a computation is found when something is touched. */
export function* readIn({ found, linked, whole, derived }: Reads): Generator<string> {
  yield* found;
  yield* linked;
  yield* whole;
  yield* derived;
}

/** Ids of the records whose fields or links were read. */
export function recordsIn({ found, linked }: Reads): ReadonlySet<string> {
  return new Set([...found, ...linked.map((key) => key.slice(0, key.lastIndexOf(' ')))]);
}

const NONE: readonly string[] = [];
/** As long as a list is so short, looking through it is quicker than asking a set. */
const SHORT = 12;

/** What was read, as it is noted. */
class Notes {
  #list: string[] | undefined;
  #known: Set<string> | undefined;

  add(what: string): void {
    const list = this.#list;
    if (!list) {
      this.#list = [what];
      return;
    }
    const known = this.#known;
    if (known ? known.has(what) : list.includes(what)) return;
    list.push(what);
    if (known) known.add(what);
    else if (list.length > SHORT) this.#known = new Set(list);
  }

  all(): readonly string[] {
    return this.#list ?? NONE;
  }
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
export function trackReads(
  graph: GraphReader,
  own: string,
  derive?: Derive,
): { readonly reader: GraphReader; readonly reads: () => Reads } {
  const [found, linked, whole, derived] = [new Notes(), new Notes(), new Notes(), new Notes()];
  const note = (id: string): void => {
    if (id !== own) found.add(id);
  };
  const noteLinks = (id: string, type: string): void => {
    if (id !== own) linked.add(linksKey(id, type));
  };
  const find = (id: string): Row | undefined => {
    note(id);
    return graph.find(id);
  };
  const rows = (kind: string): Iterable<Row> => {
    whole.add(kind);
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
      whole.add(kind);
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
      whole.add(type);
      return graph.edges(type);
    },
    ...(derive && {
      derived: (derivation: Derivation, id: string) => {
        derived.add(derivedKey(derivation, id));
        return derive(derivation, id);
      },
    }),
  };
  const reads = (): Reads => ({
    found: found.all(),
    linked: linked.all(),
    whole: whole.all(),
    derived: derived.all(),
  });
  return { reader, reads };
}
