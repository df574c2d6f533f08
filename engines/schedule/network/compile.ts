import { CLOCK, createCalendarSet, STANDARD } from '../calendar/calendar-set.ts';
import type { Plan, PlanAssignment, PlanLink, PlanTask } from '../plan.ts';
import { DAY, instantOf } from '../time/civil.ts';
import type { Instant } from '../time/civil.ts';
import { say } from '../say.ts';
import { CONSTRAINT, emptyArrays, emptyLinks, LAG, LINK, MODE, TRAIT } from './model.ts';
import type { MaxLag, Model, Piece, PlanWindow, Rules } from './model.ts';
import type { Order } from './order.ts';
import { scheduleWarning } from './warnings.ts';
import type { ScheduleWarning } from './warnings.ts';

/** What the calculation reads of a plan; stored dates are never among it, unless they are facts. */
export type SchedulePlan = Pick<
  Plan,
  'properties' | 'calendars' | 'tasks' | 'links' | 'resources' | 'assignments' | 'rules'
> & {
  readonly maxLags?: readonly MaxLag[] | undefined;
  readonly windows?: readonly PlanWindow[] | undefined;
};

/** Start of a plan that states none and whose tasks state nothing either. */
const SOME_MONDAY = '2024-01-01T08:00';

/**
 * A plan as arrays.
 * @param plan as read from a file or put together by a program
 * @param rules what differs from how Microsoft Project reckons
 */
export function compile(plan: SchedulePlan, rules: Partial<Rules> = {}): { model: Model; warnings: ScheduleWarning[] } {
  const warnings: ScheduleWarning[] = [];
  const { properties, tasks } = plan;
  const projectStart = instantOf(properties.start ?? firstStated(plan) ?? SOME_MONDAY);
  const projectFinish = properties.scheduleFromStart || !properties.finish ? Number.NaN : instantOf(properties.finish);
  const calendars = createCalendarSet(plan.calendars, projectStart / DAY);
  const projectCalendar = calendars.numberOf(properties.calendarUid, STANDARD);
  const indexOf = new Map(tasks.map(({ uid }, index) => [uid, index]));
  const links = plan.links.filter(({ from, to }) => {
    if (indexOf.has(from) && indexOf.has(to) && from !== to) return true;
    const message = say`Task ${String(to)} follows task ${String(from)}, which is not in the plan.`;
    warnings.push(scheduleWarning('link-left-out', message, to));
    return false;
  });
  const count = tasks.length;
  const arrays = { ...emptyArrays(count), ...emptyLinks(links.length) };
  const model: Model = {
    ...arrays,
    tasks,
    links,
    count,
    indexOf,
    calendars,
    times: [],
    projectCalendar,
    pieces: Array.from({ length: count }),
    projectStart,
    projectFinish,
    rules: {
      lagCalendar: 'successor',
      outOfSequence: 'as-recorded',
      honorConstraints: properties.honorConstraints,
      ...rulesOf(plan),
      ...rules,
    },
    maxLags: (plan.maxLags ?? []).filter(({ from, to }) => indexOf.has(from) && indexOf.has(to)),
    criticalLimit: properties.criticalSlackLimitDays * properties.minutesPerDay * 60,
    multipleCriticalPaths: properties.multipleCriticalPaths,
  };
  for (const [index, task] of tasks.entries()) {
    const above = task.parentUid === undefined ? undefined : indexOf.get(task.parentUid);
    if (above === undefined || above === index) continue;
    model.parent[index] = above;
    model.summary[above] = 1;
  }
  const work = workOf(plan);
  if (plan.windows !== undefined) writeWindows(model, plan.windows);
  for (const [index, task] of tasks.entries()) writeTask(model, index, task, work.get(task.uid) ?? []);
  writeLinks(model, links);
  for (const uid of calendars.withoutTime) {
    const message = say`Calendar ${String(uid)} has no ordinary working time.`;
    warnings.push(scheduleWarning('calendar-without-time', message, uid));
  }
  return { model, warnings };
}

/** Notes for each task the time outside the windows that keep it out. */
function writeWindows(model: Model, windows: readonly PlanWindow[]): void {
  const valid = windows.filter(({ from, to }) => from <= to);
  for (let task = 0; task < model.count; task++) {
    const uid = model.tasks[task]?.uid ?? -1;
    const closed = valid.filter(({ tasks }) => tasks === undefined || tasks.has(uid));
    if (closed.length > 0) model.keptOut[task] = known(model, model.calendars.outside(closed));
  }
}

