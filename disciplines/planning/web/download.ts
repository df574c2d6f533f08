import { save } from '@callosum/web/views';
import { formatInstant, type PlanTask, writeMspdi } from '@callosum/schedule';
import { toPlan } from '../plan/to-plan.ts';
import type { WorkingPlan } from '../plan/working-plan.ts';

/** Hands the plan over as Microsoft Project XML, with the dates as they are calculated now. */
export function downloadMspdi(plan: WorkingPlan, key: string): void {
  save(`${key}.xml`, mspdiOf(plan), 'application/xml');
}

export function mspdiOf(working: WorkingPlan): string {
  // Read anew: the work of assignments follows the durations that were typed.
  const { plan } = toPlan(working.records(), formatInstant(working.schedule().model.projectStart).slice(0, 10));
  const { dates, early, floats } = working.schedule();
  const tasks = working.schedule().model.tasks.map((task, index): PlanTask => ({
    ...task,
    id: index + 1,
    stored: {
      start: formatInstant(dates.start[index] ?? 0),
      finish: formatInstant(dates.finish[index] ?? 0),
      earlyStart: formatInstant(early.start[index] ?? 0),
      earlyFinish: formatInstant(early.finish[index] ?? 0),
      lateStart: formatInstant(dates.lateStart[index] ?? 0),
      lateFinish: formatInstant(dates.lateFinish[index] ?? 0),
      totalSlack: Math.round((floats.total[index] ?? 0) / 6) / 10,
      freeSlack: Math.round((floats.free[index] ?? 0) / 6) / 10,
      critical: floats.critical[index] === 1,
    },
  }));
  return writeMspdi({ ...plan, tasks, links: working.schedule().model.links });
}
