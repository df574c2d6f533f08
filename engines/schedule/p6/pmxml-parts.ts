import { planWarning } from '../errors.ts';
import type { PlanWarning } from '../errors.ts';
import { exceptionDays } from '../calendar/recurrence.ts';
import { xmlOf, whole } from '../mspdi/write-values.ts';
import type { Part } from '../mspdi/write-values.ts';
import { dayOf, dayOfWeek, formatDay } from '../time/civil.ts';
import type { Plan, PlanCalendar, PlanLink, PlanResource, PlanTask, PlanWeekDay, WorkingTime } from '../plan.ts';
import { say, type Said } from '../say.ts';
import { WEEK_DAYS, CONSTRAINT_NAMES, LAG_CALENDARS, LINK_NAMES, WBS_OFFSET } from './tables.ts';

const HOUR = 3600;

/** What P6 XML has no place for, and what was written instead. */
type Note = (message: Said, uid?: number) => void;

/** The name by which P6 XML calls a value: the last of a table, since those of XER come first. */
function nameOf<T>(names: ReadonlyMap<string, T>, value: T): string | undefined {
  return [...names].findLast(([, meaning]) => meaning === value)?.[0];
}

export const hours = (seconds: number | undefined): string | undefined =>
  seconds === undefined ? undefined : String(seconds / HOUR);

export const moment = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : text.length > 16 ? text : `${text}:00`;

/** The number of a work package: summaries of a plan that was read from Primavera lie at a distance from its activities. */
export const packageId = (uid: number): number => (uid >= WBS_OFFSET ? uid - WBS_OFFSET : uid);

/** Primavera writes these in braces. */
const braced = (guid: string | undefined): string | undefined => (guid === undefined ? undefined : `{${guid}}`);

/** A plan as elements of P6 XML, with what had to be said otherwise. */
export interface P6Parts {
  readonly properties: readonly Part[];
  readonly calendars: readonly Part[];
  readonly resources: readonly Part[];
  readonly packages: readonly Part[];
  readonly activities: ReadonlyMap<number, Part>;
  readonly relationships: readonly { readonly from: number; readonly to: number; readonly part: Part }[];
  readonly assignments: readonly Part[];
  readonly notes: readonly PlanWarning[];
}

export function p6Parts(plan: Plan): P6Parts {
  const notes: PlanWarning[] = [];
  const note: Note = (message, uid) => void notes.push(planWarning('no-place', message, { uid }));
  const summaries = new Set(plan.tasks.flatMap(({ parentUid }) => parentUid ?? []));
  const isPackage = ({ uid, summary }: PlanTask): boolean => summary || summaries.has(uid);
  const active = plan.tasks.filter((task) => isPackage(task) || task.active);
  for (const task of plan.tasks.filter(isPackage))
    if (task.constraint.type !== 'asap' || task.deadline !== undefined || task.manual)
      note(
        say`The constraint of summary ${String(task.uid)}, its deadline or its own dates are left out: work packages have none.`,
        task.uid,
      );
  for (const { uid, active: isActive, summary } of plan.tasks)
    if (!isActive && !summary)
      note(say`Task ${String(uid)} is inactive, which Primavera does not have; it is left out.`, uid);
  const assigned = new Set(plan.assignments.map(({ taskUid }) => taskUid));
  const leaves = active.filter((task) => !isPackage(task));
  const known = new Set(leaves.map(({ uid }) => uid));
  const links = leafLinks(plan, active, isPackage, note).filter(
    ({ from, to, crossProject }) => known.has(to) && (known.has(from) || crossProject),
  );
  const durations = new Map(plan.tasks.map(({ uid, duration }) => [uid, duration?.seconds ?? 0]));
  return {
    properties: projectParts(plan),
    calendars: plan.calendars.map((calendar) => calendarPart(calendar, note)),
    resources: plan.resources.map(resourcePart),
    packages: packageParts(active.filter(isPackage)),
    activities: new Map(leaves.map((task) => [task.uid, activityPart(task, plan, assigned.has(task.uid), note)])),
    relationships: links.map((link, index) => ({
      from: link.from,
      to: link.to,
      part: relationshipPart(link, index + 1, durations, note),
    })),
    assignments: plan.assignments.flatMap(({ uid, taskUid, resourceUid, units, workSeconds, ...rest }): Part[] => {
      const done = ((workSeconds ?? 0) * rest.percentWorkComplete) / 100;
      if (known.has(taskUid)) {
        return [
          [
            'ResourceAssignment',
            [
              ['ActivityObjectId', whole(taskUid)],
              ['ActualUnits', done > 0 ? hours(done) : undefined],
              ['ObjectId', whole(uid)],
              ['PlannedUnits', hours(workSeconds)],
              ['PlannedUnitsPerTime', whole(units)],
              ['RemainingUnits', done > 0 ? hours((workSeconds ?? 0) - done) : undefined],
              ['ResourceObjectId', resourceUid === null ? undefined : whole(resourceUid)],
            ],
          ],
        ];
      }
      note(say`Assignment ${String(uid)} belongs to a summary or an inactive task; it is left out.`, taskUid);
      return [];
    }),
    notes,
  };
}

