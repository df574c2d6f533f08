import type {
  PlanAssignment,
  PlanBaselineTask,
  PlanCalendar,
  PlanLink,
  PlanProperties,
  PlanResource,
  PlanTask,
  PlanWeekDay,
  WorkingTime,
} from '../plan.ts';
import {
  ACTUAL_WORK,
  CONSTRAINT_TYPES,
  CONTOUR_LOADS,
  FLAT_LOAD,
  LINK_TYPES,
  NO_CALENDAR,
  REMAINING_WORK,
  RESOURCE_TYPES,
  TASK_TYPES,
} from './codes.ts';
import {
  codeOf,
  dateTime,
  durationFormat,
  flag,
  formatCode,
  lagParts,
  periodOf,
  tenths,
  timeOfDay,
  whole,
} from './write-values.ts';
import type { Part } from './write-values.ts';

const NOBODY = -65_535;
/** The unit of a period of a day. */
const PER_DAY = '2';

/** Baselines of a task with their numbers. */
export type TaskBaselines = readonly { readonly number: number; readonly entry: PlanBaselineTask }[];

/** The values of a task, in the order of the schema. */
export function taskParts(task: PlanTask): Part[] {
  const { duration, constraint, stored, levelingDelay, external, subproject } = task;
  return [
    ['UID', whole(task.uid)],
    ['GUID', task.guid],
    ['ID', whole(task.id)],
    ['Name', task.name === '' ? undefined : task.name],
    ['Active', flag(task.active)],
    ['Manual', flag(task.manual)],
    ['Type', codeOf(TASK_TYPES, task.type)],
    ['IsNull', '0'],
    ['WBS', task.wbs],
    ['OutlineNumber', task.outlineNumber],
    ['OutlineLevel', whole(task.outlineLevel)],
    ['Priority', whole(task.priority)],
    ['Start', dateTime(stored.start)],
    ['Finish', dateTime(stored.finish)],
    ['Duration', periodOf(duration?.seconds)],
    ['ManualStart', dateTime(task.manualStart)],
    ['ManualFinish', dateTime(task.manualFinish)],
    ['ManualDuration', periodOf(task.manualDurationSeconds)],
    ['DurationFormat', durationFormat(duration)],
    ['Work', periodOf(task.workSeconds)],
    ['Stop', dateTime(task.stop)],
    ['Resume', dateTime(task.resume)],
    ['EffortDriven', flag(task.effortDriven)],
    ['Recurring', flag(task.recurring)],
    ['Estimated', flag(duration?.estimated)],
    ['Milestone', flag(task.milestone)],
    ['Summary', flag(task.summary)],
    ['Critical', flag(stored.critical)],
    ['IsSubproject', subproject && '1'],
    ['SubprojectName', subproject?.name],
    ['ExternalTask', external && '1'],
    ['ExternalTaskProject', external?.project],
    ['EarlyStart', dateTime(stored.earlyStart)],
    ['EarlyFinish', dateTime(stored.earlyFinish)],
    ['LateStart', dateTime(stored.lateStart)],
    ['LateFinish', dateTime(stored.lateFinish)],
    ['FreeSlack', tenths(stored.freeSlack)],
    ['TotalSlack', tenths(stored.totalSlack)],
    ['PercentComplete', whole(task.percentComplete)],
    ['PercentWorkComplete', whole(task.percentWorkComplete)],
    ['Cost', whole(task.cost)],
    ['ActualStart', dateTime(task.actualStart)],
    ['ActualFinish', dateTime(task.actualFinish)],
    ['ActualDuration', periodOf(task.actualDurationSeconds)],
    ['ActualCost', whole(task.actualCost)],
    ['ActualWork', periodOf(task.actualWorkSeconds)],
    ['RegularWork', periodOf(task.regularWorkSeconds)],
    ['RemainingDuration', periodOf(task.remainingDurationSeconds)],
    ['RemainingWork', periodOf(task.remainingWorkSeconds)],
    ['ACWP', whole(stored.acwp)],
    ['ConstraintType', codeOf(CONSTRAINT_TYPES, constraint.type)],
    ['CalendarUID', whole(task.calendarUid ?? NO_CALENDAR)],
    ['ConstraintDate', dateTime(constraint.date)],
    ['Deadline', dateTime(task.deadline)],
    ['LevelingDelay', tenths(levelingDelay?.minutes ?? 0)],
    ['LevelingDelayFormat', formatCode('days', levelingDelay?.elapsed ?? true)],
    ['IgnoreResourceCalendar', flag(task.ignoreResourceCalendar)],
    ['Notes', task.notes],
    ['BCWS', whole(stored.bcws)],
    ['BCWP', whole(stored.bcwp)],
    ['PhysicalPercentComplete', whole(task.physicalPercentComplete)],
    ['EarnedValueMethod', task.valueByPhysical && '1'],
  ];
}

