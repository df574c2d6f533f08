import { workOf } from './network/compile.ts';
import type { SchedulePlan } from './network/compile.ts';
import type { PlanAssignment, PlanTask, PlanWorkPeriod, PlanWorkProgress } from './plan.ts';
import type { Schedule } from './schedule.ts';
import type { WorkingTime } from './calendar/working-time.ts';
import { DAY, formatInstant, instantOf } from './time/civil.ts';
import type { Instant } from './time/civil.ts';

/** So many days of one assignment are told one by one. */
const MOST_DAYS = 1_500;

/** How far a task has come, in working seconds of its calendar and on the clock. */
export interface TaskProgress {
  readonly actualSeconds: number;
  readonly remainingSeconds: number;
  /** Between these two nothing is done; absent before it has begun and once it is done. */
  readonly stop?: Instant;
  readonly resume?: Instant;
}

/** Whether a task has ended. A finish without any work done is what some programs write for “none”. */
export function isDone({ percentComplete, actualFinish, remainingDurationSeconds = 0 }: PlanTask): boolean {
  return (
    percentComplete >= 100 || (actualFinish !== undefined && (percentComplete > 0 || remainingDurationSeconds <= 0))
  );
}

/** How far a task of the lowest level has come by what is said of it. @param index in the arrays of the schedule */
export function taskProgress(task: PlanTask, index: number, { model, dates }: Schedule): TaskProgress {
  const whole = model.duration[index] ?? 0;
  if (isDone(task)) return { actualSeconds: whole, remainingSeconds: 0 };
  if (task.actualStart === undefined) return { actualSeconds: 0, remainingSeconds: whole };
  const remainingSeconds = Math.min(whole, Math.round(model.remaining[index] ?? whole));
  const actualSeconds = whole - remainingSeconds;
  const time = timeOf(index, model);
  if (actualSeconds <= 0 || !time || model.pieces[index] !== undefined) return { actualSeconds, remainingSeconds };
  const stop = task.stop === undefined ? undefined : instantOf(task.stop);
  const resume = task.resume === undefined ? undefined : instantOf(task.resume);
  const finish = dates.finish[index] ?? 0;
  return {
    actualSeconds,
    remainingSeconds,
    stop: stop ?? time.finishOf(time.workAt(instantOf(task.actualStart)) + actualSeconds),
    resume: resume ?? time.startOf(time.workAt(finish) - remainingSeconds),
  };
}

/**
 * Assignments with what of their work is done and what is left: the share that each says of itself, over the time that its task has worked
 * and has left.
 */
export function withWorkProgress(
  plan: SchedulePlan,
  assignments: readonly PlanAssignment[],
  reckoned: Schedule,
): PlanAssignment[] {
  const working = new Set([...workOf(plan).values()].flat().map(({ assignment }) => assignment.uid));
  const tasks = new Map(plan.tasks.map((task, index) => [task.uid, { task, index }]));
  return assignments.map((one): PlanAssignment => {
    const found = tasks.get(one.taskUid);
    if (!found || one.workSeconds === undefined) return one;
    const { task, index } = found;
    return { ...one, progress: progressOf(one, task, index, reckoned, working.has(one.uid)) };
  });
}

function progressOf(
  one: PlanAssignment,
  task: PlanTask,
  index: number,
  reckoned: Schedule,
  isWork: boolean,
): PlanWorkProgress {
  const { workSeconds: whole = 0, percentWorkComplete } = one;
  const actualSeconds = Math.min(whole, one.actualWorkSeconds ?? Math.round((whole * percentWorkComplete) / 100));
  const remainingSeconds = whole - actualSeconds;
  const begun = actualSeconds > 0 || (whole === 0 && percentWorkComplete > 0);
  const isOver = begun && remainingSeconds <= 0;
  const { stop, resume } = taskProgress(task, index, reckoned);
  const between = begun && !isOver && stop !== undefined && resume !== undefined;
  const start = reckoned.dates.start[index] ?? 0;
  const finish = reckoned.dates.finish[index] ?? 0;
  const time = timeOf(index, reckoned.model);
  // Whoever works by another calendar, later or in another shape than the task spreads his work otherwise.
  const isFlat =
    isWork &&
    time !== undefined &&
    reckoned.model.pieces[index] === undefined &&
    one.contourLoad === undefined &&
    !one.overtimeSeconds &&
    !one.delaySeconds &&
    !one.levelingDelay &&
    !one.pauses?.length &&
    (isOver || !begun || between);
  const periods = isFlat
    ? [
        ...spread(time, start, between ? stop : finish, actualSeconds, true),
        ...spread(time, between ? resume : start, finish, remainingSeconds, false),
      ]
    : undefined;
  return {
    actualSeconds,
    remainingSeconds,
    actualStart: begun ? (task.actualStart ?? formatInstant(start)) : undefined,
    actualFinish: isOver ? (task.actualFinish ?? formatInstant(finish)) : undefined,
    ...(between ? { stop: formatInstant(stop), resume: formatInstant(resume) } : {}),
    ...(periods && periods.length <= MOST_DAYS ? { periods } : {}),
  };
}

function timeOf(index: number, { times, calendar }: Schedule['model']): WorkingTime | undefined {
  return times[calendar[index] ?? 0];
}

/** Work that lies evenly over working time, day by day; the days add up to all of it. */
function spread(time: WorkingTime, from: Instant, to: Instant, seconds: number, done: boolean): PlanWorkPeriod[] {
  const whole = time.between(from, to);
  if (seconds <= 0 || whole <= 0 || (to - from) / DAY > MOST_DAYS) return [];
  const periods: PlanWorkPeriod[] = [];
  let told = 0;
  for (let day = Math.floor(from / DAY) * DAY; day < to; day += DAY) {
    const [begin, end] = [Math.max(from, day), Math.min(to, day + DAY)];
    if (time.between(begin, end) <= 0) continue;
    const until = Math.round((seconds * time.between(from, end)) / whole);
    periods.push({
      done,
      from: formatInstant(time.nextStart(begin)),
      to: formatInstant(time.previousFinish(end)),
      seconds: until - told,
    });
    told = until;
  }
  return periods;
}
