import type { Plan, PlanLink, PlanTask } from '../plan.ts';
import { baselineParts, linkPart, taskParts } from './write-parts.ts';
import type { TaskBaselines } from './write-parts.ts';
import type { Part } from './write-values.ts';

/** A task with its links and baselines. */
export function taskPart(task: PlanTask, links: readonly PlanLink[], baselines: TaskBaselines): Part {
  return ['Task', [...taskParts(task), ...links.map((link) => linkPart(link)), ...baselineParts(baselines)]];
}

export function linksByTask({ links }: Pick<Plan, 'links'>): ReadonlyMap<number, readonly PlanLink[]> {
  return Map.groupBy(links, ({ to }) => to);
}

export function baselinesByTask({ baselines }: Pick<Plan, 'baselines'>): ReadonlyMap<number, TaskBaselines> {
  const entries = baselines.flatMap(({ number, tasks }) => tasks.map((entry) => ({ number, entry })));
  return Map.groupBy(entries, ({ entry }) => entry.uid);
}