/**
 * Writes a plan as Primavera P6 XML. What the format has no place for is told, with what was written instead.
 */
export function freshPmxml(parts: P6Parts): string {
  const rows: Part[] = [
    ...parts.calendars,
    ...parts.resources,
    [
      'Project',
      [
        ...parts.properties,
        ...parts.packages,
        ...parts.activities.values(),
        ...parts.relationships.map(({ part }) => part),
        ...parts.assignments,
      ],
    ],
  ];
  const head =
    '<?xml version="1.0" encoding="UTF-8"?>\n<APIBusinessObjects xmlns="http://xmlns.oracle.com/Primavera/P6/V18.8/API/BusinessObjects">\n';
  return `${head}${xmlOf(rows, '  ')}</APIBusinessObjects>\n`;
}

export function projectParts({ source, properties, rules }: Plan): Part[] {
  const lag = nameOf(LAG_CALENDARS, rules?.lagCalendar ?? 'successor');
  return [
    ['ActivityDefaultCalendarObjectId', whole(properties.calendarUid)],
    ['CriticalActivityFloatLimit', String(properties.criticalSlackLimitDays * 8)],
    [
      'DataDate',
      moment(rules?.dataDate ?? properties.statusDate ?? (source === 'mspdi' ? properties.start : undefined)),
    ],
    ['Id', properties.name.slice(0, 40)],
    ['Name', properties.name],
    ['ObjectId', '1'],
    ['OutOfSequenceScheduleType', rules?.outOfSequence === 'override' ? 'Progress Override' : 'Retained Logic'],
    ['PlannedStartDate', moment(properties.start)],
    ['RelationshipLagCalendar', lag],
    ['ScheduledFinishDate', moment(properties.finish)],
  ];
}

function packageParts(packages: readonly PlanTask[]): Part[] {
  return packages.map(({ uid, guid, name, wbs, parentUid }, index): Part => [
    'WBS',
    [
      ['Code', wbs],
      ['GUID', braced(guid)],
      ['Name', name],
      ['ObjectId', whole(packageId(uid))],
      ['ParentObjectId', parentUid === undefined ? undefined : whole(packageId(parentUid))],
      ['SequenceNumber', whole(index + 1)],
    ],
  ]);
}

export function activityPart(task: PlanTask, plan: Plan, isAssigned: boolean, note: Note): Part {
  const { uid, stored, actualStart, actualFinish } = task;
  const { status, remaining, duration } = progressOf(task);
  const isOurs = plan.source === 'mspdi';
  const byResource = !task.ignoreResourceCalendar && task.calendarUid === undefined && (isAssigned || !isOurs);
  if (task.manual) note(say`Task ${String(uid)} was planned by hand; Primavera holds it by a constraint.`, uid);
  if (task.dataDate !== undefined)
    note(say`Task ${String(uid)} belongs to a project with another data date; there is one here.`, uid);
  if (task.duration?.elapsed === true)
    note(say`Task ${String(uid)} counts by the clock; Primavera counts it in its calendar.`, uid);
  return [
    'Activity',
    [
      ['ActualFinishDate', moment(actualFinish)],
      ['ActualStartDate', moment(actualStart)],
      [
        'CalendarObjectId',
        byResource ? undefined : whole(task.calendarUid ?? (isOurs ? plan.properties.calendarUid : undefined)),
      ],
      ['FreeFloat', stored.freeSlack === undefined ? undefined : String(stored.freeSlack / 60)],
      ['GUID', braced(task.guid)],
      ['Id', task.wbs ?? `A${uid}`],
      ['Name', task.name],
      ['ObjectId', whole(uid)],
      ['PlannedDuration', hours(duration)],
      ...constraintParts(task),
      ['RemainingDuration', hours(remaining)],
      [
        'RemainingEarlyFinishDate',
        moment(stored.earlyFinish ?? (actualFinish === undefined ? stored.finish : undefined)),
      ],
      ['RemainingEarlyStartDate', moment(stored.earlyStart ?? (actualStart === undefined ? stored.start : undefined))],
      ['RemainingLateFinishDate', moment(stored.lateFinish)],
      ['RemainingLateStartDate', moment(stored.lateStart)],
      ['ResumeDate', moment(task.resume)],
      ['Status', status],
      ['TotalFloat', stored.totalSlack === undefined ? undefined : String(stored.totalSlack / 60)],
      ['Type', isPoint(task) ? 'Finish Milestone' : byResource ? 'Resource Dependent' : 'Task Dependent'],
      ['WBSObjectId', task.parentUid === undefined ? undefined : whole(packageId(task.parentUid))],
    ],
  ];
}

