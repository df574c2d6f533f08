/**
 * A project plan as a file describes it, before anything is computed.
 *
 * The model is neutral: readers of other formats fill the same shape. Two conventions hold throughout:
 * - A value the file does not state is absent (or `undefined`); a default is filled in only where the format
 *   defines one, and then the field is not optional.
 * - Every moment is the wall-clock time of the plan, as text, without a zone.
 */

/** Local wall-clock moment, `YYYY-MM-DDTHH:MM`, or `YYYY-MM-DDTHH:MM:SS` where the seconds are not zero. */
export type Moment = string;

/** Local calendar day, `YYYY-MM-DD`. */
export type Day = string;

/** Unit in which an amount of time is shown to people. `default`: the file leaves it to the project's setting. */
export type TimeUnit = 'minutes' | 'hours' | 'days' | 'weeks' | 'months' | 'percent' | 'default';

export interface Plan {
  readonly source: 'mspdi' | 'xer' | 'pmxml';
  readonly properties: PlanProperties;
  readonly calendars: readonly PlanCalendar[];
  /** In the order of the file, which is the order of the outline. Without the project summary task. */
  readonly tasks: readonly PlanTask[];
  readonly links: readonly PlanLink[];
  readonly resources: readonly PlanResource[];
  readonly assignments: readonly PlanAssignment[];
  /** One entry per baseline number that holds at least one value, in ascending order. */
  readonly baselines: readonly PlanBaseline[];
  /** How the program it comes from reckons, where that is not Microsoft Project's way. */
  readonly rules?: PlanRules | undefined;
}

export interface PlanRules {
  /** Whose working time a lag is counted in. */
  readonly lagCalendar: 'successor' | 'predecessor' | 'project' | 'clock';
  /** Whether what remains of a task that began too early waits all the same, or goes on at the data date. */
  readonly outOfSequence: 'retained' | 'override';
  /** Work that is not done is not planned before this. */
  readonly dataDate?: Moment | undefined;
}

export interface PlanProperties {
  readonly name: string;
  readonly title: string;
  readonly guid?: string | undefined;
  readonly start?: Moment | undefined;
  readonly finish?: Moment | undefined;
  readonly statusDate?: Moment | undefined;
  readonly currentDate?: Moment | undefined;
  /** The project calendar. */
  readonly calendarUid?: number | undefined;
  /** What one day, week and month mean when a duration is shown or typed; they do not limit working time. */
  readonly minutesPerDay: number;
  readonly minutesPerWeek: number;
  readonly daysPerMonth: number;
  /** Minutes after midnight at which a date typed without a time starts or ends. */
  readonly defaultStartMinute: number;
  readonly defaultFinishMinute: number;
  /** First day of the week, 0 Sunday to 6 Saturday. */
  readonly weekStart: number;
  readonly scheduleFromStart: boolean;
  /** True: a constraint date wins over a link that contradicts it. */
  readonly honorConstraints: boolean;
  /** True: every network of linked tasks has a critical path of its own. */
  readonly multipleCriticalPaths: boolean;
  /** A task is critical when its total slack is at most this many days. */
  readonly criticalSlackLimitDays: number;
  readonly saveVersion?: number | undefined;
  /** The row that stands for the whole project (UID 0 in the file), if the file has one. */
  readonly summaryTask?: PlanTask | undefined;
}

