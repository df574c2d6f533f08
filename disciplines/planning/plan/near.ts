import type { Schedule } from '@callosum/schedule';

/** Working days by which a task may slip at most to be called near-critical: a week. */
export const NEAR_DAYS = 5;

/**
 * Whether a task is not critical yet and would be after slipping for a week: work of the lowest level that is still to be done.
 * @param place in the arrays of the schedule
 * @param minutesPerDay what a day of float means in the plan
 */
export function isNearCritical({ model, floats }: Schedule, place: number, minutesPerDay: number): boolean {
  if (model.summary[place] === 1 || model.active[place] !== 1 || floats.critical[place] === 1) return false;
  const { percentComplete = 0, actualFinish } = model.tasks[place] ?? {};
  if (percentComplete >= 100 || actualFinish !== undefined) return false;
  const total = floats.total[place] ?? Infinity;
  return total > 0 && total <= NEAR_DAYS * minutesPerDay * 60;
}
