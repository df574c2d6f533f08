import { Names } from './names.ts';

/**
 * Which elements of a Microsoft Project file are read. Everything else is skipped with all it contains: rates, custom fields, outline
 * codes, views, macros. Of timephased data only the pauses of remaining work are kept.
 */
export interface Shape {
  readonly kind: RowKind;
  /** Elements that hold one value; the number is the slot of the value in a row. */
  readonly values: ReadonlyMap<string, number>;
  /** As many values, none of them stated. */
  readonly blank: readonly (string | undefined)[];
  /** Elements within it, by name. */
  readonly children: Names<Child>;
  /** Handed on as soon as it is complete, and not kept in the row around it. */
  readonly streamed: boolean;
}

/** What an element is read as: a value, a row, or what only wraps rows. */
export interface Child {
  /** Of the value; -1 if it is none. */
  readonly slot: number;
  readonly shape: Shape | undefined;
  /** The rows it wraps. */
  readonly wrapped: Names<Child> | undefined;
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

const rowsBy = (shapes: readonly Shape[]): [string, Child][] =>
  shapes.map((shape) => [shape.kind, { slot: -1, shape, wrapped: undefined }]);

const shape = (kind: RowKind, { values = [], rows = [], wrappers = {}, streamed = false }: ShapeParts): Shape => ({
  kind,
  values: new Map(values.map((name, slot) => [name, slot])),
  blank: values.map(() => undefined),
  children: new Names<Child>(
    new Map([
      ...Object.entries(wrappers).map(([name, shapes]): [string, Child] => [
        name,
        { slot: -1, shape: undefined, wrapped: new Names(new Map(rowsBy(shapes))) },
      ]),
      ...rowsBy(rows),
      ...values.map((name, slot): [string, Child] => [name, { slot, shape: undefined, wrapped: undefined }]),
    ]),
  ),
  streamed,
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
