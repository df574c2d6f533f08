import type { Problem } from '../declare/problem.ts';
import type { Draft } from './draft.ts';
import type { Edge } from './reader.ts';
import type { Write } from './write.ts';

/**
 * Circles that a batch would close among links declared acyclic. Each link type with new links is checked once,
 * by walking forward from every new link's far end with colours (depth-first search, linear in links reached).
 */
export function findCircles(draft: Draft, writes: readonly Write[]): Problem[] {
  const fresh = new Map<string, Edge[]>();
  for (const { change, action } of writes) {
    if (!('edge' in change) || action !== 'create' || !draft.registry.links.get(change.edge.type)?.acyclic) continue;
    // A link that the same batch has taken back closes nothing.
    if (draft.edges.get(change.edge.id) === undefined) continue;
    const list = fresh.get(change.edge.type);
    if (list) list.push(change.edge);
    else fresh.set(change.edge.type, [change.edge]);
  }
  return [...fresh].flatMap(([type, edges]) => circlesOf(draft, type, edges));
}

function circlesOf(draft: Draft, type: string, edges: readonly Edge[]): Problem[] {
  const added = Map.groupBy(edges, (edge) => edge.from);
  const next = (id: string): readonly Edge[] => [
    ...draft.graph.out(id, type).filter((edge) => !draft.edges.has(edge.id) || draft.edges.get(edge.id) !== undefined),
    ...(added.get(id) ?? []),
  ];
  const finished = new Set<string>();
  for (const edge of edges) {
    const closing = walk(edge.from, next, finished);
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
  return {
    severity: 'error',
    code: 'refused',
    message: `The links “${label}” would run in a circle: ${names.join(' → ')}${circle.length > 12 ? ' …' : ''}.`,
    remedy: 'Remove one link of the circle.',
  };
}
