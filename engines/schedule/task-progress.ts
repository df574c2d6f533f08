import type { PlanAssignment, PlanTask } from './plan.ts';
import type { Schedule } from './schedule.ts';
import { formatInstant } from './time/civil.ts';
import { isDone, taskProgress } from './work-progress.ts';

/** What rows come to, added up from those of the lowest level. */
interface Sums {
  work: number | undefined;
  regular: number;
  done: number;
  left: number;
  /** Working seconds of durations. */
  length: number;
  lengthDone: number;
  rows: number;
  rowsDone: number;
  begun: string | undefined;
  ended: string | undefined;
}

const nothing = (): Sums => ({
  work: undefined,
  regular: 0,
  done: 0,
  left: 0,
  length: 0,
  lengthDone: 0,
  rows: 0,
  rowsDone: 0,
  begun: undefined,
  ended: undefined,
});

/**
 * Tasks that say how far they have come: durations done and left, and the work of all who are assigned; summaries what their rows come to.
 * @param tasks with their dates
 * @param assignments with their progress
 * @returns besides, the same of the plan as a whole
 */
export function withTaskProgress(
  tasks: readonly PlanTask[],
  assignments: readonly PlanAssignment[],
  reckoned: Schedule,
): { tasks: PlanTask[]; whole: Partial<PlanTask> } {
  const { model } = reckoned;
  const sums = new Map<number, Sums>(tasks.map(({ uid }) => [uid, nothing()]));
  const whole = nothing();
  const isSummary = (index: number): boolean => model.summary[index] === 1;
  for (const { taskUid, workSeconds, overtimeSeconds = 0, progress } of assignments) {
    const sum = sums.get(taskUid);
    if (!sum || workSeconds === undefined) continue;
    sum.work = (sum.work ?? 0) + workSeconds;
    sum.regular += workSeconds - overtimeSeconds;
    sum.done += progress?.actualSeconds ?? 0;
    sum.left += progress?.remainingSeconds ?? workSeconds;
  }
  // Rows come after what they are part of.
  for (const [index, task] of [...tasks.entries()].toReversed()) {
    const sum = sums.get(task.uid) ?? nothing();
    if (!isSummary(index)) addOwn(sum, task, index, reckoned);
    add(sums.get(task.parentUid ?? Number.NaN) ?? whole, sum, model.active[index] === 1);
  }
  return {
    tasks: tasks.map((task, index) => {
      const sum = sums.get(task.uid) ?? nothing();
      return isSummary(index)
        ? { ...task, ...(task.manual ? {} : rolledUp(sum, task)), ...workIn(sum) }
        : { ...task, ...ownProgress(task, index, reckoned), ...workIn(sum) };
    }),
    whole: { ...rolledUp(whole, undefined), ...workIn(whole) },
  };
}

/** What a row of the lowest level brings besides the work of those assigned to it. */
function addOwn(sum: Sums, task: PlanTask, index: number, reckoned: Schedule): void {
  const { actualSeconds, remainingSeconds } = taskProgress(task, index, reckoned);
  const length = actualSeconds + remainingSeconds;
  // Work that nobody is assigned to is done as its task is.
  if (sum.work === undefined && task.workSeconds !== undefined) {
    sum.work = task.workSeconds;
    sum.regular = task.workSeconds;
    sum.done = Math.round(task.workSeconds * (length > 0 ? actualSeconds / length : task.percentComplete / 100));
    sum.left = task.workSeconds - sum.done;
  }
  sum.length = length;
  sum.lengthDone = actualSeconds;
  sum.rows = 1;
  sum.rowsDone = isDone(task) ? 1 : 0;
  sum.begun = task.actualStart;
  sum.ended = sum.rowsDone === 1 ? (task.actualFinish ?? formatInstant(reckoned.dates.finish[index] ?? 0)) : undefined;
}

function add(above: Sums, below: Sums, isActive: boolean): void {
  if (!isActive) return;
  if (below.work !== undefined) above.work = (above.work ?? 0) + below.work;
  above.regular += below.regular;
  above.done += below.done;
  above.left += below.left;
  above.length += below.length;
  above.lengthDone += below.lengthDone;
  above.rows += below.rows;
  above.rowsDone += below.rowsDone;
  if (below.begun !== undefined && !(above.begun !== undefined && above.begun <= below.begun))
    above.begun = below.begun;
  if (below.ended !== undefined && !(above.ended !== undefined && above.ended >= below.ended))
    above.ended = below.ended;
}

function workIn({ work, regular, done, left }: Sums): Partial<PlanTask> {
  if (work === undefined) return {};
  return {
    workSeconds: work,
    regularWorkSeconds: regular,
    actualWorkSeconds: done,
    remainingWorkSeconds: left,
    percentWorkComplete: work > 0 ? Math.floor((100 * done) / work + 1e-9) : 0,
  };
}

function ownProgress(task: PlanTask, index: number, reckoned: Schedule): Partial<PlanTask> {
  const { actualSeconds, remainingSeconds, stop, resume } = taskProgress(task, index, reckoned);
  return {
    actualDurationSeconds: actualSeconds,
    remainingDurationSeconds: remainingSeconds,
    ...(stop === undefined || resume === undefined ? {} : { stop: formatInstant(stop), resume: formatInstant(resume) }),
  };
}

/** A summary is done as far as the durations of its rows are. */
function rolledUp(sum: Sums, task: PlanTask | undefined): Partial<PlanTask> {
  if (sum.rows === 0) return {};
  const allDone = sum.rowsDone === sum.rows;
  const share = sum.length > 0 ? sum.lengthDone / sum.length : 0;
  const percentComplete = allDone ? 100 : Math.min(99, Math.floor(100 * share + 1e-9));
  const length = task?.duration?.seconds;
  const done = length === undefined ? undefined : Math.round((length * percentComplete) / 100);
  return {
    percentComplete,
    actualStart: sum.begun,
    actualFinish: allDone ? sum.ended : undefined,
    ...(length === undefined || done === undefined
      ? {}
      : { actualDurationSeconds: done, remainingDurationSeconds: length - done }),
  };
}
