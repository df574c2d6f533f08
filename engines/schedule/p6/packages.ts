import { TASK_DEFAULTS } from '../defaults.ts';
import type { PlanTask } from '../plan.ts';

/**
 * The summary that a work package becomes; its dates and duration follow from what it holds.
 * @param uid of the task, apart from those of activities
 */
export function packageTask(
  uid: number,
  { name, wbs }: Pick<PlanTask, 'name' | 'wbs'>,
  place: Pick<PlanTask, 'outlineLevel' | 'outlineNumber' | 'parentUid'>,
): PlanTask {
  return { ...TASK_DEFAULTS, uid, name, wbs, ...place, summary: true, type: 'fixed-duration' };
}

/** The tasks of a plan, in their order. A work package without activities is no summary of anything and is left out. */
export function withSummaries(tasks: readonly PlanTask[]): PlanTask[] {
  const used = new Set<number>();
  const byUid = new Map(tasks.map((task) => [task.uid, task]));
  for (const task of tasks) {
    if (task.summary) continue;
    for (let above = task.parentUid; above !== undefined && !used.has(above); above = byUid.get(above)?.parentUid)
      used.add(above);
  }
  return tasks.filter(({ uid, summary }) => !summary || used.has(uid));
}
