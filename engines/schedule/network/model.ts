import { CLOCK, STANDARD } from '../calendar/calendar-set.ts';
import type { CalendarSet } from '../calendar/calendar-set.ts';
import type { WorkingTime } from '../calendar/working-time.ts';
import type { Day, LinkType, PlanLink, PlanTask } from '../plan.ts';
import type { Instant } from '../time/civil.ts';

/** How a task gets its dates. */
export const MODE = {
  /** From what it waits for. */
  planned: 0,
  /** It has begun: its start is a fact, what remains is planned. */
  begun: 1,
  /** Both dates are facts, or stated by somebody: done, manual, or scheduled in another file. */
  fixed: 2,
} as const;

/** Codes of constraints in the arrays; the order is that of Microsoft Project XML. */
export const CONSTRAINT = { asap: 0, alap: 1, mso: 2, mfo: 3, snet: 4, snlt: 5, fnet: 6, fnlt: 7 } as const;

/** Codes of link types in the arrays; the order is that of Microsoft Project XML. */
export const LINK = { FF: 0, FS: 1, SF: 2, SS: 3 } as const satisfies Record<LinkType, number>;

/**
 * What a task has besides a duration and links, as bits: passes look there first, and most tasks have nothing, so that the arrays that say
 * more of them are never read.
 */
export const TRAIT = {
  /** Something but links, the summary above it and a date it starts no earlier than decides when it is: another constraint, a delay, progress, people, a window, a data date, a maximum lag. */
  held: 1,
  /** It has a deadline. */
  due: 2,
  /** It is not simply waiting to be done: inactive, a summary, begun, done or planned by hand. */
  special: 4,
  /** It starts no earlier than a date, and has nothing of what `held` stands for. */
  notBefore: 8,
} as const;

/** Codes of lags: working seconds, seconds by the clock, percent of the predecessor's duration in either. */
export const LAG = { working: 0, elapsed: 1, percent: 2, 'elapsed-percent': 3 } as const;

/** Work of one assignment: so much working time of its own calendar after so long a wait, with gaps where it is split. */
export interface Piece {
  readonly calendar: number;
  /** Working seconds from the start of the task to that of the assignment. */
  readonly delay: number;
  /** The same by the clock. */
  readonly elapsedDelay: number;
  /** Working seconds from its own start to its own finish, gaps included. */
  readonly length: number;
}

/**
 * A task must not finish too long before another starts: training, say, no earlier than so many days before go-live. Counted in working
 * seconds of the project's calendar, or by the clock.
 */
export interface MaxLag {
  /** UID of the task that may not be done too early. */
  readonly from: number;
  /** UID of the task whose start counts. */
  readonly to: number;
  readonly seconds: number;
  readonly elapsed: boolean;
}

/**
 * Days on which some tasks must not be worked on: a freeze, a survey, the end of the year. A task pauses during them, and a milestone
 * waits for their end.
 */
export interface PlanWindow {
  readonly name: string;
  /** First and last day, both included. */
  readonly from: Day;
  readonly to: Day;
  /** UIDs of the tasks it keeps out; all of them unless given. */
  readonly tasks?: ReadonlySet<number> | undefined;
}

/** What distinguishes programs in how they reckon; each format brings its own. */
export interface Rules {
  /** Whose working time a lag is counted in. */
  readonly lagCalendar: 'successor' | 'predecessor' | 'project' | 'clock';
  /**
   * What remains of a task that began before what it waits for is done: it goes on as recorded (Microsoft Project), waits for it all
   * the same (Primavera's retained logic), or goes on at the data date (Primavera's progress override).
   */
  readonly outOfSequence: 'as-recorded' | 'retained' | 'override';
  /** Work that is not done is not planned before this. */
  readonly dataDate?: Instant | undefined;
  /** A date that a constraint must hold wins over a link that contradicts it. */
  readonly honorConstraints: boolean;
}

