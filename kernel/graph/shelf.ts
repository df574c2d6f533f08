import { LayeredMap } from './layered-map.ts';
import type { Edge, Row } from './reader.ts';

/** A record or a link as it is. */
export type Told = { readonly row: Row } | { readonly edge: Edge };

type ByType = Map<string, LayeredMap<Edge[]>>;

/** What a shelf shows of its maps. */
type Lookup<V> = Pick<LayeredMap<V>, 'get' | 'has' | 'size' | 'values'>;

/** The records and links of one scope, under all that they are found by. */
export interface Shelf {
  readonly rows: Lookup<Row>;
  /** By kind, without those that are withdrawn. */
  readonly live: ReadonlyMap<string, Lookup<Row>>;
  readonly external: Lookup<string>;
  readonly numbers: ReadonlyMap<string, number>;
  readonly edges: Lookup<Edge>;
  readonly outgoing: ReadonlyMap<string, Lookup<readonly Edge[]>>;
  readonly incoming: ReadonlyMap<string, Lookup<readonly Edge[]>>;
  readonly put: (told: Told) => void;
  readonly removeEdge: (edge: Edge) => void;
  /**
   * Takes away what stands under some ids, to be put anew. @param next what is put in the place of each; where that is nothing, a record is
   * gone as if it had never been there. @returns what stood there.
   */
  readonly remove: (next: ReadonlyMap<string, Told | undefined>) => readonly Told[];
  /** The same, to be changed on its own. */
  readonly copy: () => Shelf;
}

interface Kept {
  readonly rows: LayeredMap<Row>;
  readonly live: Map<string, LayeredMap<Row>>;
  readonly external: LayeredMap<string>;
  readonly numbers: Map<string, number>;
  readonly edges: LayeredMap<Edge>;
  readonly outgoing: ByType;
  readonly incoming: ByType;
}

export function createShelf(): Shelf {
  return shelfOf({
    rows: new LayeredMap(),
    live: new Map(),
    external: new LayeredMap(),
    numbers: new Map(),
    edges: new LayeredMap(),
    outgoing: new Map(),
    incoming: new Map(),
  });
}

/** @param isShared whether its lists of links are another's as well. */
function shelfOf(kept: Kept, isShared = false): Shelf {
  const { rows, live, external, numbers, edges, outgoing, incoming } = kept;
  /** Lists of links that nobody else has, and that may grow in place; all of them before the first copy. */
  let own = isShared ? new Set<Edge[]>() : undefined;

  const add = (index: ByType, id: string, edge: Edge): void => {
    const ofType = entry(index, edge.type, () => new LayeredMap<Edge[]>());
    const list = ofType.get(id);
    if (list && (!own || own.has(list))) {
      list.push(edge);
      return;
    }
    const made = list ? [...list, edge] : [edge];
    own?.add(made);
    ofType.set(id, made);
  };
  const drop = (index: ByType, type: string, id: string, gone: ReadonlySet<Edge>): void => {
    const ofType = index.get(type);
    const rest = without(ofType?.get(id) ?? [], gone);
    if (rest.length === 0) ofType?.delete(id);
    else ofType?.set(id, rest);
    own?.add(rest);
  };
  /** Thousands of links may end in one record, so each list is gone through once for all that leave it. */
  const dropAll = (index: ByType, gone: readonly Edge[], end: (edge: Edge) => string): void => {
    for (const [type, ofType] of Map.groupBy(gone, (edge) => edge.type)) {
      for (const [id, some] of Map.groupBy(ofType, end)) drop(index, type, id, new Set(some));
    }
  };
  const removeEdge = (edge: Edge): void => {
    // The one that is told of need not be the same object.
    const gone = new Set([edges.get(edge.id) ?? edge]);
    edges.delete(edge.id);
    drop(outgoing, edge.type, edge.from, gone);
    drop(incoming, edge.type, edge.to, gone);
  };
  const putRow = (row: Row): void => {
    const ofKind = entry(live, row.kind, () => new LayeredMap<Row>());
    rows.set(row.id, row);
    if (row.withdrawn) ofKind.delete(row.id);
    else ofKind.set(row.id, row);
    if (row.external) external.set(externalKey(row.external.source, row.external.id), row.id);
    numbers.set(row.kind, Math.max(numbers.get(row.kind) ?? 0, row.number));
  };
  const putEdge = (edge: Edge): void => {
    const before = edges.get(edge.id);
    if (before) removeEdge(before);
    edges.set(edge.id, edge);
    add(outgoing, edge.from, edge);
    add(incoming, edge.to, edge);
  };
  const forget = (row: Row): void => {
    rows.delete(row.id);
    live.get(row.kind)?.delete(row.id);
    const key = row.external && externalKey(row.external.source, row.external.id);
    if (key !== undefined && external.get(key) === row.id) external.delete(key);
  };
  return {
    ...kept,
    put: (told) => {
      if ('row' in told) putRow(told.row);
      else putEdge(told.edge);
    },
    removeEdge,
    remove: (next) => {
      const removed: Told[] = [];
      const gone: Edge[] = [];
      for (const [id, now] of next) {
        const row = rows.get(id);
        if (row) removed.push({ row });
        // What is put in its place keeps it.
        if (row && !now) forget(row);
        const edge = edges.get(id);
        if (!edge) continue;
        removed.push({ edge });
        edges.delete(id);
        gone.push(edge);
      }
      dropAll(outgoing, gone, ({ from }) => from);
      dropAll(incoming, gone, ({ to }) => to);
      return removed;
    },
    copy: () => {
      own = new Set();
      const copies = {
        rows: rows.copy(),
        live: copied(live),
        external: external.copy(),
        numbers: new Map(numbers),
        edges: edges.copy(),
        outgoing: copied(outgoing),
        incoming: copied(incoming),
      };
      return shelfOf(copies, true);
    },
  };
}

/** A list without some of its links, looked for from its end: what is taken away is what came last more often than not. */
function without(list: readonly Edge[], gone: ReadonlySet<Edge>): Edge[] {
  let left = gone.size;
  let at = list.length;
  while (left > 0 && at > 0) {
    at -= 1;
    const edge = list[at];
    if (edge && gone.has(edge)) left -= 1;
  }
  const rest = list.slice(0, at);
  for (let after = at; after < list.length; after += 1) {
    const edge = list[after];
    if (edge && !gone.has(edge)) rest.push(edge);
  }
  return rest;
}

/** The one key under which an external id is found; sources hold no line feed. */
export function externalKey(source: string, id: string): string {
  return `${source}\n${id}`;
}

function copied<V>(maps: ReadonlyMap<string, LayeredMap<V>>): Map<string, LayeredMap<V>> {
  return new Map(Array.from(maps, ([name, map]) => [name, map.copy()]));
}

function entry<V>(map: Map<string, V>, key: string, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