/** A milestone of Primavera takes no time; one that does is an activity there. */
const isPoint = ({ milestone, duration }: PlanTask): boolean => milestone && (duration?.seconds ?? 0) === 0;

/** What is done and what remains; a task is done when it has ended, and has begun when it has started. */
function progressOf({
  duration,
  percentComplete,
  actualStart,
  actualFinish,
  resume,
  remainingDurationSeconds,
}: PlanTask) {
  const whole = duration?.seconds ?? 0;
  if (actualFinish !== undefined || percentComplete >= 100)
    return { status: 'Completed', remaining: 0, duration: whole };
  const remaining = remainingDurationSeconds ?? Math.round(whole * (1 - percentComplete / 100));
  if (actualStart !== undefined || resume !== undefined) return { status: 'In Progress', remaining, duration: whole };
  return { status: 'Not Started', remaining: whole, duration: whole };
}

/** “Finish on or before” is what holds a deadline. */
function constraintParts({ constraint, deadline, manual, manualStart, stored, actualStart }: PlanTask): Part[] {
  const byHand = manual && actualStart === undefined ? (manualStart ?? stored.start) : undefined;
  const type = byHand === undefined ? constraint.type : 'mso';
  const date = byHand ?? constraint.date;
  const first = type === 'asap' ? undefined : nameOfConstraint(type);
  const until = deadline === undefined ? undefined : 'Finish On or Before';
  const [primary, secondary] = first === undefined ? [until, undefined] : [first, until];
  return [
    ['PrimaryConstraintDate', moment(first === undefined ? deadline : date)],
    ['PrimaryConstraintType', primary],
    ['SecondaryConstraintDate', secondary === undefined ? undefined : moment(deadline)],
    ['SecondaryConstraintType', secondary],
  ];
}

function nameOfConstraint(type: Exclude<PlanTask['constraint']['type'], 'asap'>): string | undefined {
  // The mandatory ones come last and are another thing.
  return [...CONSTRAINT_NAMES].find(([name, meaning]) => meaning === type && name.includes(' '))?.[0];
}

function relationshipPart(
  { from, to, type, lag }: PlanLink,
  id: number,
  durations: ReadonlyMap<number, number>,
  note: Note,
): Part {
  const percent = lag.unit === 'percent' || lag.unit === 'elapsed-percent';
  const seconds = percent ? Math.round(((durations.get(from) ?? 0) * lag.value) / 100) : lag.value;
  if (percent || lag.unit === 'elapsed')
    note(
      percent
        ? say`The lag from ${String(from)} to ${String(to)} is a share; it is written as hours of work.`
        : say`The lag from ${String(from)} to ${String(to)} is counted by the clock; it is written as hours of work.`,
      to,
    );
  return [
    'Relationship',
    [
      ['Lag', hours(seconds)],
      ['ObjectId', whole(id)],
      ['PredecessorActivityObjectId', whole(from)],
      ['SuccessorActivityObjectId', whole(to)],
      ['Type', nameOf(LINK_NAMES, type)],
    ],
  ];
}