function rulesOf({ rules }: SchedulePlan): Partial<Rules> {
  if (rules === undefined) return {};
  const { lagCalendar, outOfSequence, dataDate } = rules;
  return { lagCalendar, outOfSequence, dataDate: dataDate === undefined ? undefined : instantOf(dataDate) };
}

function firstStated({ tasks }: SchedulePlan): string | undefined {
  return tasks
    .flatMap(({ actualStart, manualStart, constraint }) => [actualStart, manualStart, constraint.date])
    .filter((date) => date !== undefined)
    .sort()[0];
}

/** Stands for the calendar of nobody. */
const NOBODY = -1;

export interface Work {
  readonly assignment: PlanAssignment;
  readonly calendarUid: number | undefined;
}

/** Assignments of people and equipment, and work of nobody, by task; material and money do not move a date. */
export function workOf({ resources, assignments }: SchedulePlan): ReadonlyMap<number, readonly Work[]> {
  const byUid = new Map(resources.map((resource) => [resource.uid, resource]));
  const byTask = new Map<number, Work[]>();
  for (const assignment of assignments) {
    const resource = assignment.resourceUid === null ? undefined : byUid.get(assignment.resourceUid);
    if (assignment.resourceUid !== null && resource?.type !== 'work') continue;
    const one = { assignment, calendarUid: resource === undefined ? NOBODY : resource.calendarUid };
    const known = byTask.get(assignment.taskUid);
    if (known === undefined) byTask.set(assignment.taskUid, [one]);
    else known.push(one);
  }
  return byTask;
}

function writeLinks(model: Model, links: readonly PlanLink[]): void {
  for (const [index, { from, to, type, lag }] of links.entries()) {
    model.linkFrom[index] = model.indexOf.get(from) ?? 0;
    model.linkTo[index] = model.indexOf.get(to) ?? 0;
    model.linkType[index] = LINK[type];
    model.linkLag[index] = lag.value;
    model.linkLagKind[index] = LAG[lag.unit];
    writeLag(model, index);
  }
}

/** The same model with other links; both ends of each must be tasks of the plan. */
export function setLinks(model: Model, links: readonly PlanLink[]): Model {
  const next = { ...model, links, ...emptyLinks(links.length) };
  writeLinks(next, links);
  return next;
}

/** Reckons the lags of a task's links again, once its calendar or its duration may have changed. */
export function writeLags(model: Model, order: Order, task: number): void {
  for (let at = order.inStart[task] ?? 0; at < (order.inStart[task + 1] ?? 0); at++) {
    writeLag(model, order.inLinks[at] ?? 0);
  }
  for (let at = order.outStart[task] ?? 0; at < (order.outStart[task + 1] ?? 0); at++) {
    writeLag(model, order.outLinks[at] ?? 0);
  }
}

/** Writes how many seconds of which calendar the lag of a link is. */
function writeLag(model: Model, link: number): void {
  const value = model.linkLag[link] ?? 0;
  const isShare = (model.linkLagKind[link] ?? 0) >= LAG.percent;
  const duration = model.duration[model.linkFrom[link] ?? 0] ?? 0;
  model.linkCalendar[link] = lagCalendar(model, link);
  model.linkSeconds[link] = isShare ? Math.round((duration * value) / 100) : value;
}

/** The calendar in which the lag of a link is counted. */
function lagCalendar(model: Model, link: number): number {
  const kind = model.linkLagKind[link];
  if (kind === LAG.elapsed || kind === LAG['elapsed-percent']) return CLOCK;
  switch (model.rules.lagCalendar) {
    case 'clock':
      return CLOCK;
    case 'project':
      return model.projectCalendar;
    case 'predecessor':
      return known(model, model.calendar[model.linkFrom[link] ?? 0] ?? STANDARD);
    case 'successor':
      return known(model, model.calendar[model.linkTo[link] ?? 0] ?? STANDARD);
  }
}

/** Compiles a calendar before a pass needs it. */
function known(model: Model, calendar: number): number {
  model.times[calendar] ??= model.calendars.at(calendar);
  return calendar;
}

/** Writes what a task says into the arrays. */
export function writeTask(model: Model, index: number, task: PlanTask, work: readonly Work[]): void {
  writeValues(model, index, task, work);
  model.traits[index] = traitsOf(model, index);
}

