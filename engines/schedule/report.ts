import type { Schedule } from './schedule.ts';
import { formatInstant } from './time/civil.ts';

/** A task's dates for people: local project times, floats in working minutes. */
export interface ScheduledTask {
  readonly uid: number;
  readonly name: string;
  readonly start: string;
  readonly finish: string;
  readonly earlyStart: string;
  readonly earlyFinish: string;
  readonly lateStart: string;
  readonly lateFinish: string;
  readonly totalFloat: number;
  readonly freeFloat: number;
  readonly critical: boolean;
  readonly summary: boolean;
  readonly milestone: boolean;
}

/** The dates of every task, in the order of the outline. */
export function scheduledTasks({ model, dates, early, floats }: Schedule): ScheduledTask[] {
  return model.tasks.map(({ uid, name, milestone }, task) => ({
    uid,
    name,
    start: formatInstant(dates.start[task] ?? 0),
    finish: formatInstant(dates.finish[task] ?? 0),
    earlyStart: formatInstant(early.start[task] ?? 0),
    earlyFinish: formatInstant(early.finish[task] ?? 0),
    lateStart: formatInstant(dates.lateStart[task] ?? 0),
    lateFinish: formatInstant(dates.lateFinish[task] ?? 0),
    totalFloat: minutes(floats.total[task]),
    freeFloat: minutes(floats.free[task]),
    critical: floats.critical[task] === 1,
    summary: model.summary[task] === 1,
    milestone,
  }));
}

function minutes(seconds = 0): number {
  return Math.round(seconds / 6) / 10;
}
