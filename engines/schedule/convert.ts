import { TASK_DEFAULTS } from './defaults.ts';
import type { SchedulePlan } from './network/compile.ts';
import type { Plan, PlanAssignment, PlanProperties, PlanTask } from './plan.ts';
import { schedule } from './schedule.ts';
import type { Schedule } from './schedule.ts';
import { withTaskProgress } from './task-progress.ts';
import { formatInstant } from './time/civil.ts';
import { withWorkProgress } from './work-progress.ts';

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

/**
 * A plan that says of every task what is reckoned of it: dates, floats, the length of summaries, how far it has come, and the work of those who
 * are assigned, done and left. This is what a file hands over.
 */
export function withReckoned(plan: Plan & SchedulePlan): Plan {
  const reckoned = schedule(plan);
  const dated = plan.tasks.map((task, index): PlanTask => ({
    ...task,
    ...lengthOf(task, index, reckoned),
    stored: storedOf(index, reckoned),
  }));
  const byUid = new Map(dated.map((task) => [task.uid, task]));
  const shares = Map.groupBy(plan.assignments, ({ taskUid }) => taskUid);
  const placed = plan.assignments.map((one): PlanAssignment => {
    const task = byUid.get(one.taskUid);
    // Of several who share a task each begins and ends by his own calendar.
    const alone = shares.get(one.taskUid)?.length === 1 && !one.delaySeconds && !one.levelingDelay;
    return task && alone ? { ...one, start: task.stored.start, finish: task.stored.finish } : one;
  });
  const assignments = withWorkProgress(plan, placed, reckoned);
  const { tasks, whole } = withTaskProgress(dated, assignments, reckoned);
  return { ...plan, tasks, assignments, properties: propertiesOf(plan, reckoned, whole) };
}

function propertiesOf(
  { properties, tasks }: Plan,
  { dates, finish, model }: Schedule,
  whole: Partial<PlanTask>,
): PlanProperties {
  let begin = Infinity;
  for (let task = 0; task < model.count; task++) {
    if (model.active[task] === 1) begin = Math.min(begin, dates.start[task] ?? begin);
  }
  if (begin === Infinity) begin = model.projectStart;
  const start = formatInstant(begin);
  const end = formatInstant(finish);
  const summaryTask: PlanTask = {
    ...TASK_DEFAULTS,
    uid: 0,
    id: 0,
    name: properties.title,
    outlineNumber: '0',
    outlineLevel: 0,
    summary: true,
    duration: { seconds: between(model, begin, finish), unit: 'days', elapsed: false, estimated: false },
    stored: { start, finish: end },
    ...whole,
  };
  return {
    ...properties,
    ...(properties.scheduleFromStart ? { finish: end } : { start }),
    ...(tasks.length === 0 ? {} : { summaryTask }),
  };
}

/** A summary is as long as its rows take. */
function lengthOf({ duration }: PlanTask, index: number, { model, dates }: Schedule): Pick<PlanTask, 'duration'> {
  if (model.summary[index] !== 1) return { duration };
  const seconds = between(model, dates.start[index] ?? 0, dates.finish[index] ?? 0);
  return { duration: { unit: 'days', estimated: false, ...duration, seconds, elapsed: false } };
}

function between({ times, projectCalendar }: Schedule['model'], from: number, to: number): number {
  return times[projectCalendar]?.between(from, to) ?? 0;
}

function storedOf(index: number, { dates, early, floats }: Schedule): PlanTask['stored'] {
  const moment = (instants: ArrayLike<number>): string => formatInstant(instants[index] ?? 0);
  const minutes = (seconds: ArrayLike<number>): number => Math.round((seconds[index] ?? 0) / 6) / 10;
  return {
    start: moment(dates.start),
    finish: moment(dates.finish),
    earlyStart: moment(early.start),
    earlyFinish: moment(early.finish),
    lateStart: moment(dates.lateStart),
    lateFinish: moment(dates.lateFinish),
    totalSlack: minutes(floats.total),
    freeSlack: minutes(floats.free),
    critical: floats.critical[index] === 1,
  };
}
