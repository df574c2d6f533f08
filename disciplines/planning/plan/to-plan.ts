import {
  type HighestUids,
  PLAN_DEFAULTS,
  type Plan,
  type PlanAssignment,
  type PlanBaseline,
  type PlanCalendar,
  type PlanLink,
  type PlanProperties,
  type PlanResource,
  type SchedulePlan,
} from '@callosum/schedule';
import type { AssignmentRecord, LinkFields, PlanRecords } from './records.ts';
import { taskOf } from './to-task.ts';
import { UNIT_NAMES } from './units.ts';
import { hardWindows } from './windows.ts';

/** The plan as the engine takes it, and which of its numbers stands for which record. */
export interface MappedPlan {
  readonly plan: Plan & Pick<SchedulePlan, 'maxLags' | 'windows'>;
  readonly uidOf: ReadonlyMap<string, number>;
  readonly idOf: ReadonlyMap<number, string>;
  /** Numbers of what is no task, by record. */
  readonly numbers: Readonly<Record<'calendar' | 'resource' | 'assignment', ReadonlyMap<string, number>>>;
}

const WEEK = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/**
 * The plan of a project, out of its records. What came from a file keeps the numbers it has there, so that the plan goes back as it came.
 * @param today for a plan of which nothing says when it begins
 * @param taken numbers that a file has given already, to rows that may be no records: new ones are counted from there
 */
export function toPlan(records: PlanRecords, today: string, taken: Partial<HighestUids> = {}): MappedPlan {
  const uidOf = numbers(records.tasks, taken.tasks);
  const calendars = numbers(records.calendars, taken.calendars);
  const resources = numbers(records.resources, taken.resources);
  const assignments = numbers(records.assignments, taken.assignments);
  const lengths = new Map(records.tasks.map(({ id, fields }) => [id, fields.duration?.seconds]));
  const levels = new Map<string, number>();
  const parents = new Set(records.tasks.flatMap(({ parent }) => parent ?? []));
  const outline = createOutlineNumbers();
  const tasks = records.tasks.map((row) => {
    const above = row.parent === undefined ? undefined : levels.get(row.parent);
    const level = (above ?? 0) + 1;
    levels.set(row.id, level);
    return taskOf(row, {
      uid: uidOf.get(row.id) ?? 0,
      parent: above === undefined ? undefined : uidOf.get(row.parent ?? ''),
      calendar: row.calendar === undefined ? undefined : calendars.get(row.calendar),
      level,
      number: outline(level),
      summary: parents.has(row.id),
    });
  });
  const doneOf = new Map(tasks.map(({ uid, percentComplete }) => [uid, percentComplete]));
  const plan: MappedPlan['plan'] = {
    source: 'mspdi',
    properties: propertiesOf(records, calendars, today),
    ...rulesOf(records),
    calendars: records.calendars.map((row): PlanCalendar => calendarOf(row, calendars)),
    tasks,
    links: records.links.flatMap(({ from, to, fields }) => {
      const ends = [uidOf.get(from), uidOf.get(to)] as const;
      return ends[0] === undefined || ends[1] === undefined ? [] : [linkOf(ends[0], ends[1], fields)];
    }),
    maxLags: records.links.flatMap(({ from, to, fields: { maxLag } }) => {
      const ends = [uidOf.get(from), uidOf.get(to)] as const;
      if (maxLag === undefined || ends[0] === undefined || ends[1] === undefined) return [];
      return [{ from: ends[0], to: ends[1], seconds: maxLag.seconds, elapsed: maxLag.elapsed }];
    }),
    windows: hardWindows(records, uidOf),
    resources: records.resources.map((row): PlanResource => resourceOf(row, resources, calendars)),
    assignments: [
      ...records.assignments.flatMap((row) => {
        const [task, by] = [uidOf.get(row.task), resources.get(row.resource)];
        const uid = assignments.get(row.id) ?? 0;
        return task === undefined || by === undefined
          ? []
          : [assignmentOf(row, { uid, taskUid: task, resourceUid: by }, lengths.get(row.task), doneOf.get(task) ?? 0)];
      }),
      ...restsOf(records, uidOf, Math.max(0, ...assignments.values())),
    ],
    baselines: records.baselines.map(({ fields: { baselineNumber = 0 }, held }): PlanBaseline => ({
      number: baselineNumber,
      tasks: held.map(({ task, start, finish, duration, work }) => ({
        uid: uidOf.get(task) ?? -1,
        start,
        finish,
        durationSeconds: duration?.seconds,
        workSeconds: work?.seconds,
      })),
    })),
  };
  return {
    plan,
    uidOf,
    idOf: new Map([...uidOf].map(([id, uid]) => [uid, id])),
    numbers: { calendar: calendars, resource: resources, assignment: assignments },
  };
}

