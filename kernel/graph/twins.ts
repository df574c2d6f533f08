import { say } from '../declare/say.ts';
import { canonical } from '../ledger/canonical.ts';
import type { Json } from '../declare/json.ts';
import { Problem } from '../declare/problem.ts';
import { type Draft, draftEdge, draftRow } from './draft.ts';
import type { Edge, Row } from './reader.ts';
import type { Write } from './write.ts';

/**
 * Records that a batch leaves linked to the same record with the same value in a field declared `unique`. Judged when the batch is
 * whole, since two may exchange their values within it. Twins that were there before are met only when one of them is written
 * again; withdrawn records have none.
 */
export function findTwins(draft: Draft, writes: readonly Write[]): Problem[] {
  const types = [...draft.registry.links.values()].filter(({ unique }) => unique !== undefined);
  return types.flatMap(({ type, unique = '' }) => {
    const made = writes.flatMap(({ change, action }) =>
      'edge' in change && action === 'create' && change.edge.type === type ? [change.edge] : [],
    );
    const touched = new Set(made.map(({ from }) => from));
    const kind = type.slice(0, type.indexOf('.'));
    for (const { change } of writes) if ('row' in change && change.row.kind === kind) touched.add(change.row.id);
    const stands = ({ id }: Edge): boolean => draftEdge(draft, id) !== undefined;
    const ends = new Set(
      [...touched].flatMap((id) =>
        draft.graph
          .out(id, type)
          .filter(stands)
          .map(({ to }) => to),
      ),
    );
    for (const edge of made.filter(stands)) ends.add(edge.to);
    const into = Map.groupBy(made, ({ to }) => to);
    return [...ends].flatMap((end) => {
      const edges = [...draft.graph.in(end, type), ...(into.get(end) ?? [])].filter(stands);
      const rows = [...new Set(edges.map(({ from }) => from))].flatMap((id) => draftRow(draft, id) ?? []);
      return twinsAmong(
        draft,
        rows.filter(({ withdrawn }) => !withdrawn),
        unique,
        touched,
      );
    });
  });
}

function twinsAmong(draft: Draft, rows: readonly Row[], unique: string, touched: ReadonlySet<string>): Problem[] {
  const alike = Map.groupBy(rows, ({ fields }) => canonical(fields[unique] ?? null));
  return [...alike.values()].flatMap((same) => {
    if (same.length < 2 || !same.some(({ id }) => touched.has(id))) return [];
    const [one] = same;
    const kind = draft.registry.kinds.get(one?.kind ?? '');
    const label = kind?.fields[unique]?.label ?? unique;
    const names = same.slice(0, 3).map(({ fields }) => `“${wordsOf(fields.title)}”`);
    return [
      new Problem({
        severity: 'error' as const,
        code: 'refused' as const,
        message: say`${names.join(' and ')} have the same ${label.toLowerCase()}, “${wordsOf(one?.fields[unique])}”.`,
        remedy: say`Give each another ${label.toLowerCase()}.`,
        path: [unique],
      }),
    ];
  });
}

const wordsOf = (value: Json | undefined): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? null);
