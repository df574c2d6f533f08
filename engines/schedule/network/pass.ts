import type { Instant } from '../time/civil.ts';
import { LAG } from './model.ts';
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
  /** Working time of the finish in the task's calendar, where float is counted in that too and a pass knew it; else NaN. */
  readonly finishWork: Float64Array;
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
    finishWork: new Float64Array(count).fill(Number.NaN),
    slack: new Float64Array(count).fill(Number.NaN),
    lateKnown: false,
    cause: new Int32Array(count),
  };
}

/** An instant moved by the lag of a link, towards the future. */
export function lagged(model: Model, link: number, instant: Instant): Instant {
  const seconds = lagSeconds(model, link);
  if (seconds === 0) return instant;
  const calendar = model.times[model.linkCalendar[link] ?? 0];
  return calendar === undefined ? instant + seconds : calendar.add(instant, seconds);
}

/** The latest instant from which the lag of a link leads no further than to `instant`. */
export function unlagged(model: Model, link: number, instant: Instant): Instant {
  const seconds = lagSeconds(model, link);
  if (seconds === 0) return instant;
  const calendar = model.times[model.linkCalendar[link] ?? 0];
  if (calendar === undefined) return instant - seconds;
  return calendar.startOf(calendar.workAt(instant) - seconds);
}

function lagSeconds(model: Model, link: number): number {
  const value = model.linkLag[link] ?? 0;
  if (value === 0 || (model.linkLagKind[link] ?? 0) < LAG.percent) return value;
  return Math.round(((model.duration[model.linkFrom[link] ?? 0] ?? 0) * value) / 100);
}