/** Rows of a file keep their numbers; others follow the highest, each at its own place. */
function numbers(rows: readonly { readonly id: string; readonly uid?: number }[], highest = 0): Map<string, number> {
  const found = new Map<string, number>();
  const taken = new Set<number>();
  for (const { id, uid } of rows) {
    if (uid === undefined || taken.has(uid)) continue;
    taken.add(uid);
    found.set(id, uid);
  }
  let last = rows.reduce((most, { uid }) => Math.max(most, uid ?? 0), highest);
  for (const { id } of rows) if (!found.has(id)) found.set(id, (last += 1));
  return found;
}

/** Numbers rows as an outline does: 1, 1.1, 1.2, 2. */
function createOutlineNumbers(): (level: number) => string {
  const counts: number[] = [];
  return (level) => {
    counts.length = Math.min(counts.length, level);
    while (counts.length < level) counts.push(0);
    counts[level - 1] = (counts[level - 1] ?? 0) + 1;
    return counts.join('.');
  };
}

function propertiesOf(records: PlanRecords, calendars: ReadonlyMap<string, number>, today: string): PlanProperties {
  const { fields, calendar } = records.project;
  const dayStart = fields.dayStart === undefined ? PLAN_DEFAULTS.defaultStartMinute : minutesOf(fields.dayStart);
  const dayFinish = fields.dayFinish === undefined ? PLAN_DEFAULTS.defaultFinishMinute : minutesOf(fields.dayFinish);
  return {
    name: fields.title,
    title: fields.title,
    start: fields.planStart ?? firstDay(records) ?? `${today}T${clock(dayStart)}`,
    finish: fields.planFinish,
    statusDate: fields.statusDate,
    calendarUid: calendar === undefined ? undefined : calendars.get(calendar),
    minutesPerDay: fields.minutesPerDay ?? PLAN_DEFAULTS.minutesPerDay,
    minutesPerWeek: fields.minutesPerWeek ?? PLAN_DEFAULTS.minutesPerWeek,
    daysPerMonth: fields.daysPerMonth ?? PLAN_DEFAULTS.daysPerMonth,
    defaultStartMinute: dayStart,
    defaultFinishMinute: dayFinish,
    weekStart: Math.max(0, WEEK.indexOf(fields.weekStart ?? 'sunday')),
    scheduleFromStart: fields.scheduleFrom !== 'finish',
    honorConstraints: fields.constraintsHold ?? PLAN_DEFAULTS.honorConstraints,
    multipleCriticalPaths: fields.criticalPathEach ?? PLAN_DEFAULTS.multipleCriticalPaths,
    criticalSlackLimitDays: fields.criticalSlackDays ?? PLAN_DEFAULTS.criticalSlackLimitDays,
  };
}

/** How Primavera reckons, of a plan that came from there: its status date is the data date. */
function rulesOf({ project: { fields } }: PlanRecords): Pick<Plan, 'rules'> {
  const { lagCalendar, outOfSequence, statusDate } = fields;
  if (lagCalendar === undefined || outOfSequence === undefined) return {};
  return { rules: { lagCalendar, outOfSequence, ...(statusDate === undefined ? {} : { dataDate: statusDate }) } };
}