function traitsOf(model: Model, index: number): number {
  const constraint = model.constraint[index];
  const isSpecial =
    model.active[index] === 0 ||
    model.summary[index] === 1 ||
    model.mode[index] !== MODE.planned ||
    model.manual[index] === 1;
  const isHeld =
    isSpecial ||
    model.maxLags.length > 0 ||
    (constraint !== CONSTRAINT.asap && constraint !== CONSTRAINT.snet) ||
    model.delay[index] !== 0 ||
    model.pieces[index] !== undefined ||
    (model.keptOut[index] ?? -1) >= 0 ||
    (model.dataDate[index] ?? -Infinity) > -Infinity;
  const isDue = (model.deadline[index] ?? Infinity) < Infinity;
  const isNotBefore = !isHeld && constraint === CONSTRAINT.snet;
  return (
    (isHeld ? TRAIT.held : 0) |
    (isDue ? TRAIT.due : 0) |
    (isSpecial ? TRAIT.special : 0) |
    (isNotBefore ? TRAIT.notBefore : 0)
  );
}

function writeValues(model: Model, index: number, task: PlanTask, work: readonly Work[]): void {
  known(model, CLOCK);
  known(model, model.projectCalendar);
  model.active[index] = task.active ? 1 : 0;
  writeCalendar(model, index, task, work);
  const calendar = model.calendar[index] ?? STANDARD;
  model.duration[index] = durationOf(model, task, calendar);
  model.span[index] = (model.duration[index] ?? 0) + gapsOf(model, index, work);
  model.constraint[index] = CONSTRAINT[task.constraint.type];
  model.constraintDate[index] = optional(task.constraint.date);
  if (Number.isNaN(model.constraintDate[index] ?? Number.NaN) && !['asap', 'alap'].includes(task.constraint.type)) {
    model.constraint[index] = CONSTRAINT.asap;
  }
  model.deadline[index] = task.deadline === undefined ? Infinity : instantOf(task.deadline);
  model.delay[index] = (task.levelingDelay?.minutes ?? 0) * 60;
  model.delayCalendar[index] = task.levelingDelay?.elapsed === false ? calendar : CLOCK;
  model.dataDate[index] = task.dataDate === undefined ? (model.rules.dataDate ?? -Infinity) : instantOf(task.dataDate);
  if (model.summary[index] === 1) return writeSummary(model, index, task);
  writeProgress(model, index, task);
  return undefined;
}

function optional(moment: string | undefined): Instant {
  return moment === undefined ? Number.NaN : instantOf(moment);
}

function durationOf(model: Model, task: PlanTask, calendar: number): number {
  if (task.duration !== undefined) return task.duration.seconds;
  if (task.manualDurationSeconds !== undefined) return task.manualDurationSeconds;
  const { start, finish } = task.stored;
  if (start === undefined || finish === undefined) return 0;
  return Math.max(0, model.times[calendar]?.between(instantOf(start), instantOf(finish)) ?? 0);
}

/** The calendar a task's duration is counted in, or what each of its assignments needs where these differ. */
function writeCalendar(model: Model, index: number, task: PlanTask, work: readonly Work[]): void {
  const { calendars, projectCalendar } = model;
  const own = calendars.numberOf(task.calendarUid, -1);
  model.pieces[index] = undefined;
  const keptOut = model.keptOut[index] ?? -1;
  /** What is left of a calendar outside the windows that keep the task out. */
  const open = (calendar: number): number =>
    keptOut < 0 ? calendar : known(model, calendars.commonOf(calendar, keptOut));
  if (task.duration?.elapsed === true) {
    model.calendar[index] = open(CLOCK);
    model.floatCalendar[index] = open(CLOCK);
    return;
  }
  const usual = open(known(model, own >= 0 ? own : projectCalendar));
  model.floatCalendar[index] = usual;
  model.calendar[index] = usual;
  const people = work.filter(({ calendarUid }) => calendarUid !== NOBODY);
  if (people.length === 0) return;
  const alone = own >= 0 && task.ignoreResourceCalendar;
  const used = people.map(({ calendarUid }) => {
    if (alone) return usual;
    const theirs = calendars.numberOf(calendarUid, projectCalendar);
    return open(known(model, own >= 0 ? calendars.commonOf(own, theirs) : theirs));
  });
  const [first = usual] = used;
  const delayed = people.some(({ assignment }) => delayOf(assignment) !== 0);
  if (!delayed && used.every((calendar) => calendar === first)) {
    model.calendar[index] = first;
    return;
  }
  const duration = durationOf(model, task, usual);
  const pieces = people.map(({ assignment }, at): Piece => {
    const calendar = used[at] ?? usual;
    const seconds = (assignment.workSeconds ?? 0) - (assignment.overtimeSeconds ?? 0);
    const load = assignment.units * (assignment.contourLoad ?? 1);
    const worked = seconds > 0 && load > 0 ? Math.round(seconds / load) : 0;
    const levelled = assignment.levelingDelay;
    return {
      calendar,
      delay: (assignment.delaySeconds ?? 0) + (levelled?.elapsed === false ? levelled.seconds : 0),
      elapsedDelay: levelled?.elapsed === true ? levelled.seconds : 0,
      length:
        (task.type === 'fixed-duration' && worked === 0 ? duration : worked) + pausesOf(model, assignment, calendar),
    };
  });
  if (duration === 0 || pieces.some(({ length }) => length > 0)) model.pieces[index] = pieces;
  else model.calendar[index] = first;
}