/** A plan as arrays, one entry for each task in the order of the outline, and for each link in the order of the file. */
export interface Model {
  readonly tasks: readonly PlanTask[];
  readonly links: readonly PlanLink[];
  readonly count: number;
  readonly indexOf: ReadonlyMap<number, number>;
  /** Index of the summary above, or -1. */
  readonly parent: Int32Array;
  readonly summary: Uint8Array;
  readonly active: Uint8Array;
  readonly mode: Uint8Array;
  /** Bits of {@link TRAIT}. */
  readonly traits: Uint8Array;
  /** Working seconds in the task's calendar. */
  readonly duration: Float64Array;
  /** Working seconds from start to finish: the duration and the gaps of a split task. */
  readonly span: Float64Array;
  /** Nothing that is not done is planned before this; -Infinity where there is no such date. */
  readonly dataDate: Float64Array;
  /** Fixed because somebody planned it by hand, and not because it is done. */
  readonly manual: Uint8Array;
  /** What remains, in working seconds, of a task that has begun. */
  readonly remaining: Float64Array;
  /** Where what remains goes on. */
  readonly resume: Float64Array;
  /** A fixed or actual start and finish; NaN where there is none. */
  readonly fixedStart: Float64Array;
  readonly fixedFinish: Float64Array;
  readonly calendar: Int32Array;
  /** Calendar in which its float is counted: that of the task or the project, not of who does it. */
  readonly floatCalendar: Int32Array;
  readonly constraint: Uint8Array;
  readonly constraintDate: Float64Array;
  /** Infinity where there is none. */
  readonly deadline: Float64Array;
  /** Seconds of levelling delay, in the calendar `delayCalendar`. */
  readonly delay: Float64Array;
  readonly delayCalendar: Int32Array;
  /** Number of the calendar of all time outside the windows that keep the task out; -1 where none does. */
  readonly keptOut: Int32Array;
  readonly pieces: (readonly Piece[] | undefined)[];
  readonly calendars: CalendarSet;
  /** Compiled calendars by number, so that passes find them without a call. */
  readonly times: WorkingTime[];
  readonly projectCalendar: number;
  readonly linkFrom: Int32Array;
  readonly linkTo: Int32Array;
  readonly linkType: Uint8Array;
  /** Lags as they are stated, in units of their kind. */
  readonly linkLag: Float64Array;
  readonly linkLagKind: Uint8Array;
  /** What they come to, in seconds of `linkCalendar`. */
  readonly linkSeconds: Float64Array;
  /** Number of the calendar its lag is counted in. */
  readonly linkCalendar: Int32Array;
  /** No task finishes before its entry: what maximum lags ask for. */
  readonly finishBound: Float64Array;
  readonly maxLags: readonly MaxLag[];
  projectStart: Instant;
  /** Where a plan that is scheduled from its finish ends; NaN for one scheduled from its start. */
  projectFinish: Instant;
  readonly rules: Rules;
  /** Total float in seconds up to which a task is critical. */
  readonly criticalLimit: number;
  readonly multipleCriticalPaths: boolean;
}

/** Arrays for so many links. */
export function emptyLinks(links: number) {
  return {
    linkFrom: new Int32Array(links),
    linkTo: new Int32Array(links),
    linkType: new Uint8Array(links),
    linkLag: new Float64Array(links),
    linkLagKind: new Uint8Array(links),
    linkSeconds: new Float64Array(links),
    linkCalendar: new Int32Array(links),
  };
}

/** Arrays for so many tasks, filled with what a task without any statement has. */
export function emptyArrays(count: number) {
  return {
    parent: new Int32Array(count).fill(-1),
    summary: new Uint8Array(count),
    active: new Uint8Array(count).fill(1),
    mode: new Uint8Array(count),
    traits: new Uint8Array(count),
    manual: new Uint8Array(count),
    duration: new Float64Array(count),
    span: new Float64Array(count),
    remaining: new Float64Array(count),
    resume: new Float64Array(count).fill(Number.NaN),
    fixedStart: new Float64Array(count).fill(Number.NaN),
    fixedFinish: new Float64Array(count).fill(Number.NaN),
    calendar: new Int32Array(count).fill(STANDARD),
    floatCalendar: new Int32Array(count).fill(STANDARD),
    constraint: new Uint8Array(count),
    constraintDate: new Float64Array(count).fill(Number.NaN),
    deadline: new Float64Array(count).fill(Infinity),
    delay: new Float64Array(count),
    delayCalendar: new Int32Array(count).fill(CLOCK),
    keptOut: new Int32Array(count).fill(-1),
    dataDate: new Float64Array(count).fill(-Infinity),
    finishBound: new Float64Array(count).fill(-Infinity),
  };
}
