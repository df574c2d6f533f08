/**
 * Which elements of a Microsoft Project file are read. Everything else is skipped with all it contains: rates, custom fields, outline
 * codes, views, macros. Of timephased data only the pauses of remaining work are kept.
 */
export interface Shape {
  readonly kind: RowKind;
  /** Elements that hold one value; the number is the slot of the value in a row. */
  readonly values: ReadonlyMap<string, number>;
  /** Elements that hold further rows. */
  readonly rows: ReadonlyMap<string, Shape>;
  /** Elements that only wrap rows, with the rows they wrap. */
  readonly wrappers: ReadonlyMap<string, ReadonlyMap<string, Shape>>;
  /** Handed on as soon as it is complete, and not kept in the row around it. */
  readonly streamed: boolean;
}

export type RowKind =
  | 'Project'
  | 'Calendar'
  | 'Task'
  | 'Resource'
  | 'Assignment'
  | 'WeekDay'
  | 'WorkingTime'
  | 'TimePeriod'
  | 'Exception'
  | 'WorkWeek'
  | 'PredecessorLink'
  | 'TimephasedData'
  | 'Baseline';

interface ShapeParts {
  readonly values?: readonly string[];
  readonly rows?: readonly Shape[];
  readonly wrappers?: Readonly<Record<string, readonly Shape[]>>;
  readonly streamed?: boolean;
}

const byKind = (shapes: readonly Shape[]): ReadonlyMap<string, Shape> =>
  new Map(shapes.map((shape) => [shape.kind, shape]));

const shape = (kind: RowKind, parts: ShapeParts): Shape => ({
  kind,
  values: new Map((parts.values ?? []).map((name, slot) => [name, slot])),
  rows: byKind(parts.rows ?? []),
  wrappers: new Map(Object.entries(parts.wrappers ?? {}).map(([name, shapes]) => [name, byKind(shapes)])),
  streamed: parts.streamed ?? false,
});

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const TIME_PERIOD = shape('TimePeriod', { values: words('FromDate ToDate') });

const WORKING_TIME = shape('WorkingTime', { values: words('FromTime ToTime') });

const WEEK_DAY = shape('WeekDay', {
  values: words('DayType DayWorking'),
  rows: [TIME_PERIOD],
  wrappers: { WorkingTimes: [WORKING_TIME] },
});

const EXCEPTION = shape('Exception', {
  values: words(`Name Type DayWorking EnteredByOccurrences Occurrences Period DaysOfWeek Month MonthDay MonthItem
    MonthPosition`),
  rows: [TIME_PERIOD],
  wrappers: { WorkingTimes: [WORKING_TIME] },
});

const WORK_WEEK = shape('WorkWeek', {
  values: words('Name'),
  rows: [TIME_PERIOD],
  wrappers: { WeekDays: [WEEK_DAY] },
});

const CALENDAR = shape('Calendar', {
  values: words('UID GUID Name IsBaseCalendar BaseCalendarUID'),
  wrappers: { WeekDays: [WEEK_DAY], Exceptions: [EXCEPTION], WorkWeeks: [WORK_WEEK] },
  streamed: true,
});

const LINK = shape('PredecessorLink', {
  values: words('PredecessorUID Type CrossProject CrossProjectName LinkLag LagFormat'),
});

const BASELINE = shape('Baseline', { values: words('Number Start Finish Duration Work Cost') });

const TASK = shape('Task', {
  values: words(`UID GUID ID Name Active Manual Type IsNull WBS OutlineNumber OutlineLevel Priority Start Finish
    Duration DurationFormat ManualStart ManualFinish ManualDuration Work Stop Resume EffortDriven Recurring Estimated
    Milestone Summary Critical IsSubproject SubprojectName ExternalTask ExternalTaskProject EarlyStart EarlyFinish
    LateStart LateFinish FreeSlack TotalSlack PercentComplete PhysicalPercentComplete ActualStart ActualFinish
    ActualDuration RemainingDuration ConstraintType ConstraintDate CalendarUID Deadline LevelingDelay
    LevelingDelayFormat IgnoreResourceCalendar Notes Cost ActualCost ActualWork ACWP BCWS BCWP EarnedValueMethod`),
  rows: [LINK, BASELINE],
  streamed: true,
});

const RESOURCE = shape('Resource', {
  values: words(`UID GUID ID Name Type IsNull Initials Group EmailAddress MaxUnits CalendarUID IsGeneric IsInactive
    IsCostResource`),
  streamed: true,
});

const TIMEPHASED = shape('TimephasedData', { values: words('Type Start Finish Value') });

const ASSIGNMENT = shape('Assignment', {
  values:
    words(`UID TaskUID ResourceUID Units Work ActualWork OvertimeWork RemainingWork Start Finish PercentWorkComplete Delay
    LevelingDelay LevelingDelayFormat WorkContour`),
  rows: [TIMEPHASED],
  streamed: true,
});

/** The outermost element. */
export const PROJECT = shape('Project', {
  values: words(`SaveVersion GUID Name Title StartDate FinishDate StatusDate CurrentDate CalendarUID MinutesPerDay
    MinutesPerWeek DaysPerMonth DefaultStartTime DefaultFinishTime WeekStartDay ScheduleFromStart HonorConstraints
    MultipleCriticalPaths CriticalSlackLimit`),
  wrappers: { Calendars: [CALENDAR], Tasks: [TASK], Resources: [RESOURCE], Assignments: [ASSIGNMENT] },
});

/** The namespace of Microsoft Project, as files carry it; some tools add the year of the schema. */
export const isProjectNamespace = (uri: string): boolean =>
  /^http:\/\/schemas\.microsoft\.com\/project(?:\/\d{4})?$/.test(uri);
