import type { FieldValues, Json } from '../declare/json.ts';
import type { Kind } from '../declare/kind.ts';
import { type Actor, fieldRows, holds, type LinkReader, type Predicate, predicateFor } from '../declare/permission.ts';
import type { Registry } from '../declare/registry.ts';
import { typedRow, typedRows } from './graph.ts';
import type { Edge, GraphReader, Row } from './reader.ts';

/** What an event is about: a record, or a link with its two ends. */
export interface EventSubject {
  readonly subject: { readonly id: string };
  readonly link?: { readonly from: string; readonly to: string } | null | undefined;
}

/**
 * What one actor sees of a scope: the one door through which rows, their fields, their history and their number
 * leave the graph. Lists go through the same rules as SQL.
 */
export interface Sight {
  readonly sees: (row: Row) => boolean;
  /** The record as the actor sees it, without the fields he may not; undefined when he may not see it at all. */
  readonly row: (id: string) => Row | undefined;
  readonly shown: (row: Row) => Row;
  /** Names of declared fields of a record that are not there for the actor. */
  readonly hidden: (row: Row) => ReadonlySet<string>;
  /** Whether a value that a record once had is not there for the actor. What is declared no more may be a hidden field of before. */
  readonly hides: (row: Row, name: string) => boolean;
  /** An event is seen by whoever sees what it is about; that of a link, by whoever sees both ends. */
  readonly event: (event: EventSubject) => boolean;
  /** How many records of a kind there are for the actor. */
  readonly count: (kind: string) => number;
  /** Whether every record of a kind, or every link of a type, is seen, with every field. */
  readonly whole: (kind: string) => boolean;
}

/** @param graph read as it stands when something is asked. */
export function createSight(
  registry: Registry,
  graph: LinkReader & Pick<GraphReader, 'rows' | 'count'>,
  actor: Actor,
): Sight {
  const predicates = new Map<string, Predicate | undefined>();
  const predicateOf = (kind: Kind): Predicate | undefined => {
    if (!predicates.has(kind.name)) predicates.set(kind.name, predicateFor(kind, 'read', actor));
    return predicates.get(kind.name);
  };
  const sees = (row: Row): boolean => {
    const kind = registry.kinds.get(row.kind);
    const predicate = kind && predicateOf(kind);
    return predicate !== undefined && holds(predicate, row, actor, graph);
  };
  const hidden = (row: Row): ReadonlySet<string> => {
    const kind = registry.kinds.get(row.kind);
    return kind ? hiddenFields(kind, actor, row, graph) : NONE;
  };
  const hides = (row: Row, name: string): boolean => {
    const names = hidden(row);
    const isDeclared = Object.hasOwn(registry.kinds.get(row.kind)?.fields ?? {}, name) || name.startsWith('spine:');
    return names.has(name) || (names.size > 0 && !isDeclared);
  };
  const shown = (row: Row): Row => {
    const names = hidden(row);
    return names.size === 0 ? row : { ...row, fields: without(row.fields, names) };
  };
  const isWhole = (name: string): boolean => {
    const kind = registry.kinds.get(name);
    const predicate = kind && predicateOf(kind);
    if (!kind || !predicate || !('every' in predicate)) return false;
    return Object.keys(kind.fields).every((field) => seesAlways(kind, field, actor));
  };
  return {
    sees,
    hidden,
    hides,
    shown,
    row: (id) => {
      const row = graph.find(id);
      return row && sees(row) ? shown(row) : undefined;
    },
    event: ({ subject, link }) =>
      (link ? [link.from, link.to] : [subject.id]).every((id) => {
        const row = graph.find(id);
        return row !== undefined && sees(row);
      }),
    count: (name) => {
      const kind = registry.kinds.get(name);
      const predicate = kind && predicateOf(kind);
      if (!predicate) return 0;
      if ('every' in predicate) return graph.count(name);
      let count = 0;
      for (const row of graph.rows(name)) count += Number(holds(predicate, row, actor, graph));
      return count;
    },
    whole: (name) => {
      const link = registry.links.get(name);
      if (link) return [link.from, ...link.to].every(isWhole);
      return isWhole(name);
    },
  };
}

const NONE: ReadonlySet<string> = new Set();

/** Whether an actor sees a field of every record that he sees. */
function seesAlways(kind: Kind, name: string, actor: Actor): boolean {
  const rows = fieldRows(kind, name, actor);
  return rows !== undefined && 'every' in rows;
}

/** Names of a record's fields that an actor may not see. */
function hiddenFields(kind: Kind, actor: Actor, row: Row, graph: LinkReader): ReadonlySet<string> {
  const names = Object.keys(kind.fields).filter((name) => {
    const seen = kind.fields[name]?.read && fieldRows(kind, name, actor);
    return kind.fields[name]?.read !== undefined && !(seen && holds(seen, row, actor, graph));
  });
  return names.length === 0 ? NONE : new Set(names);
}

function without(fields: FieldValues, names: ReadonlySet<string>): FieldValues {
  if (names.size === 0) return fields;
  const shown: Record<string, Json> = {};
  for (const [name, value] of Object.entries(fields)) if (!names.has(name)) shown[name] = value;
  return shown;
}

/**
 * A graph as an actor sees it: what a command decides for him by his own rights rests on nothing else.
 * @param today for a graph of the past, the one of today: whoever looks back sees by what the records are now.
 */
export function seenGraph(
  registry: Registry,
  graph: GraphReader,
  actor: Actor,
  today: GraphReader = graph,
): GraphReader {
  const sight = createSight(registry, today, actor);
  const wholes = new Map<string, boolean>();
  /** Whoever sees all of a kind, or both ends of every link of a type, need not be asked about each. */
  const isWhole = (name: string): boolean => {
    const known = wholes.get(name);
    if (known !== undefined) return known;
    const whole = (registry.kinds.has(name) || registry.links.has(name)) && sight.whole(name);
    wholes.set(name, whole);
    return whole;
  };
  const seen = (row: Row | undefined): Row | undefined => {
    if (!row || isWhole(row.kind)) return row;
    const now = today.find(row.id) ?? row;
    return sight.sees(now) ? { ...row, fields: without(row.fields, sight.hidden(now)) } : undefined;
  };
  const isSeen = ({ from, to }: Edge): boolean =>
    seen(graph.find(from)) !== undefined && seen(graph.find(to)) !== undefined;
  const shownOf = (type: string, edges: readonly Edge[]): readonly Edge[] =>
    edges.length === 0 || isWhole(type) ? edges : edges.filter(isSeen);
  const rows = function* (kind: string): Generator<Row> {
    for (const row of graph.rows(kind)) {
      const shown = seen(row);
      if (shown) yield shown;
    }
  };
  return {
    sequence: () => graph.sequence(),
    position: () => graph.position(),
    scopeOf: (id) => graph.scopeOf(id),
    owns: (id) => graph.owns(id),
    find: (id) => seen(graph.find(id)),
    get: (kind, id) => typedRow(kind, seen(graph.find(id))),
    all: (kind) => typedRows(kind, rows(kind.name)),
    rows,
    count: (kind) => (today === graph ? sight.count(kind) : [...rows(kind)].length),
    byExternal: (source, id) => seen(graph.byExternal(source, id)),
    out: (id, type) => shownOf(type, graph.out(id, type)),
    in: (id, type) => shownOf(type, graph.in(id, type)),
    edge: (id) => {
      const edge = graph.edge(id);
      return edge && isSeen(edge) ? edge : undefined;
    },
    edges: function* (type) {
      for (const edge of graph.edges(type)) if (isSeen(edge)) yield edge;
    },
  };
}
