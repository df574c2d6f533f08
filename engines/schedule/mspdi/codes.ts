import type { ConstraintType, LinkType, TimeUnit } from '../plan.ts';

/**
 * The code tables of Microsoft Project XML (MSPDI).
 *
 * Source: Microsoft, "Project XML Data Interchange Schema" (mspdi_pj12.xsd, Project 2007 SDK) and its reference
 * pages; codes 21 and 53 as Project 2010 and later write them for durations without a unit of their own.
 */

/** `Task/ConstraintType`. */
export const CONSTRAINT_TYPES: ReadonlyMap<number, ConstraintType> = new Map([
  [0, 'asap'],
  [1, 'alap'],
  [2, 'mso'],
  [3, 'mfo'],
  [4, 'snet'],
  [5, 'snlt'],
  [6, 'fnet'],
  [7, 'fnlt'],
]);

/** `Task/PredecessorLink/Type`. */
export const LINK_TYPES: ReadonlyMap<number, LinkType> = new Map([
  [0, 'FF'],
  [1, 'FS'],
  [2, 'SF'],
  [3, 'SS'],
]);

/** `Task/Type`. */
export const TASK_TYPES: ReadonlyMap<number, 'fixed-units' | 'fixed-duration' | 'fixed-work'> = new Map([
  [0, 'fixed-units'],
  [1, 'fixed-duration'],
  [2, 'fixed-work'],
]);

/** `Resource/Type`. */
export const RESOURCE_TYPES: ReadonlyMap<number, 'material' | 'work' | 'cost'> = new Map([
  [0, 'material'],
  [1, 'work'],
  [2, 'cost'],
]);

export interface TimeFormat {
  readonly unit: TimeUnit;
  readonly elapsed: boolean;
  readonly estimated: boolean;
}

const UNITS: readonly (readonly [number, TimeUnit])[] = [
  [3, 'minutes'],
  [5, 'hours'],
  [7, 'days'],
  [9, 'weeks'],
  [11, 'months'],
  [19, 'percent'],
];

/** An even code is the elapsed form of the odd one before it; 32 more is the estimated form ("5 days?"). */
const ESTIMATED = 32;

/**
 * `DurationFormat`, `LagFormat` and `LevelingDelayFormat`: 3 minutes, 5 hours, 7 days, 9 weeks, 11 months,
 * 19 percent; 4, 6, 8, 10, 12, 20 the same elapsed; 21 no unit; 35 to 44, 51, 52, 53 the same estimated.
 */
export const TIME_FORMATS: ReadonlyMap<number, TimeFormat> = new Map<number, TimeFormat>([
  ...UNITS.flatMap(([code, unit]): [number, TimeFormat][] => [
    [code, { unit, elapsed: false, estimated: false }],
    [code + 1, { unit, elapsed: true, estimated: false }],
    [code + ESTIMATED, { unit, elapsed: false, estimated: true }],
    [code + 1 + ESTIMATED, { unit, elapsed: true, estimated: true }],
  ]),
  [21, { unit: 'default', elapsed: false, estimated: false }],
  [21 + ESTIMATED, { unit: 'default', elapsed: false, estimated: true }],
]);

/** Taken when a format is absent or unknown: days of working time. */
export const DEFAULT_TIME_FORMAT: TimeFormat = { unit: 'days', elapsed: false, estimated: false };

/** `LinkLag` counts tenths of a minute, so one step is six seconds; the percent formats count whole percent. */
export const SECONDS_PER_LAG_STEP = 6;

/** `TotalSlack`, `FreeSlack` and `LevelingDelay` count tenths of a minute. */
export const SLACK_STEPS_PER_MINUTE = 10;

/** `Calendar/Exceptions/Exception/Type`. */
export const RECURRENCE_TYPES: ReadonlyMap<number, string> = new Map([
  [1, 'daily, or a plain range of days'],
  [2, 'yearly, on a day of a month (Month, MonthDay)'],
  [3, 'yearly, on a weekday by position (Month, MonthPosition, MonthItem)'],
  [4, 'monthly, on a day of the month (Period, MonthDay)'],
  [5, 'monthly, on a weekday by position (Period, MonthPosition, MonthItem)'],
  [6, 'weekly, on given weekdays (Period, DaysOfWeek)'],
  [7, 'every so many days (Period)'],
  [8, 'every so many weekdays (Period)'],
  [9, 'no recurrence'],
]);

/** `Calendar/WeekDays/WeekDay/DayType`: 0 is an exception in the way of Project 2003, 1 Sunday to 7 Saturday. */
export const LEGACY_EXCEPTION_DAY = 0;

/** `Assignment/ResourceUID` of work that nobody is assigned to; -1 is written by Aspose.Tasks. */
export const UNASSIGNED_RESOURCES: ReadonlySet<number> = new Set([-65_535, -1]);

/** Load of an assignment that works at its full units all the time. */
export const FLAT_LOAD = 1;

/**
 * `Assignment/WorkContour` as the share of its units that an assignment uses on average: 0 flat, 1 back loaded, 2 front loaded, 3 double
 * peak, 4 early peak, 5 late peak, 6 bell, 7 turtle (ten tenths each, by the tables of Microsoft's “Work contours”); 8 is contoured by hand.
 */
export const CONTOUR_LOADS: ReadonlyMap<number, number> = new Map([
  [0, FLAT_LOAD],
  [1, 0.6],
  [2, 0.6],
  [3, 0.5],
  [4, 0.5],
  [5, 0.5],
  [6, 0.5],
  [7, 0.7],
  [8, FLAT_LOAD],
]);

/** `TimephasedData/Type` of what remains to be done by an assignment. */
export const REMAINING_WORK = 1;
/** The same of what is done, and of what of it is overtime; and of a task, the share that is done. */
export const ACTUAL_WORK = 2;
export const ACTUAL_OVERTIME = 3;
export const SHARE_DONE = 11;

/** UID of the row that stands for the whole project. */
export const PROJECT_SUMMARY_UID = 0;

/** A reference to no calendar. */
export const NO_CALENDAR = -1;
