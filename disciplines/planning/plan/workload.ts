import { formatInstant, type Schedule } from '@callosum/schedule';
import { capacityOf } from '../capacity.ts';
import type { AssignmentRecord, TaskRecord } from './records.ts';
import type { WorkingPlan } from './working-plan.ts';

const DAY = 86_400;
const WEEK = 7 * DAY;

/** Somebody's part in a task, within one week. */
export interface Part {
  readonly task: TaskRecord;
  /** Seconds of work in the week. */
  readonly work: number;
}

/** What one week asks of somebody, and what he has. */
export interface Load {
  /** Seconds of work. */
  readonly work: number;
  /** Seconds he can work, by his calendar, his units and the share of time released from patients. */
  readonly capacity: number;
  readonly parts: readonly Part[];
}

/** A resource, or the owner of tasks that nobody is assigned to. */
export interface Worker {
  readonly id: string;
  readonly kind: 'resource' | 'owner';
  /** Of a resource. */
  readonly title: string | undefined;
  /** Percent of a full-time unit that the plan may count on. */
  readonly available: number;
  /** One for each week asked for. */
  readonly loads: readonly Load[];
}

/** Some weeks after each other. */
export interface Weeks {
  /** When the first of them begins, in seconds of wall-clock time. */
  readonly from: number;
  readonly count: number;
}

/** The week in which an instant lies, by the day on which weeks of the plan begin. @param weekStart 0 Sunday to 6 Saturday */
export function weekOf(instant: number, weekStart: number): number {
  const day = Math.floor(instant / DAY);
  // 1 January 1970 was a Thursday.
  return (day - ((((day + 4 - weekStart) % 7) + 7) % 7)) * DAY;
}

/**
 * What the plan asks of everybody in each of some weeks. The work of an assignment is spread evenly over the working time that its
 * resource has between start and finish of the task; where nothing is said of its work, its units of that time are. A task that nobody is
 * assigned to counts for its owner at full time, who has the calendar of the project.
 */
export function workloadIn(plan: WorkingPlan, weeks: Weeks): readonly Worker[] {
  const records = plan.records();
  const current = plan.schedule();
  const { calendars, resources } = plan.mapped().plan;
  const byTask = Map.groupBy(records.assignments, ({ task }) => task);
  const byResource = Map.groupBy(records.assignments, ({ resource }) => resource);
  const rows = new Map(records.tasks.map((row) => [row.id, row]));
  const workers: Worker[] = [];
  for (const [index, resource] of records.resources.entries()) {
    const { fields } = resource;
    const assignments = byResource.get(resource.id) ?? [];
    if ((fields.resourceType ?? 'work') !== 'work' || (fields.inactive && assignments.length === 0)) continue;
    const uid = resources[index]?.calendarUid;
    const { model } = current;
    const calendar =
      uid !== undefined && calendars.some((one) => one.uid === uid)
        ? model.calendars.numberOf(uid, model.projectCalendar)
        : model.projectCalendar;
    const time = clockOf(current, calendar);
    const asked = assignments.flatMap((one) => askedBy(plan, time, rows.get(one.task), one));
    workers.push({
      id: resource.id,
      kind: 'resource',
      title: fields.title,
      available: capacityOf(fields),
      loads: loadsOf(asked, time, weeks, capacityOf(fields) / 100),
    });
  }
  const time = clockOf(current, current.model.projectCalendar);
  const unassigned = records.tasks.filter(({ id, fields }) => fields.owner !== undefined && !byTask.has(id));
  const owned = Map.groupBy(unassigned, ({ fields }) => fields.owner ?? '');
  for (const [owner, tasks] of owned) {
    const asked = tasks.flatMap((task) => askedBy(plan, time, task, undefined));
    workers.push({
      id: owner,
      kind: 'owner',
      title: undefined,
      available: 100,
      loads: loadsOf(asked, time, weeks, 1),
    });
  }
  return workers;
}

/** Working seconds of a calendar between two instants. */
type Clock = (from: number, to: number) => number;

function clockOf({ model }: Schedule, calendar: number): Clock {
  const time = model.calendars.at(calendar);
  return (from, to) => time.between(from, to);
}

/** Work that lies evenly between two instants. */
interface Asked {
  readonly task: TaskRecord;
  readonly from: number;
  readonly to: number;
  /** Working seconds between the two. */
  readonly span: number;
  readonly work: number;
}

function askedBy(
  plan: WorkingPlan,
  time: Clock,
  task: TaskRecord | undefined,
  assignment: AssignmentRecord | undefined,
): readonly Asked[] {
  const place = task && plan.indexOf(task.id);
  if (!task || place === undefined) return [];
  const { model, dates } = plan.schedule();
  if (model.summary[place] === 1 || model.active[place] !== 1) return [];
  const [from, to] = [dates.start[place] ?? 0, dates.finish[place] ?? 0];
  if (to <= from) return [];
  const span = time(from, to);
  // Who has no working time there is asked to work at other times.
  const length = span > 0 ? span : to - from;
  const stated = assignment?.fields.work?.seconds;
  const units = (assignment?.fields.units ?? 100) / 100;
  const work = stated ?? units * Math.min(length, model.duration[place] ?? length);
  return work > 0 ? [{ task, from, to, span, work }] : [];
}

function loadsOf(asked: readonly Asked[], time: Clock, { from, count }: Weeks, share: number): readonly Load[] {
  return Array.from({ length: count }, (_, index) => {
    const begin = from + index * WEEK;
    const end = begin + WEEK;
    const parts: Part[] = [];
    let work = 0;
    for (const one of asked) {
      const [left, right] = [Math.max(begin, one.from), Math.min(end, one.to)];
      if (right <= left) continue;
      const part = one.span > 0 ? time(left, right) / one.span : (right - left) / (one.to - one.from);
      if (part <= 0) continue;
      parts.push({ task: one.task, work: one.work * part });
      work += one.work * part;
    }
    parts.sort((a, b) => b.work - a.work);
    return { work, capacity: time(begin, end) * share, parts };
  });
}

/** How full a week is. What is asked of somebody who has no time is too much. */
export type Fullness = 'none' | 'some' | 'full' | 'over';

/** A week is full from here on. */
const FULL = 0.8;
/** Rounding is no overload. */
const OVER = 1.005;

export function fullness({ work, capacity }: Load): Fullness {
  if (work < 60) return 'none';
  if (work > capacity * OVER) return 'over';
  return work >= capacity * FULL ? 'full' : 'some';
}

/** The first day of each of some weeks. */
export function daysOf({ from, count }: Weeks): readonly string[] {
  return Array.from({ length: count }, (_, index) => formatInstant(from + index * WEEK).slice(0, 10));
}
