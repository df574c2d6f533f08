import {
  type Change,
  type Edge,
  effectiveChanges,
  type FieldChanges,
  type FieldValues,
  type GraphReader,
} from '@callosum/kernel';
import { PLAN_LINKS, type Wanted, type WantedLink } from './wanted.ts';

export interface LinkCounts {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

export interface LinkComparison {
  readonly graph: GraphReader;
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
  const { graph, wanted, ids, fresh, newId } = input;
  const open = wantedByPair(wanted.links, ids);
  const removed: Change[] = [];
  const changed: Change[] = [];
  const taken = new Set<string>();
  for (const { kind, key } of wanted.records) {
    const from = ids.get(key);
    if (from === undefined || fresh.has(from)) continue;
    for (const { type, single } of PLAN_LINKS[kind]) {
      for (const edge of graph.out(from, type)) {
        const pair = pairOf(type, from, edge.to);
        const match = open.get(pair);
        if (match) {
          open.delete(pair);
          const fields = linkChanges(edge, match.fields);
          if (fields) changed.push({ action: 'relink', id: edge.id, fields });
        } else if (leaves(edge, single, input)) removed.push({ action: 'unlink', id: edge.id });
        else if (single) taken.add(`${type}\n${from}`);
      }
    }
  }
  const added: Change[] = [];
  let kept = 0;
  for (const { type, from, to, fields } of open.values()) {
    if (taken.has(`${type}\n${from}`)) kept += 1;
    else added.push({ action: 'link', id: newId(), type, from, to, fields });
  }
  return {
    changes: [...removed, ...added, ...changed],
    counts: { added: added.length, changed: changed.length, removed: removed.length },
    kept,
  };
}

function wantedByPair(links: readonly WantedLink[], ids: ReadonlyMap<string, string>): Map<string, WantedLink> {
  const open = new Map<string, WantedLink>();
  for (const link of links) {
    const from = ids.get(link.from);
    const to = ids.get(link.to);
    if (from === undefined || to === undefined) continue;
    const pair = pairOf(link.type, from, to);
    if (!open.has(pair)) open.set(pair, { ...link, from, to });
  }
  return open;
}

function pairOf(type: string, from: string, to: string): string {
  return `${type}\n${from}\n${to}`;
}

/** A single link moves on even from a record that has left the file; others stay with it, so that it can come back whole. */
function leaves(edge: Edge, single: boolean, { graph, source, ids }: LinkComparison): boolean {
  const external = graph.find(edge.to)?.external;
  return external?.source === source && (single || ids.has(external.id));
}

function linkChanges(edge: Edge, wanted: FieldValues): FieldChanges | undefined {
  const cleared = Object.fromEntries(Object.keys(edge.fields).map((name) => [name, null]));
  const changes = effectiveChanges(edge.fields, { ...cleared, ...wanted });
  return Object.keys(changes).length > 0 ? changes : undefined;
}
