import type { PlanAssignment, PlanTask } from '@callosum/schedule';
import type { AssignmentDetails, TaskDetails } from '../kinds/details.ts';

/** What of a task has no field of its own and decides its dates all the same; null when it is as usual. */
export function detailsOf(task: PlanTask, unassigned: readonly PlanAssignment[]): TaskDetails | null {
  const { type, effortDriven, ignoreResourceCalendar, levelingDelay, external, subproject } = task;
  const progress = progressOf(task);
  const manual = manualOf(task);
  const rests = unassigned.flatMap(({ pauses = [] }) => pauses);
  const details: TaskDetails = {
    ...(type === 'fixed-units' ? {} : { fixed: type === 'fixed-duration' ? 'duration' : 'work' }),
    ...(effortDriven ? { effortDriven } : {}),
    ...(ignoreResourceCalendar ? { ignoresResourceCalendars: true } : {}),
    ...(levelingDelay
      ? { levelingDelay: { seconds: levelingDelay.minutes * 60, elapsed: levelingDelay.elapsed } }
      : {}),
    ...(progress ? { progress } : {}),
    ...(manual ? { manual } : {}),
    ...(external || subproject ? { elsewhere: true } : {}),
    ...(rests.length > 0 ? { pauses: rests.map(({ from, to }) => ({ from, to })) } : {}),
  };
  return Object.keys(details).length > 0 ? details : null;
}

/** Nothing of it counts before a task has begun. */
function progressOf(task: PlanTask): TaskDetails['progress'] | undefined {
  const { actualStart, actualFinish, duration, percentComplete, remainingDurationSeconds, stop, resume } = task;
  if (actualStart === undefined && actualFinish === undefined) return undefined;
  if (remainingDurationSeconds === undefined && stop === undefined && resume === undefined) return undefined;
  return {
    of: { seconds: Math.round(duration?.seconds ?? 0), percent: percentComplete },
    ...(remainingDurationSeconds === undefined ? {} : { remaining: remainingDurationSeconds }),
    ...(stop === undefined ? {} : { stop }),
    ...(resume === undefined ? {} : { resume }),
  };
}

function manualOf(task: PlanTask): TaskDetails['manual'] | undefined {
  const { manual, manualStart, manualFinish, manualDurationSeconds } = task;
  if (!manual || (manualStart ?? manualFinish ?? manualDurationSeconds) === undefined) return undefined;
  return {
    ...(manualStart === undefined ? {} : { start: manualStart }),
    ...(manualFinish === undefined ? {} : { finish: manualFinish }),
    ...(manualDurationSeconds === undefined ? {} : { seconds: manualDurationSeconds }),
  };
}

/** The same of an assignment to a task. */
export function assignmentDetailsOf(one: PlanAssignment, task: PlanTask | undefined): AssignmentDetails | null {
  const length = task?.duration?.seconds;
  const { overtimeSeconds, delaySeconds, levelingDelay, contourLoad, pauses } = one;
  const details: AssignmentDetails = {
    ...(overtimeSeconds ? { overtime: overtimeSeconds } : {}),
    ...(delaySeconds ? { delay: delaySeconds } : {}),
    ...(levelingDelay ? { levelingDelay: { seconds: levelingDelay.seconds, elapsed: levelingDelay.elapsed } } : {}),
    ...(contourLoad === undefined ? {} : { load: contourLoad }),
    ...(pauses && pauses.length > 0 ? { pauses: pauses.map(({ from, to }) => ({ from, to })) } : {}),
    ...(length === undefined || one.workSeconds === undefined ? {} : { of: Math.round(length) }),
    ...(task && task.percentComplete > 0 ? { doneOf: task.percentComplete } : {}),
    ...oddShare(one),
  };
  return Object.keys(details).length > 0 ? details : null;
}

/** Work that was not done evenly: another amount than the percentage, which is rounded, would give. */
function oddShare({
  workSeconds,
  actualWorkSeconds: done,
  percentWorkComplete,
}: PlanAssignment): Pick<AssignmentDetails, 'done'> {
  if (workSeconds === undefined || done === undefined) return {};
  return done === Math.round((workSeconds * percentWorkComplete) / 100) ? {} : { done };
}