/** Working time within one day, `[fromMinute, toMinute)` in minutes after midnight; 1440 is the end of the day. */
export interface WorkingTime {
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** `inherited` on a calendar without a base means that the file says nothing about that day. */
export type PlanWeekDay =
  | { readonly kind: 'working'; readonly times: readonly WorkingTime[] }
  | { readonly kind: 'non-working' }
  | { readonly kind: 'inherited' };

export interface PlanCalendar {
  readonly uid: number;
  readonly name: string;
  readonly guid?: string | undefined;
  readonly isBase: boolean;
  readonly baseUid?: number | undefined;
  /** Seven entries, Sunday first. */
  readonly week: readonly PlanWeekDay[];
  readonly exceptions: readonly PlanCalendarException[];
  readonly workWeeks: readonly PlanWorkWeek[];
}

export interface PlanCalendarException {
  readonly name?: string | undefined;
  /** First and last day, both included. With a recurrence: the span in which it recurs. */
  readonly from: Day;
  readonly to: Day;
  readonly working: boolean;
  /** Working times of a working exception; empty otherwise. */
  readonly times: readonly WorkingTime[];
  readonly recurrence?: PlanRecurrence | undefined;
}

/** Recurrence of an exception exactly as the file states it; `mspdi/codes.ts` says what the numbers mean. */
export interface PlanRecurrence {
  /** 1 daily or plain range, 2 and 3 yearly, 4 and 5 monthly, 6 weekly, 7 every n days, 8 every n weekdays, 9 none. */
  readonly type: number;
  readonly period?: number | undefined;
  /** Bits: 1 Sunday, 2 Monday, 4 Tuesday, 8 Wednesday, 16 Thursday, 32 Friday, 64 Saturday. */
  readonly daysOfWeek?: number | undefined;
  /** 0 January to 11 December. */
  readonly month?: number | undefined;
  readonly monthDay?: number | undefined;
  readonly monthItem?: number | undefined;
  /** 0 first, 1 second, 2 third, 3 fourth, 4 last. */
  readonly monthPosition?: number | undefined;
  readonly occurrences?: number | undefined;
  readonly enteredByOccurrences?: boolean | undefined;
}

/** A week that replaces the normal one from `from` to `to`, both included. */
export interface PlanWorkWeek {
  readonly name?: string | undefined;
  readonly from: Day;
  readonly to: Day;
  /** Seven entries, Sunday first. */
  readonly week: readonly PlanWeekDay[];
}

export interface PlanDuration {
  /** Working seconds; seconds by the clock when `elapsed`. */
  readonly seconds: number;
  readonly unit: TimeUnit;
  readonly elapsed: boolean;
  readonly estimated: boolean;
}

/** As soon/late as possible; must start/finish on; start/finish no earlier/later than. */
export type ConstraintType = 'asap' | 'alap' | 'mso' | 'mfo' | 'snet' | 'snlt' | 'fnet' | 'fnlt';

/** Dates and slack as the saving program had computed them; slack in minutes, in steps of 0.1. */
export interface StoredSchedule {
  readonly start?: Moment | undefined;
  readonly finish?: Moment | undefined;
  readonly earlyStart?: Moment | undefined;
  readonly earlyFinish?: Moment | undefined;
  readonly lateStart?: Moment | undefined;
  readonly lateFinish?: Moment | undefined;
  readonly totalSlack?: number | undefined;
  readonly freeSlack?: number | undefined;
  readonly critical?: boolean | undefined;
  /** Planned value, earned value and actual cost, as cost. */
  readonly bcws?: number | undefined;
  readonly bcwp?: number | undefined;
  readonly acwp?: number | undefined;
}

export interface PlanTask {
  readonly uid: number;
  /** Row number shown to people; changes when rows are moved. */
  readonly id?: number | undefined;
  readonly guid?: string | undefined;
  readonly name: string;
  readonly wbs?: string | undefined;
  /** From the file, or counted from the outline where the file has none. */
  readonly outlineNumber: string;
  /** 1 is the top; 0 only for the project summary task. */
  readonly outlineLevel: number;
  /** The task above in the outline, from row order and level; absent at the top. */
  readonly parentUid?: number | undefined;
  readonly summary: boolean;
  readonly milestone: boolean;
  readonly active: boolean;
  /** Manually scheduled: the file's dates hold, the network does not move the task. */
  readonly manual: boolean;
  readonly type: 'fixed-units' | 'fixed-duration' | 'fixed-work';
  readonly effortDriven: boolean;
  readonly recurring: boolean;
  readonly priority: number;
  /** Absent when the file states none (a manual task may have none). */
  readonly duration?: PlanDuration | undefined;
  readonly constraint: { readonly type: ConstraintType; readonly date?: Moment | undefined };
  readonly deadline?: Moment | undefined;
  readonly calendarUid?: number | undefined;
  readonly ignoreResourceCalendar: boolean;
  /** Minutes added by levelling; by the clock when `elapsed`. Absent when there is none. */
  readonly levelingDelay?: { readonly minutes: number; readonly elapsed: boolean } | undefined;
  /** 0 to 100. */
  readonly percentComplete: number;
  readonly physicalPercentComplete?: number | undefined;
  readonly actualStart?: Moment | undefined;
  readonly actualFinish?: Moment | undefined;
  readonly actualDurationSeconds?: number | undefined;
  readonly remainingDurationSeconds?: number | undefined;
  /** Progress is recorded up to `stop`; the rest goes on at `resume`. */
  readonly stop?: Moment | undefined;
  readonly resume?: Moment | undefined;
  /** What remains is not planned before this, where its project has another data date than the plan. */
  readonly dataDate?: Moment | undefined;
  readonly manualStart?: Moment | undefined;
  readonly manualFinish?: Moment | undefined;
  readonly manualDurationSeconds?: number | undefined;
  readonly workSeconds?: number | undefined;
  readonly actualWorkSeconds?: number | undefined;
  /** What of its work is left, that of it outside overtime, and the percentage that is done, where somebody has reckoned them. */
  readonly remainingWorkSeconds?: number | undefined;
  readonly regularWorkSeconds?: number | undefined;
  readonly percentWorkComplete?: number | undefined;
  /** What it comes to and what it has cost so far, in the unit of the file: hundredths of its currency. */
  readonly cost?: number | undefined;
  readonly actualCost?: number | undefined;
  /** Its value is earned by the physical share that is done, and not by that of its duration. */
  readonly valueByPhysical?: true | undefined;
  readonly stored: StoredSchedule;
  readonly notes?: string | undefined;
  /** The row stands for a task of another file. */
  readonly external?: { readonly project?: string | undefined } | undefined;
  /** The row stands for another file inserted here. */
  readonly subproject?: { readonly name?: string | undefined } | undefined;
}

export type LinkType = 'FF' | 'FS' | 'SF' | 'SS';

/**
 * Lag of a link; negative is lead.
 * - `working`: `value` is seconds of working time
 * - `elapsed`: `value` is seconds by the clock
 * - `percent`, `elapsed-percent`: `value` is percent of the predecessor's duration
 */
export interface LinkLag {
  readonly value: number;
  readonly unit: 'working' | 'elapsed' | 'percent' | 'elapsed-percent';
  /** The unit people typed it in. */
  readonly shownIn: TimeUnit;
}

export interface PlanLink {
  /** UID of the predecessor. */
  readonly from: number;
  /** UID of the successor. */
  readonly to: number;
  readonly type: LinkType;
  readonly lag: LinkLag;
  /** The predecessor is in another file: `from` need not be a task of this plan. `name` is the path as stated. */
  readonly crossProject?: { readonly name?: string | undefined } | undefined;
}

export interface PlanResource {
  readonly uid: number;
  readonly id?: number | undefined;
  readonly guid?: string | undefined;
  readonly name: string;
  readonly type: 'work' | 'material' | 'cost';
  readonly initials?: string | undefined;
  readonly group?: string | undefined;
  readonly email?: string | undefined;
  /** 1 is one full-time unit. */
  readonly maxUnits: number;
  readonly calendarUid?: number | undefined;
  readonly generic: boolean;
  readonly inactive: boolean;
}

export interface PlanAssignment {
  readonly uid: number;
  readonly taskUid: number;
  /** `null`: work that nobody is assigned to yet. */
  readonly resourceUid: number | null;
  /** 1 is one full-time unit. */
  readonly units: number;
  readonly workSeconds?: number | undefined;
  /** What of the work has been done, where a file says it. */
  readonly actualWorkSeconds?: number | undefined;
  /** Part of the work that is done outside working time. */
  readonly overtimeSeconds?: number | undefined;
  readonly start?: Moment | undefined;
  readonly finish?: Moment | undefined;
  /** 0 to 100. */
  readonly percentWorkComplete: number;
  /** Working seconds from the start of the task to that of the assignment. */
  readonly delaySeconds?: number | undefined;
  /** The same, added by levelling; by the clock when `elapsed`. */
  readonly levelingDelay?: { readonly seconds: number; readonly elapsed: boolean } | undefined;
  /** How much of its units a work contour uses on average, 1 for a flat one; absent where the shape is anybody's. */
  readonly contourLoad?: number | undefined;
  /** Periods without work between periods with work, as planned: the gaps of a split task. */
  readonly pauses?: readonly { readonly from: Moment; readonly to: Moment }[] | undefined;
  /** How far the work has come, where somebody has reckoned it. */
  readonly progress?: PlanWorkProgress | undefined;
}

/** What of the work of an assignment is done and what is left, and when. */
export interface PlanWorkProgress {
  readonly actualSeconds: number;
  readonly remainingSeconds: number;
  readonly actualStart?: Moment | undefined;
  readonly actualFinish?: Moment | undefined;
  /** Work is recorded up to `stop`; the rest goes on at `resume`. */
  readonly stop?: Moment | undefined;
  readonly resume?: Moment | undefined;
  /** The work of each day; absent where its shape is anybody's. */
  readonly periods?: readonly PlanWorkPeriod[] | undefined;
}

export interface PlanWorkPeriod {
  readonly done: boolean;
  readonly from: Moment;
  readonly to: Moment;
  readonly seconds: number;
}

export interface PlanBaseline {
  /** 0 is the baseline, 1 to 10 the numbered ones. */
  readonly number: number;
  readonly tasks: readonly PlanBaselineTask[];
}

export interface PlanBaselineTask {
  readonly uid: number;
  readonly start?: Moment | undefined;
  readonly finish?: Moment | undefined;
  readonly durationSeconds?: number | undefined;
  readonly workSeconds?: number | undefined;
  /** As {@link PlanTask.cost}. */
  readonly cost?: number | undefined;
}
