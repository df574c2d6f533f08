import { defineFact, type Fact, type GraphReader } from '@callosum/kernel';
import { assignment } from '../kinds/assignment.ts';
import { resource } from '../kinds/resource.ts';
import { task } from '../kinds/task.ts';
import { isActive, isActiveLeaf, isBaselined, isComplete } from '../work.ts';

const withoutOwner = defineFact({
  name: 'planning.tasks-without-owner',
  label: 'Tasks without owner',
  help: 'Open tasks that neither a person owns nor a work resource is assigned to.',
  unit: 'tasks',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    nobody: 'Nobody owns it or is assigned to it',
    owned: 'Has an owner',
    assigned: 'Somebody is assigned to it',
    complete: 'Complete',
  },
  select: task,
  judge: (row, graph) => {
    if (!isActiveLeaf(row) || row.fields.milestone === true) return undefined;
    if (isComplete(row)) return { ok: true, reason: 'complete' };
    if (row.fields.owner) return { ok: true, reason: 'owned' };
    return hasWorker(graph, row.id) ? { ok: true, reason: 'assigned' } : { ok: false, reason: 'nobody' };
  },
});

const withoutLogic = defineFact({
  name: 'planning.tasks-without-logic',
  label: 'Tasks without logic',
  help: 'Open tasks that no link joins to the rest of the plan, neither their own nor one of a summary above them.',
  unit: 'tasks',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    alone: 'No predecessor and no successor',
    linked: 'Linked',
    linkedAbove: 'Linked through a summary above it',
    complete: 'Complete',
  },
  select: task,
  judge: (row, graph) => {
    if (!isActiveLeaf(row)) return undefined;
    if (isComplete(row)) return { ok: true, reason: 'complete' };
    if (isLinked(graph, row.id)) return { ok: true, reason: 'linked' };
    let above = parentOf(graph, row.id);
    while (above !== undefined) {
      if (isLinked(graph, above)) return { ok: true, reason: 'linkedAbove' };
      above = parentOf(graph, above);
    }
    return { ok: false, reason: 'alone' };
  },
});

const baselined = defineFact({
  name: 'planning.baselined',
  label: 'Plan baselined',
  help: 'Share of the tasks that baseline 0 holds.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: { held: 'In the baseline', missing: 'Not in the baseline' },
  select: task,
  judge: (row, graph) => {
    if (!isActive(row)) return undefined;
    const ok = isBaselined(graph, row.id);
    return { ok, reason: ok ? 'held' : 'missing' };
  },
});

function hasWorker(graph: GraphReader, id: string): boolean {
  return graph.in(id, 'assignment.of').some((of) => {
    if (!graph.get(assignment, of.from)) return false;
    const by = graph.out(of.from, 'assignment.by')[0];
    return by !== undefined && graph.get(resource, by.to)?.fields.resourceType === 'work';
  });
}

/** Links to tasks that have left the plan join nothing. */
function isLinked(graph: GraphReader, id: string): boolean {
  return (
    graph.out(id, 'task.dependsOn').some((edge) => graph.get(task, edge.to)) ||
    graph.in(id, 'task.dependsOn').some((edge) => graph.get(task, edge.from))
  );
}

/** The summary above, if it is still in the plan. */
function parentOf(graph: GraphReader, id: string): string | undefined {
  const above = graph.out(id, 'task.partOf')[0]?.to;
  return above !== undefined && graph.get(task, above) ? above : undefined;
}

export const QUALITY: readonly Fact[] = [withoutOwner, withoutLogic, baselined];