export function linkPart({ from, type, lag, crossProject }: PlanLink): Part {
  return [
    'PredecessorLink',
    [
      ['PredecessorUID', whole(from)],
      ['Type', codeOf(LINK_TYPES, type)],
      ['CrossProject', flag(crossProject !== undefined)],
      ['CrossProjectName', crossProject?.name],
      ...lagParts(lag),
    ],
  ];
}

export function baselineParts(baselines: TaskBaselines): Part[] {
  return baselines.map(({ number, entry }): Part => [
    'Baseline',
    [
      ['Number', whole(number)],
      ['Start', dateTime(entry.start)],
      ['Finish', dateTime(entry.finish)],
      ['Duration', periodOf(entry.durationSeconds)],
      ['Work', periodOf(entry.workSeconds)],
      ['Cost', whole(entry.cost)],
    ],
  ]);
}

export function propertyParts(properties: PlanProperties): Part[] {
  return [
    ['SaveVersion', whole(properties.saveVersion)],
    ['Name', properties.name === '' ? undefined : properties.name],
    ['GUID', properties.guid],
    ['Title', properties.title === '' ? undefined : properties.title],
    ['ScheduleFromStart', flag(properties.scheduleFromStart)],
    ['StartDate', dateTime(properties.start)],
    ['FinishDate', dateTime(properties.finish)],
    ['CriticalSlackLimit', whole(properties.criticalSlackLimitDays)],
    ['CalendarUID', whole(properties.calendarUid)],
    ['DefaultStartTime', timeOfDay(properties.defaultStartMinute)],
    ['DefaultFinishTime', timeOfDay(properties.defaultFinishMinute)],
    ['MinutesPerDay', whole(properties.minutesPerDay)],
    ['MinutesPerWeek', whole(properties.minutesPerWeek)],
    ['DaysPerMonth', whole(properties.daysPerMonth)],
    ['HonorConstraints', flag(properties.honorConstraints)],
    ['MultipleCriticalPaths', flag(properties.multipleCriticalPaths)],
    ['WeekStartDay', whole(properties.weekStart)],
    ['StatusDate', dateTime(properties.statusDate)],
    ['CurrentDate', dateTime(properties.currentDate)],
  ];
}

export function calendarPart(calendar: PlanCalendar): Part {
  const exceptions = calendar.exceptions.map(({ name, from, to, working, times, recurrence }): Part => [
    'Exception',
    [
      ['EnteredByOccurrences', flag(recurrence?.enteredByOccurrences)],
      ['TimePeriod', span(from, to)],
      ['Occurrences', whole(recurrence?.occurrences)],
      ['Name', name],
      ['Type', whole(recurrence?.type)],
      ['Period', whole(recurrence?.period)],
      ['DaysOfWeek', whole(recurrence?.daysOfWeek)],
      ['MonthItem', whole(recurrence?.monthItem)],
      ['MonthPosition', whole(recurrence?.monthPosition)],
      ['Month', whole(recurrence?.month)],
      ['MonthDay', whole(recurrence?.monthDay)],
      ['DayWorking', flag(working)],
      ['WorkingTimes', working ? workingTimes(times) : undefined],
    ],
  ]);
  const workWeeks = calendar.workWeeks.map(({ name, from, to, week }): Part => [
    'WorkWeek',
    [
      ['TimePeriod', span(from, to)],
      ['Name', name],
      ['WeekDays', weekDays(week)],
    ],
  ]);
  return [
    'Calendar',
    [
      ['UID', whole(calendar.uid)],
      ['GUID', calendar.guid],
      ['Name', calendar.name === '' ? undefined : calendar.name],
      ['IsBaseCalendar', flag(calendar.isBase)],
      ['BaseCalendarUID', whole(calendar.baseUid ?? NO_CALENDAR)],
      ['WeekDays', unlessEmpty(weekDays(calendar.week))],
      ['Exceptions', unlessEmpty(exceptions)],
      ['WorkWeeks', unlessEmpty(workWeeks)],
    ],
  ];
}

function unlessEmpty(parts: readonly Part[]): readonly Part[] | undefined {
  return parts.length === 0 ? undefined : parts;
}

function span(from: string, to: string): Part[] {
  return [
    ['FromDate', `${from}T00:00:00`],
    ['ToDate', `${to}T23:59:00`],
  ];
}

