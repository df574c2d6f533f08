import type { Change } from '../declare/change.ts';
import type { Actor } from '../declare/permission.ts';
import type { Problem } from '../declare/problem.ts';
import type { Registry } from '../declare/registry.ts';
import { findCircles } from './circles.ts';
import { type Draft, leavingKey, type LinkChange, pairKey } from './draft.ts';
import { linkWrites } from './draft-links.ts';
import { recordWrites } from './draft-records.ts';
import type { Graph } from './graph.ts';
import type { Edge } from './reader.ts';
import { findTwins } from './twins.ts';
import type { Write } from './write.ts';

export type Resolved = { readonly writes: readonly Write[] } | { readonly problems: readonly Problem[] };

/** Enough to mend a file by; a whole plan with the same fault need not be listed. */
const MOST_PROBLEMS = 100;

/**
 * Checks a command's changes against declarations, permissions and the graph, and works out what each record and
 * link is afterwards. Pure: nothing is applied. Changes that change nothing give no write.
 * @param actor whose rights each change needs; undefined when the command's own rule has settled that.
 */
export function resolveChanges(
  graph: Graph,
  registry: Registry,
  changes: readonly Change[],
  actor: Actor | undefined,
): Resolved {
  const draft: Draft = {
    graph,
    registry,
    actor,
    rows: new Map(),
    edges: new Map(),
    made: new Map(),
    leaving: new Map(),
    numbers: new Map(),
    externals: new Map(),
  };
  const writes: Write[] = [];
  const problems: Problem[] = [];
  changes.forEach((change, index) => {
    if (problems.length >= MOST_PROBLEMS) return;
    const one = isLinkChange(change) ? linkWrites(draft, change) : recordWrites(draft, change);
    for (const found of one.problems) problems.push(found.within('changes', index));
    for (const write of one.writes) {
      writes.push(write);
      note(draft, write);
    }
  });
  if (problems.length === 0) problems.push(...findCircles(draft, writes), ...findTwins(draft, writes));
  return problems.length > 0 ? { problems } : { writes };
}

function note(draft: Draft, { action, change }: Write): void {
  if ('row' in change) draft.rows.set(change.row.id, change.row);
  else if ('gone' in change) {
    draft.edges.set(change.gone.id, undefined);
    // Only a link of this very batch is counted; one of the graph is found gone by its id.
    if (draft.made.get(pairKey(change.gone))?.delete(change.gone.id)) countLeaving(draft, change.gone, -1);
  } else {
    draft.edges.set(change.edge.id, change.edge);
    if (action !== 'create') return;
    const pair = pairKey(change.edge);
    draft.made.set(pair, (draft.made.get(pair) ?? new Set()).add(change.edge.id));
    countLeaving(draft, change.edge, 1);
  }
}

function countLeaving(draft: Draft, edge: Edge, by: number): void {
  const key = leavingKey(edge.type, edge.from);
  draft.leaving.set(key, (draft.leaving.get(key) ?? 0) + by);
}

const LINK_ACTIONS: Readonly<Record<LinkChange['action'], true>> = {
  link: true,
  relink: true,
  repin: true,
  unlink: true,
};

function isLinkChange(change: Change): change is LinkChange {
  return Object.hasOwn(LINK_ACTIONS, change.action);
}