/** A plan that came from no file begins with its first task. */
function firstDay({ tasks }: PlanRecords): string | undefined {
  let first: string | undefined;
  for (const { fields } of tasks) {
    const start = fields.actualStart ?? fields.storedStart;
    if (start !== undefined && (first === undefined || start < first)) first = start;
  }
  return first;
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

function clock(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

const OPEN_WEEK = Array.from({ length: 7 }, () => ({ kind: 'inherited' }) as const);

function calendarOf(
  { id, fields, basedOn }: PlanRecords['calendars'][number],
  calendars: ReadonlyMap<string, number>,
): PlanCalendar {
  return {
    uid: calendars.get(id) ?? 0,
    name: fields.title,
    isBase: fields.base ?? false,
    baseUid: basedOn === undefined ? undefined : calendars.get(basedOn),
    week: fields.week ?? OPEN_WEEK,
    exceptions: fields.exceptions ?? [],
    workWeeks: fields.workWeeks ?? [],
  };
}

function resourceOf(
  { id, fields, calendar }: PlanRecords['resources'][number],
  resources: ReadonlyMap<string, number>,
  calendars: ReadonlyMap<string, number>,
): PlanResource {
  return {
    uid: resources.get(id) ?? 0,
    id: resources.get(id),
    name: fields.title,
    type: fields.resourceType ?? 'work',
    initials: fields.initials,
    group: fields.group,
    email: fields.email,
    maxUnits: (fields.maxUnits ?? 100) / 100,
    calendarUid: calendar === undefined ? undefined : calendars.get(calendar),
    generic: fields.generic ?? false,
    inactive: fields.inactive ?? false,
  };
}

/**
 * The work of an assignment was said of a task of a certain length and grows and shrinks with it; what is done of it was said of a task that
 * had come so far, and comes as far as its task does once that is another share.
 */
function assignmentOf(
  { fields }: AssignmentRecord,
  ids: Pick<PlanAssignment, 'uid' | 'taskUid' | 'resourceUid'>,
  length: number | undefined,
  percent: number,
): PlanAssignment {
  const { of, doneOf = 0, done, overtime, delay, levelingDelay, load, pauses } = fields.planDetails ?? {};
  const share = of !== undefined && of > 0 && length !== undefined ? length / of : 1;
  return {
    ...ids,
    units: (fields.units ?? 100) / 100,
    workSeconds: fields.work && Math.round(fields.work.seconds * share),
    actualWorkSeconds: percent === doneOf && share === 1 ? done : undefined,
    overtimeSeconds: overtime,
    percentWorkComplete: percent === doneOf ? (fields.percentComplete ?? 0) : percent,
    delaySeconds: delay,
    levelingDelay,
    contourLoad: load,
    pauses,
  };
}

/** The gaps of split tasks that nobody is assigned to. */
function restsOf({ tasks }: PlanRecords, uidOf: ReadonlyMap<string, number>, last: number): PlanAssignment[] {
  return tasks.flatMap(({ id, fields: { planDetails } }, index): PlanAssignment[] => {
    const pauses = planDetails?.pauses;
    if (!pauses) return [];
    const uid = last + index + 1;
    return [{ uid, taskUid: uidOf.get(id) ?? 0, resourceUid: null, units: 1, percentWorkComplete: 0, pauses }];
  });
}

/** A dependency as the engine takes it. */
export function linkOf(from: number, to: number, { type = 'FS', lag, lagPercent, lagElapsed }: LinkFields): PlanLink {
  if (lagPercent !== undefined) {
    const unit = lagElapsed === true ? 'elapsed-percent' : 'percent';
    return { from, to, type, lag: { value: lagPercent, unit, shownIn: 'percent' } };
  }
  if (!lag) return { from, to, type, lag: { value: 0, unit: 'working', shownIn: 'days' } };
  const unit = lag.elapsed ? 'elapsed' : 'working';
  return { from, to, type, lag: { value: lag.seconds, unit, shownIn: UNIT_NAMES[lag.unit] } };
}
