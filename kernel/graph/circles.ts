import { say } from '../declare/say.ts';
import { Problem } from '../declare/problem.ts';
import { type Draft, draftRow } from './draft.ts';
import type { Edge } from './reader.ts';
import type { Write } from './write.ts';

/**
 * Circles that a batch would close among links declared acyclic. Each type with new links is checked once, by
 * walking forward from where they leave with colours (depth-first search, linear in links reached). Links of withdrawn
 * records sleep: they close nothing until the record is restored.
 */
export function findCircles(draft: Draft, writes: readonly Write[]): Problem[] {
  const starts = new Map<string, Set<string>>();
  const made = new Map<string, Edge[]>();
  const begin = (type: string, id: string): void => {
    const known = starts.get(type);
    if (known) known.add(id);
    else starts.set(type, new Set([id]));
  };
  const acyclic = [...draft.registry.links.values()].filter((link) => link.acyclic).map((link) => link.type);
  for (const { change, action } of writes) {
    if ('row' in change && action === 'restore') for (const type of acyclic) begin(type, change.row.id);
    if (!('edge' in change) || action !== 'create' || !acyclic.includes(change.edge.type)) continue;
    // A link that the same batch has taken back closes nothing.
    if (draft.edges.get(change.edge.id) === undefined) continue;
    begin(change.edge.type, change.edge.from);
    const list = made.get(change.edge.type);
    if (list) list.push(change.edge);
    else made.set(change.edge.type, [change.edge]);
  }
  return [...starts].flatMap(([type, from]) => circlesOf(draft, type, from, made.get(type) ?? []));
}

function circlesOf(draft: Draft, type: string, starts: ReadonlySet<string>, made: readonly Edge[]): Problem[] {
  const added = Map.groupBy(made, (edge) => edge.from);
  const wakes = (id: string): boolean => draftRow(draft, id)?.withdrawn === false;
  const stands = (edge: Edge): boolean => !draft.edges.has(edge.id) || draft.edges.get(edge.id) !== undefined;
  const next = (id: string): readonly Edge[] =>
    [...draft.graph.out(id, type).filter(stands), ...(added.get(id) ?? [])].filter((edge) => wakes(edge.to));
  const finished = new Set<string>();
  for (const start of starts) {
    const closing = wakes(start) ? walk(start, next, finished) : undefined;
    if (closing) return [problem(draft, type, closing)];
  }
  return [];
}

/** Depth-first from one record, without recursion: plans may chain thousands of tasks. */
function walk(start: string, next: (id: string) => readonly Edge[], finished: Set<string>): string[] | undefined {
  if (finished.has(start)) return undefined;
  const path: { id: string; rest: readonly Edge[]; at: number }[] = [{ id: start, rest: next(start), at: 0 }];
  const open = new Set([start]);
  let top = path.at(-1);
  while (top) {
    const edge = top.rest[top.at];
    top.at += 1;
    if (!edge) {
      finished.add(top.id);
      open.delete(top.id);
      path.pop();
    } else if (open.has(edge.to)) {
      return [...path.map((step) => step.id).slice(path.findIndex((step) => step.id === edge.to)), edge.to];
    } else if (!finished.has(edge.to)) {
      open.add(edge.to);
      path.push({ id: edge.to, rest: next(edge.to), at: 0 });
    }
    top = path.at(-1);
  }
  return undefined;
}

function problem(draft: Draft, type: string, circle: readonly string[]): Problem {
  const names = circle.slice(0, 12).map((id) => {
    const row = draft.rows.get(id) ?? draft.graph.find(id);
    const title = row?.fields.title;
    return typeof title === 'string' ? `“${title}”` : id;
  });
  const label = draft.registry.links.get(type)?.label ?? type;
  return new Problem({
    code: 'refused',
    message: say`The links “${label}” would run in a circle: ${names.join(' → ')}${circle.length > 12 ? ' …' : ''}.`,
    remedy: say`Remove one link of the circle.`,
  });
}