function weekDays(week: readonly PlanWeekDay[]): Part[] {
  return week.flatMap((day, index): Part[] => {
    if (day.kind === 'inherited') return [];
    const working = day.kind === 'working';
    return [
      [
        'WeekDay',
        [
          ['DayType', whole(index + 1)],
          ['DayWorking', flag(working)],
          ['WorkingTimes', working ? workingTimes(day.times) : undefined],
        ],
      ],
    ];
  });
}

function workingTimes(times: readonly WorkingTime[]): Part[] {
  return times.map(({ fromMinute, toMinute }): Part => [
    'WorkingTime',
    [
      ['FromTime', timeOfDay(fromMinute)],
      ['ToTime', timeOfDay(toMinute)],
    ],
  ]);
}

export function resourcePart(resource: PlanResource): Part {
  return [
    'Resource',
    [
      ['UID', whole(resource.uid)],
      ['GUID', resource.guid],
      ['ID', whole(resource.id)],
      ['Name', resource.name === '' ? undefined : resource.name],
      ['Type', codeOf(RESOURCE_TYPES, resource.type)],
      ['IsNull', '0'],
      ['Initials', resource.initials],
      ['Group', resource.group],
      ['EmailAddress', resource.email],
      ['MaxUnits', whole(resource.maxUnits)],
      ['CalendarUID', whole(resource.calendarUid ?? NO_CALENDAR)],
      ['IsGeneric', flag(resource.generic)],
      ['IsInactive', flag(resource.inactive)],
      ['IsCostResource', resource.type === 'cost' ? '1' : undefined],
    ],
  ];
}

export function assignmentPart(assignment: PlanAssignment): Part {
  const { levelingDelay, contourLoad, progress, workSeconds, overtimeSeconds = 0 } = assignment;
  const regular = progress && workSeconds !== undefined ? workSeconds - overtimeSeconds : undefined;
  return [
    'Assignment',
    [
      ['UID', whole(assignment.uid)],
      ['TaskUID', whole(assignment.taskUid)],
      ['ResourceUID', whole(assignment.resourceUid ?? NOBODY)],
      ['PercentWorkComplete', whole(assignment.percentWorkComplete)],
      ['ActualFinish', dateTime(progress?.actualFinish)],
      ['ActualStart', dateTime(progress?.actualStart)],
      ['ActualWork', periodOf(progress?.actualSeconds ?? assignment.actualWorkSeconds)],
      ['Delay', tenths((assignment.delaySeconds ?? 0) / 60)],
      ['Finish', dateTime(assignment.finish)],
      ['LevelingDelay', tenths((levelingDelay?.seconds ?? 0) / 60)],
      ['LevelingDelayFormat', formatCode('days', levelingDelay?.elapsed ?? false)],
      ['OvertimeWork', periodOf(assignment.overtimeSeconds)],
      ['RegularWork', periodOf(regular)],
      ['RemainingWork', periodOf(progress?.remainingSeconds)],
      ['Start', dateTime(assignment.start)],
      ['Stop', dateTime(progress?.stop)],
      ['Resume', dateTime(progress?.resume)],
      ['Units', whole(assignment.units)],
      ['Work', periodOf(assignment.workSeconds)],
      ['WorkContour', codeOf(CONTOUR_LOADS, contourLoad ?? FLAT_LOAD)],
      // Of what has not begun, everybody reckons the same.
      ...((progress?.actualSeconds ?? 0) > 0 ? periodParts(assignment) : pauseParts(assignment)),
    ],
  ];
}

/** The work of each day, done and left. */
export function periodParts({ uid, progress }: PlanAssignment): Part[] {
  return (progress?.periods ?? []).map(({ done, from, to, seconds }): Part => [
    'TimephasedData',
    [
      ['Type', whole(done ? ACTUAL_WORK : REMAINING_WORK)],
      ['UID', whole(uid)],
      ['Start', dateTime(from)],
      ['Finish', dateTime(to)],
      ['Unit', PER_DAY],
      ['Value', periodOf(seconds)],
    ],
  ]);
}

/** Periods with and without work: the work is spread evenly over the former. */
function pauseParts({ pauses, start, finish, workSeconds }: PlanAssignment): Part[] {
  const [first] = pauses ?? [];
  if (pauses === undefined || first === undefined) return [];
  const value = Math.max(1, Math.round((workSeconds ?? 0) / 2));
  const period = (from: string | undefined, to: string | undefined, seconds: number): Part => [
    'TimephasedData',
    [
      ['Type', whole(REMAINING_WORK)],
      ['Start', dateTime(from)],
      ['Finish', dateTime(to)],
      ['Value', periodOf(seconds)],
    ],
  ];
  return [
    period(start ?? first.from, first.from, value),
    ...pauses.map(({ from, to }) => period(from, to, 0)),
    period(pauses.at(-1)?.to, finish ?? pauses.at(-1)?.to, value),
  ];
}
