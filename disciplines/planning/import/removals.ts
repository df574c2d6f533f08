import { type GraphReader, type Registry, say, told } from '@callosum/kernel';
import type { Removal } from './compare.ts';
import { type ImportWarning, PLAN_LINKS, titleOf } from './wanted.ts';

/** Links that a file speaks of, and those that have a word of their own. */
const TOLD: ReadonlySet<string> = new Set([...Object.values(PLAN_LINKS).flat(), 'gate.sitsOn', 'project.goLive']);
/** So many records are named; the rest are counted. */
const MOST_NAMED = 5;

/** What hung on tasks that have left the file: it was kept, and somebody should look at it. */
export function removalWarnings(graph: GraphReader, registry: Registry, removals: readonly Removal[]): ImportWarning[] {
  const types = [...registry.links.values()].filter(
    ({ type, from, to }) => !TOLD.has(type) && (from === 'task' || to.includes('task')),
  );
  return removals
    .filter(({ kind }) => kind === 'task')
    .flatMap(({ id, title }): ImportWarning[] => [
      ...graph.in(id, 'gate.sitsOn').flatMap((edge): ImportWarning[] => {
        const gate = graph.find(edge.from);
        if (!gate || gate.withdrawn) return [];
        const kept = say`Gate “${titleOf(gate.fields)}” sits on “${title}”, which is no longer in the plan. The gate was kept and has no date until it sits on another milestone.`;
        return [{ code: 'gate-on-removed-task', ...told(kept) }];
      }),
      ...graph.in(id, 'project.goLive').map((): ImportWarning => {
        const kept = say`The go-live milestone “${title}” is no longer in the plan. The promised day was kept.`;
        return { code: 'go-live-on-removed-task', ...told(kept) };
      }),
      ...linkedWarning(
        graph,
        registry,
        types.map(({ type }) => type),
        { id, title },
      ),
    ]);
}

/** Records of any discipline on both sides of the task. */
function linkedWarning(
  graph: GraphReader,
  registry: Registry,
  types: readonly string[],
  { id, title }: Pick<Removal, 'id' | 'title'>,
): ImportWarning[] {
  const others = types.flatMap((type) => [
    ...graph.in(id, type).map(({ from }) => from),
    ...graph.out(id, type).map(({ to }) => to),
  ]);
  const names = [...new Set(others)].flatMap((other) => {
    const row = graph.find(other);
    const kind = row && registry.kinds.get(row.kind);
    return row && kind && !row.withdrawn && !kind.hidden ? [`${kind.prefix}-${row.number}`] : [];
  });
  if (names.length === 0) return [];
  const named = names.slice(0, MOST_NAMED).join(', ');
  const more = names.length - MOST_NAMED;
  const kept =
    more > 0
      ? say`“${title}” is no longer in the plan, and ${named} and ${more} more are linked to it. They and their links were kept.`
      : say`“${title}” is no longer in the plan, and linked to ${named}. Records and links were kept.`;
  return [{ code: 'record-on-removed-task', ...told(kept) }];
}