function delayOf({ delaySeconds, levelingDelay }: PlanAssignment): number {
  return (delaySeconds ?? 0) + (levelingDelay?.seconds ?? 0);
}

/** Working seconds in which a split assignment rests. */
function pausesOf(model: Model, { pauses }: PlanAssignment, calendar: number): number {
  const time = model.times[calendar];
  if (pauses === undefined || time === undefined) return 0;
  return pauses.reduce((sum, { from, to }) => sum + time.between(instantOf(from), instantOf(to)), 0);
}

/** The gaps of a split task: those of the assignment that rests least. */
function gapsOf(model: Model, index: number, work: readonly Work[]): number {
  const calendar = model.calendar[index] ?? STANDARD;
  const gaps = work.map(({ assignment }) => pausesOf(model, assignment, calendar));
  return gaps.length === 0 ? 0 : gaps.reduce((one, other) => Math.min(one, other), Infinity);
}

/** A summary has its rows' dates unless it was planned by hand; whether it has begun decides how its float is counted. */
function writeSummary(model: Model, index: number, task: PlanTask): void {
  const fixed = task.manual;
  const done = task.percentComplete >= 100 && task.actualFinish !== undefined;
  const begun = task.actualStart !== undefined && task.percentComplete > 0;
  model.manual[index] = fixed ? 1 : 0;
  model.mode[index] = fixed || done ? MODE.fixed : begun ? MODE.begun : MODE.planned;
  model.fixedStart[index] = fixed ? optional(task.manualStart ?? task.stored.start) : Number.NaN;
  model.fixedFinish[index] = fixed ? optional(task.manualFinish ?? task.stored.finish) : Number.NaN;
}

/** What has happened, and what somebody stated by hand. */
function writeProgress(model: Model, index: number, task: PlanTask): void {
  const { percentComplete } = task;
  const duration = model.duration[index] ?? 0;
  // A finish without any work done is what some programs write for “none”.
  const nonsense = task.actualFinish !== undefined && percentComplete === 0 && (task.remainingDurationSeconds ?? 0) > 0;
  const actualStart = nonsense ? undefined : task.actualStart;
  const actualFinish = nonsense ? undefined : task.actualFinish;
  const done = actualFinish !== undefined || percentComplete >= 100;
  const elsewhere = task.external !== undefined || task.subproject !== undefined;
  model.mode[index] = MODE.planned;
  model.manual[index] = 0;
  model.fixedStart[index] = Number.NaN;
  model.fixedFinish[index] = Number.NaN;
  if (done && actualStart !== undefined) {
    model.mode[index] = MODE.fixed;
    model.fixedStart[index] = instantOf(actualStart);
    model.fixedFinish[index] = optional(actualFinish);
  } else if (actualStart !== undefined) {
    model.mode[index] = MODE.begun;
    model.fixedStart[index] = instantOf(actualStart);
    model.remaining[index] = task.remainingDurationSeconds ?? duration * (1 - percentComplete / 100);
    model.resume[index] = optional(task.resume ?? task.stop);
  } else if (task.manual) {
    model.mode[index] = MODE.fixed;
    model.fixedStart[index] = optional(task.manualStart ?? task.stored.start);
    model.fixedFinish[index] = optional(task.manualFinish ?? task.stored.finish);
    model.manual[index] = 1;
  } else if (elsewhere && task.stored.start !== undefined) {
    model.mode[index] = MODE.fixed;
    model.fixedStart[index] = instantOf(task.stored.start);
    model.fixedFinish[index] = optional(task.stored.finish);
  }
}