/** Links of summaries become links of their activities, where that says the same. */
function leafLinks(
  { links }: Plan,
  tasks: readonly PlanTask[],
  isPackage: (task: PlanTask) => boolean,
  note: Note,
): PlanLink[] {
  const below = Map.groupBy(tasks, ({ parentUid }) => parentUid);
  const byUid = new Map(tasks.map((task) => [task.uid, task]));
  const leavesOf = (uid: number): number[] => {
    const task = byUid.get(uid);
    return task && isPackage(task) ? (below.get(uid) ?? []).flatMap((row) => leavesOf(row.uid)) : [uid];
  };
  return links.flatMap((link) => {
    const [from, to] = [leavesOf(link.from), leavesOf(link.to)];
    const isPlain = from.length === 1 && from[0] === link.from && to.length === 1 && to[0] === link.to;
    if (isPlain) return [link];
    const fromEnd = link.type === 'FS' || link.type === 'FF' || from[0] === link.from;
    const toStart = link.type === 'FS' || link.type === 'SS' || to[0] === link.to;
    if (!fromEnd || !toStart) {
      note(
        say`The link from ${String(link.from)} to ${String(link.to)} joins summaries by dates that Primavera cannot join; it is left out.`,
        link.to,
      );
      return [];
    }
    note(
      say`The link from ${String(link.from)} to ${String(link.to)} joins summaries; it is written between their activities.`,
      link.to,
    );
    return from.flatMap((one) => to.map((other) => ({ ...link, from: one, to: other })));
  });
}

function resourcePart({ uid, name, type, calendarUid }: PlanResource): Part {
  return [
    'Resource',
    [
      ['CalendarObjectId', whole(calendarUid)],
      ['Id', name.slice(0, 40)],
      ['Name', name],
      ['ObjectId', whole(uid)],
      ['ResourceType', type === 'work' ? 'Labor' : 'Material'],
    ],
  ];
}

function calendarPart(calendar: PlanCalendar, note: Note): Part {
  const { uid, name, baseUid, week } = calendar;
  const days = week.flatMap((day, index): Part[] =>
    day.kind === 'inherited'
      ? []
      : [['StandardWorkHours', [['DayOfWeek', WEEK_DAYS[index]], ...workTimes(timesOf(day))]]],
  );
  return [
    'Calendar',
    [
      ['BaseCalendarObjectId', whole(baseUid)],
      ['Name', name],
      ['ObjectId', whole(uid)],
      ['Type', 'Global'],
      ['StandardWorkWeek', days.length === 0 ? undefined : days],
      [
        'HolidayOrExceptions',
        exceptionsOf(calendar, note).map(([day, times]): Part => [
          'HolidayOrException',
          [['Date', `${day}T00:00:00`], ...workTimes(times)],
        ]),
      ],
    ],
  ];
}

const timesOf = (day: PlanWeekDay): readonly WorkingTime[] => (day.kind === 'working' ? day.times : []);

/** So many days of one exception are written. */
const MOST_DAYS = 4_000;

/** Primavera has single days only: spans and what recurs are written day by day, weeks of their own as well. */
function exceptionsOf({ uid, exceptions, workWeeks }: PlanCalendar, note: Note): [string, readonly WorkingTime[]][] {
  const days = new Map<number, readonly WorkingTime[]>();
  for (const { from, to, week } of workWeeks) {
    for (let day = dayOf(from); day <= Math.min(dayOf(to), dayOf(from) + MOST_DAYS); day++) {
      const shape = week[dayOfWeek(day)];
      if (shape && shape.kind !== 'inherited') days.set(day, timesOf(shape));
    }
  }
  for (const exception of exceptions) {
    const first = dayOf(exception.from);
    const all = [...exceptionDays(exception, first, dayOf(exception.to) + 1)];
    if (all.length > MOST_DAYS)
      note(say`An exception of calendar ${String(uid)} lasts longer than ${MOST_DAYS} days; the rest is left out.`);
    for (const day of all.slice(0, MOST_DAYS))
      if (!days.has(day)) days.set(day, exception.working ? exception.times : []);
  }
  return [...days].map(([day, times]) => [formatDay(day), times]);
}

/** Primavera names the last minute that is worked: 16:59 for five o’clock. */
function workTimes(times: readonly WorkingTime[]): Part[] {
  return times.map(({ fromMinute, toMinute }): Part => {
    const last = toMinute % 10 === 0 ? toMinute - 1 : toMinute;
    return [
      'WorkTime',
      [
        ['Start', clock(fromMinute)],
        ['Finish', clock(last)],
      ],
    ];
  });
}

function clock(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60, 0].map((part) => String(part).padStart(2, '0')).join(':');
}
