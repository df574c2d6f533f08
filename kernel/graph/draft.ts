import type { Change } from '../declare/change.ts';
import type { Actor } from '../declare/permission.ts';
import type { Problem } from '../declare/problem.ts';
import type { Registry } from '../declare/registry.ts';
import { findCircles } from './circles.ts';
import { linkWrites } from './draft-links.ts';
import { recordWrites } from './draft-records.ts';
import type { Graph } from './graph.ts';
import type { Edge, Row } from './reader.ts';
import type { Write } from './write.ts';

/** What a batch of changes sees and leaves: the graph with what the batch has done so far laid over it. */
export interface Draft {
  readonly graph: Graph;
  readonly registry: Registry;
  /** Undefined: permissions were settled by the command's own rules. */
  readonly actor: Actor | undefined;
  readonly rows: Map<string, Row>;
  readonly edges: Map<string, Edge | undefined>;
  /** Links the batch made or changed, by type and the record they leave. */
  readonly outgoing: Map<string, Edge[]>;
  readonly numbers: Map<string, number>;
  readonly externals: Map<string, string>;
}

/** The record as the batch sees it. */
export function draftRow(draft: Draft, id: string): Row | undefined {
  return draft.rows.get(id) ?? draft.graph.find(id);
}

/** The link as the batch sees it. */
export function draftEdge(draft: Draft, id: string): Edge | undefined {
  return draft.edges.has(id) ? draft.edges.get(id) : draft.graph.edge(id);
}

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
    outgoing: new Map(),
    numbers: new Map(),
    externals: new Map(),
  };
  const writes: Write[] = [];
  const problems: Problem[] = [];
  changes.forEach((change, index) => {
    if (problems.length >= MOST_PROBLEMS) return;
    const one = isLinkChange(change) ? linkWrites(draft, change) : recordWrites(draft, change);
    for (const found of one.problems) problems.push({ ...found, path: ['changes', index, ...(found.path ?? [])] });
    for (const write of one.writes) {
      writes.push(write);
      note(draft, write);
    }
  });
  if (problems.length === 0) problems.push(...findCircles(draft, writes));
  return problems.length > 0 ? { problems } : { writes };
}

function note(draft: Draft, { change }: Write): void {
  if ('row' in change) draft.rows.set(change.row.id, change.row);
  else if ('gone' in change) draft.edges.set(change.gone.id, undefined);
  else {
    draft.edges.set(change.edge.id, change.edge);
    const key = `${change.edge.type}\n${change.edge.from}`;
    const others = (draft.outgoing.get(key) ?? []).filter((edge) => edge.id !== change.edge.id);
    draft.outgoing.set(key, [...others, change.edge]);
  }
}

export type LinkChange = Extract<Change, { action: 'link' | 'relink' | 'unlink' }>;
export type RecordChange = Exclude<Change, LinkChange>;

function isLinkChange(change: Change): change is LinkChange {
  return change.action === 'link' || change.action === 'relink' || change.action === 'unlink';
}
