import { type Graph, type GraphChange, readsThrough, type Registry, type Row, type Sight } from '@callosum/kernel';
import type { streamMessage } from '@callosum/kernel/contract';
import type { z } from 'zod';

export type Message = z.infer<typeof streamMessage>;

/** More records than this in one message and it names their kinds only. */
const MOST_RECORDS = 100;

/**
 * Puts into words what changed, as far as somebody sees it. A record is told to whoever sees it and to whoever saw it
 * before. A change may open or close other records to him through a link his rights go by: their kinds are told.
 */
export function createTeller(
  registry: Registry,
): (sight: Sight, changes: readonly GraphChange[], sequence: number, graph: Graph) => Message | undefined {
  const turnedBy = turners(registry);
  return (sight, changes, sequence, graph) => {
    const records = new Set<string>();
    const kinds = new Set<string>();
    const see = (row: Row | undefined, before?: Row): void => {
      if (!row || !(sight.sees(row) || (before && sight.sees(before)))) return;
      records.add(row.id);
      kinds.add(row.kind);
    };
    const turn = (what: string, row?: Row): void => {
      for (const { kind, link, end } of turnedBy.get(what) ?? []) {
        // A record turns only what is linked to it; told of the rest, one would learn that something happened at all.
        const edges = !row ? undefined : end === 'to' ? graph.in(row.id, link) : graph.out(row.id, link);
        if (edges === undefined || edges.length > 0) kinds.add(kind);
      }
    };
    for (const change of changes) {
      if ('row' in change) {
        see(change.row, change.before);
        turn(change.row.kind, change.row);
        continue;
      }
      const edge = 'edge' in change ? change.edge : change.gone;
      for (const end of [edge.from, edge.to]) see(graph.find(end));
      turn(edge.type);
    }
    if (kinds.size === 0) return undefined;
    return { sequence, kinds: [...kinds], records: records.size > MOST_RECORDS ? [] : [...records] };
  };
}

interface Turned {
  readonly kind: string;
  readonly link: string;
  readonly end: 'from' | 'to';
}

/** By kind of record and type of link: the kinds whose reading goes by it, and by which end of which link. */
function turners(registry: Registry): ReadonlyMap<string, readonly Turned[]> {
  const found = new Map<string, Turned[]>();
  for (const kind of registry.kinds.values()) {
    const ways = new Map(readsThrough(kind).map((way) => [`${way.link} ${way.end}`, way]));
    for (const { link, end } of ways.values()) {
      const type = registry.links.get(link);
      const far = !type ? [] : end === 'from' ? [type.from] : type.to;
      for (const what of [link, ...far]) {
        const turned = found.get(what) ?? [];
        turned.push({ kind: kind.name, link, end });
        found.set(what, turned);
      }
    }
  }
  return found;
}
