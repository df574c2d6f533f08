import type { Instant } from '../time/civil.ts';
import type { WorkingTime } from '../calendar/working-time.ts';
import type { Model } from './model.ts';

/** Why a task starts when it does, where no link says so. */
export const CAUSE = {
  none: -1,
  /** The project starts then. */
  project: -2,
  /** A constraint of the task. */
  constraint: -3,
  /** What the summary above waits for. */
  summary: -4,
  /** It is a fact, or somebody stated it. */
  fixed: -5,
  /** Work that is not done is not planned before the data date. */
  dataDate: -6,
  /** The task is as late as possible. */
  late: -7,
  /** It must not be done too long before another task starts. */
  maxLag: -8,
  /** A window kept it out. */
  window: -9,
} as const;

/** The dates of all tasks, in seconds; one entry per task. */
export interface Dates {
  readonly start: Float64Array;
  readonly finish: Float64Array;
  readonly lateStart: Float64Array;
  readonly lateFinish: Float64Array;
  /** What the rows of a summary wait for through it; for other tasks unused. */
  readonly bound: Float64Array;
  /** When the rows of a summary must be done because of what waits for it. */
  readonly lateBound: Float64Array;
  /** Working time of start and finish in the task's calendar, where a pass knew it; else NaN. */
  readonly startWork: Float64Array;
  readonly finishWork: Float64Array;
  /** Working time of the late start in the task's calendar, where a pass knew it; else NaN. */
  readonly lateStartWork: Float64Array;
  /** Total float where both passes knew it; else NaN. */
  readonly slack: Float64Array;
  /** Once late dates are known: tasks as late as possible take theirs. */
  lateKnown: boolean;
  /** The link that decides a task's dates, or one of CAUSE. */
  readonly cause: Int32Array;
}

export function emptyDates(count: number): Dates {
  return {
    start: new Float64Array(count),
    finish: new Float64Array(count),
    lateStart: new Float64Array(count),
    lateFinish: new Float64Array(count),
    bound: new Float64Array(count),
    lateBound: new Float64Array(count),
    startWork: new Float64Array(count).fill(Number.NaN),
    finishWork: new Float64Array(count).fill(Number.NaN),
    lateStartWork: new Float64Array(count).fill(Number.NaN),
    slack: new Float64Array(count).fill(Number.NaN),
    lateKnown: false,
    cause: new Int32Array(count),
  };
}

/**
 * An instant moved by a lag, towards the future.
 * @param time calendar of the lag
 * @param seconds of that calendar
 * @param work working time of the instant in it; NaN where it is not known
 */
export function lagged(time: WorkingTime | undefined, seconds: number, instant: Instant, work = Number.NaN): Instant {
  if (seconds === 0) return instant;
  if (time === undefined) return instant + seconds;
  const until = (Number.isNaN(work) ? time.workAt(instant) : work) + seconds;
  return seconds > 0 ? time.finishOf(until) : time.startOf(until);
}

/**
 * The latest instant from which a lag leads no further than to `instant`.
 * @param time calendar of the lag
 * @param seconds of that calendar
 * @param work working time of the instant in it; NaN where it is not known
 */
export function unlagged(time: WorkingTime | undefined, seconds: number, instant: Instant, work = Number.NaN): Instant {
  if (seconds === 0) return instant;
  if (time === undefined) return instant - seconds;
  return time.startOf((Number.isNaN(work) ? time.workAt(instant) : work) - seconds);
}

/** An instant moved by the lag of a link, towards the future. */
export function laggedBy(model: Model, link: number, instant: Instant): Instant {
  return lagged(model.times[model.linkCalendar[link] ?? 0], model.linkSeconds[link] ?? 0, instant);
}
