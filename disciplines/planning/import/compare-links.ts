import {
  type Change,
  distinction,
  type Edge,
  effectiveChanges,
  type FieldChanges,
  type FieldValues,
  type GraphReader,
  type LinkType,
  type Registry,
  sameJson,
} from '@callosum/kernel';
import { PLAN_LINKS, type Wanted, type WantedLink } from './wanted.ts';

export interface LinkCounts {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

export interface LinkComparison {
  readonly graph: GraphReader;
  readonly registry: Registry;
  readonly source: string;
  readonly wanted: Wanted;
  /** Record ids by external id. */
  readonly ids: ReadonlyMap<string, string>;
  /** Ids of records that are only now created: nothing is linked to them yet. */
  readonly fresh: ReadonlySet<string>;
  readonly newId: () => string;
}

/**
 * Links to add, change and remove. A link is removed only between records of the source; where people have given a
 * record the one link it may have, theirs stays.
 * @returns removals first: what may exist once only has to leave before its successor comes.
 */
export function compareLinks(input: LinkComparison): { changes: Change[]; counts: LinkCounts; kept: number } {
  const { graph, registry, wanted, ids, fresh, newId } = input;
  const open = wantedByPair(wanted.links, registry, ids);
  const removed: Change[] = [];
  const changed: Change[] = [];
  const taken = new Set<string>();
  for (const { kind, key } of wanted.records) {
    const from = ids.get(key);
    if (from === undefined || fresh.has(from)) continue;
    for (const type of PLAN_LINKS[kind].flatMap((name) => registry.links.get(name) ?? [])) {
      for (const [to, edges] of Map.groupBy(graph.out(from, type.type), (edge) => edge.to)) {
        const pair = pairOf(type.type, from, to);
        const { matched, edges: over, links: missing } = match(type, edges, open.get(pair) ?? []);
        open.set(pair, missing);
        for (const [edge, link] of matched) {
          const fields = linkChanges(edge, link.fields);
          if (fields) changed.push({ action: 'relink', id: edge.id, fields });
        }
        for (const edge of over) {
          if (leaves(edge, type, input)) removed.push({ action: 'unlink', id: edge.id });
          else if (type.most === 1) taken.add(`${type.type}\n${from}`);
        }
      }
    }
  }
  const added: Change[] = [];
  let kept = 0;
  for (const { type, from, to, fields } of [...open.values()].flat()) {
    if (taken.has(`${type}\n${from}`)) kept += 1;
    else added.push({ action: 'link', id: newId(), type, from, to, fields });
  }
  return {
    changes: [...removed, ...added, ...changed],
    counts: { added: added.length, changed: changed.length, removed: removed.length },
    kept,
  };
}

/** By record ids; of two that say the same about the same two records, the first counts. */
function wantedByPair(
  links: readonly WantedLink[],
  registry: Registry,
  ids: ReadonlyMap<string, string>,
): Map<string, WantedLink[]> {
  const open = new Map<string, WantedLink[]>();
  for (const link of links) {
    const type = registry.links.get(link.type);
    const from = ids.get(link.from);
    const to = ids.get(link.to);
    if (!type || from === undefined || to === undefined) continue;
    const pair = pairOf(link.type, from, to);
    const known = open.get(pair);
    if (!known) open.set(pair, [{ ...link, from, to }]);
    else if (!known.some((one) => same(type, one, link))) known.push({ ...link, from, to });
  }
  return open;
}

/**
 * Joins what is with what is wanted between two records: first those that say the same, then the rest in their order, so that
 * the only link between two tasks stays the same link when its type changes.
 */
function match(type: LinkType, there: readonly Edge[], wanted: readonly WantedLink[]) {
  const matched: [Edge, WantedLink][] = [];
  const edges: Edge[] = [];
  let links = [...wanted];
  for (const edge of there) {
    const link = links.find((one) => same(type, one, edge));
    if (!link) edges.push(edge);
    else {
      matched.push([edge, link]);
      links = links.filter((one) => one !== link);
    }
  }
  const more = Math.min(edges.length, links.length);
  for (const [index, edge] of edges.slice(0, more).entries()) {
    const link = links[index];
    if (link) matched.push([edge, link]);
  }
  return { matched, edges: edges.slice(more), links: links.slice(more) };
}

function same(type: LinkType, a: Pick<Edge, 'fields'>, b: Pick<Edge, 'fields'>): boolean {
  return sameJson(distinction(type, a.fields), distinction(type, b.fields));
}

function pairOf(type: string, from: string, to: string): string {
  return `${type}\n${from}\n${to}`;
}

/** A single link moves on even from a record that has left the file; others stay with it, so that it can come back whole. */
function leaves(edge: Edge, type: LinkType, { graph, source, ids }: LinkComparison): boolean {
  const external = graph.find(edge.to)?.external;
  return external?.source === source && (type.most === 1 || ids.has(external.id));
}

/** No file speaks of these: what people said there stays. */
const UNSPOKEN: ReadonlySet<string> = new Set(['maxLag']);

function linkChanges(edge: Edge, wanted: FieldValues): FieldChanges | undefined {
  const spoken = Object.keys(edge.fields).filter((name) => !UNSPOKEN.has(name));
  const cleared = Object.fromEntries(spoken.map((name) => [name, null]));
  const changes = effectiveChanges(edge.fields, { ...cleared, ...wanted });
  return Object.keys(changes).length > 0 ? changes : undefined;
}
