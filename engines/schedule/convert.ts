import type { Plan, PlanTask } from './plan.ts';
import { schedule } from './schedule.ts';
import { formatInstant } from './time/civil.ts';

/**
 * A plan whose every task has dates: those stored, and where a file stores none, those reckoned. Microsoft Project expects dates in a
 * file.
 */
export function withDates(plan: Plan): Plan {
  const lacks = ({ stored }: PlanTask): boolean => stored.start === undefined || stored.finish === undefined;
  if (!plan.tasks.some((task) => lacks(task))) return plan;
  const { dates } = schedule(plan);
  const tasks = plan.tasks.map((task, index): PlanTask => {
    if (!lacks(task)) return task;
    const start = formatInstant(dates.start[index] ?? 0);
    const finish = formatInstant(dates.finish[index] ?? 0);
    return { ...task, stored: { ...task.stored, start, finish } };
  });
  return { ...plan, tasks };
}
