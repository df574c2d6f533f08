import type { SchedulePlan } from './network/compile.ts';
import { CONSTRAINT, LINK, MODE } from './network/model.ts';
import { laggedBy } from './network/pass.ts';
import type { PlanTask, StoredSchedule } from './plan.ts';
import type { Schedule } from './schedule.ts';
import { say, type Said } from './say.ts';
import { formatInstant, instantOf } from './time/civil.ts';

/** Why a stored date differs from the computed one. All but the last two say that the file cannot be met, whoever reckons. */
export const MISS_CAUSES = {
  'waits-elsewhere': say`It waits for a task of another file.`,
  'stored-off-calendar': say`The stored start lies outside the working time of its calendar.`,
  'stored-against-link': say`The stored dates contradict a link of the file.`,
  'stored-against-duration': say`The stored dates are not a duration apart.`,
  'stored-late-against-slack': say`The stored late dates contradict the stored slack.`,
  'stored-late-against-link': say`The stored late finish is after the stored late start of what waits for it.`,
  'stored-late-against-deadline': say`The stored late finish is after the deadline.`,
  'stored-late-of-another-finish': say`Nothing waits for it, and its stored late finish is not that of the stored plan.`,
  follows: say`A task it is linked to, its summary or one of its rows differs.`,
  unexplained: say`No contradiction within the file was found.`,
} as const satisfies Record<string, Said>;

export type MissCause = keyof typeof MISS_CAUSES;

export type ComparedField = 'start' | 'finish' | 'lateStart' | 'lateFinish' | 'totalFloat' | 'critical';

export interface Miss {
  readonly uid: number;
  readonly name: string;
  readonly field: ComparedField;
  readonly stored: string | number | boolean;
  readonly computed: string | number | boolean;
  readonly cause: MissCause;
}

export interface Comparison {
  /** Tasks with stored start and finish. */
  readonly tasks: number;
  readonly equal: {
    readonly start: number;
    readonly finish: number;
    readonly startAndFinish: number;
    readonly lateStart: number;
    readonly lateFinish: number;
    readonly totalFloat: number;
    readonly critical: number;
  };
  /** Tasks that state the value at all; late dates, float and critical are often left out. */
  readonly stated: { readonly late: number; readonly totalFloat: number; readonly critical: number };
  readonly misses: readonly Miss[];
}

/** Slack is stored in tenths of a minute. */
const SLACK_STEP = 0.1;

/**
 * Compares what was reckoned with what the file stores, to the minute. A value the file does not state counts as equal to itself in
 * `equal` only for start and finish, which every counted task states.
 * @param plan with the stored dates
 * @param schedule of the same plan
 */
export function compareWithStored(plan: SchedulePlan, schedule: Schedule): Comparison {
  const { dates, floats } = schedule;
  const equal = { start: 0, finish: 0, startAndFinish: 0, lateStart: 0, lateFinish: 0, totalFloat: 0, critical: 0 };
  const stated = { late: 0, totalFloat: 0, critical: 0 };
  const misses: Miss[] = [];
  const explain = createExplanations(plan, schedule);
  let tasks = 0;
  for (const [task, { uid, name, stored }] of plan.tasks.entries()) {
    if (stored.start === undefined || stored.finish === undefined) continue;
    tasks += 1;
    const check = (
      field: ComparedField,
      storedValue: Miss['stored'],
      computed: Miss['stored'],
      same: boolean,
    ): boolean => {
      if (same) equal[field] += 1;
      else misses.push({ uid, name, field, stored: storedValue, computed, cause: explain(task, field) });
      return same;
    };
    const moment = (field: 'start' | 'finish' | 'lateStart' | 'lateFinish', text: string | undefined): boolean => {
      if (text === undefined) return true;
      const computed = formatInstant(dates[field][task] ?? 0);
      return check(field, text.slice(0, 16), computed.slice(0, 16), sameMinute(text, computed));
    };
    const start = moment('start', stored.start);
    const finish = moment('finish', stored.finish);
    if (start && finish) equal.startAndFinish += 1;
    if (stored.lateStart !== undefined && stored.lateFinish !== undefined) stated.late += 1;
    moment('lateStart', stored.lateStart);
    moment('lateFinish', stored.lateFinish);
    if (stored.totalSlack !== undefined) {
      stated.totalFloat += 1;
      const minutes = (floats.total[task] ?? 0) / 60;
      check('totalFloat', stored.totalSlack, minutes, Math.abs(minutes - stored.totalSlack) <= SLACK_STEP);
    }
    if (stored.critical !== undefined) {
      stated.critical += 1;
      const critical = floats.critical[task] === 1;
      check('critical', stored.critical, critical, critical === stored.critical);
    }
  }
  return { tasks, equal, stated, misses };
}

function sameMinute(a: string, b: string): boolean {
  return a.slice(0, 16) === b.slice(0, 16);
}

type Explain = (task: number, field: ComparedField) => MissCause;

/** Looks for what the file itself contradicts. */
function createExplanations(plan: SchedulePlan, schedule: Schedule): Explain {
  const { model, order, dates } = schedule;
  const stored = (task: number): StoredSchedule => model.tasks[task]?.stored ?? {};
  const elsewhere = new Set(
    plan.links.filter(({ from }) => !model.indexOf.has(from)).map(({ to }) => model.indexOf.get(to)),
  );
  const storedEnd = plan.tasks
    .flatMap(({ stored: { finish }, active }) => (active && finish !== undefined ? [finish] : []))
    .sort()
    .at(-1);
  const differs = (task: number, late: boolean): boolean => {
    const { start, finish, lateStart, lateFinish } = stored(task);
    const pairs: [string | undefined, number | undefined][] = late
      ? [
          [lateStart, dates.lateStart[task]],
          [lateFinish, dates.lateFinish[task]],
        ]
      : [
          [start, dates.start[task]],
          [finish, dates.finish[task]],
        ];
    return pairs.some(([text, at]) => text !== undefined && !sameMinute(text, formatInstant(at ?? 0)));
  };
  const linked = (task: number): number[] => {
    const links = order.inLinks.subarray(order.inStart[task], order.inStart[task + 1]);
    return Array.from(links, (link) => model.linkFrom[link] ?? 0);
  };
  const followers = (task: number): number[] => {
    const links = order.outLinks.subarray(order.outStart[task], order.outStart[task + 1]);
    return Array.from(links, (link) => model.linkTo[link] ?? 0);
  };
  const outline = (task: number): number[] => [
    ...order.children.subarray(order.childStart[task], order.childStart[task + 1]),
    ...((model.parent[task] ?? -1) >= 0 ? [model.parent[task] ?? 0] : []),
  ];

  const dateCause = (task: number): MissCause => {
    if (elsewhere.has(task)) return 'waits-elsewhere';
    if (model.summary[task] === 0 && model.mode[task] === MODE.planned) {
      if (offCalendar(schedule, task, stored(task))) return 'stored-off-calendar';
      if (againstLink(schedule, task)) return 'stored-against-link';
      if (againstDuration(schedule, task, stored(task))) return 'stored-against-duration';
    }
    return [...linked(task), ...outline(task)].some((other) => differs(other, false)) ? 'follows' : 'unexplained';
  };

  const lateCause = (task: number): MissCause => {
    if (differs(task, false)) return dateCause(task) === 'unexplained' ? 'unexplained' : dateCause(task);
    const own = model.tasks[task];
    if (own !== undefined && model.summary[task] === 0) {
      if (deadlineOf(own) < instantOf(own.stored.lateFinish ?? own.stored.finish ?? '1900-01-01'))
        return 'stored-late-against-deadline';
      if (lateAgainstSlack(schedule, task, own)) return 'stored-late-against-slack';
      if (followers(task).some((after) => lateAfter(stored(task), stored(after), schedule, task, after))) {
        return 'stored-late-against-link';
      }
      if (followers(task).length === 0 && anotherFinish(storedEnd, schedule, task))
        return 'stored-late-of-another-finish';
    }
    return [...followers(task), ...outline(task)].some((other) => differs(other, true) || differs(other, false))
      ? 'follows'
      : 'unexplained';
  };

  return (task, field) => (field === 'start' || field === 'finish' ? dateCause(task) : lateCause(task));
}

function offCalendar({ model }: Schedule, task: number, { start }: StoredSchedule): boolean {
  if (start === undefined || model.span[task] === 0 || model.pieces[task] !== undefined) return false;
  const at = instantOf(start);
  const next = model.times[model.calendar[task] ?? 0]?.nextStart(at) ?? at;
  return Math.abs(next - at) >= 60;
}

/** Whether the stored dates start a task before the stored dates of what it waits for allow. */
function againstLink({ model, order }: Schedule, task: number): boolean {
  const after = model.tasks[task]?.stored;
  const type = model.constraint[task] ?? 0;
  const held =
    type === CONSTRAINT.mso || type === CONSTRAINT.mfo || type === CONSTRAINT.snlt || type === CONSTRAINT.fnlt;
  if (after?.start === undefined || after.finish === undefined || held) return false;
  for (let at = order.inStart[task] ?? 0; at < (order.inStart[task + 1] ?? 0); at++) {
    const link = order.inLinks[at] ?? 0;
    const from = model.linkFrom[link] ?? 0;
    const before = model.tasks[from]?.stored;
    if (before?.start === undefined || before.finish === undefined || model.active[from] === 0) continue;
    const kind = model.linkType[link] ?? 0;
    const limit = laggedBy(model, link, instantOf(kind <= LINK.FS ? before.finish : before.start));
    const reached = instantOf(kind === LINK.FS || kind === LINK.SS ? after.start : after.finish);
    if ((model.times[model.calendar[task] ?? 0]?.between(reached, limit) ?? 0) >= 60) return true;
  }
  return false;
}

function againstDuration({ model }: Schedule, task: number, { start, finish }: StoredSchedule): boolean {
  if (start === undefined || finish === undefined || model.pieces[task] !== undefined) return false;
  const apart = model.times[model.calendar[task] ?? 0]?.between(instantOf(start), instantOf(finish)) ?? 0;
  return Math.abs(apart - (model.span[task] ?? 0)) >= 60;
}

function deadlineOf({ deadline }: PlanTask): number {
  return deadline === undefined ? Infinity : instantOf(deadline);
}

function lateAgainstSlack({ model }: Schedule, task: number, { stored }: PlanTask): boolean {
  const { finish, lateFinish, start, lateStart, totalSlack } = stored;
  if (totalSlack === undefined || !finish || !lateFinish || !start || !lateStart) return false;
  const time = model.times[model.floatCalendar[task] ?? 0];
  if (time === undefined || model.mode[task] !== MODE.planned) return false;
  const slacks = [
    time.between(instantOf(finish), instantOf(lateFinish)),
    time.between(instantOf(start), instantOf(lateStart)),
  ];
  return slacks.every((seconds) => Math.abs(seconds / 60 - totalSlack) > 1);
}

function lateAfter(
  own: StoredSchedule,
  next: StoredSchedule,
  { model, order }: Schedule,
  task: number,
  after: number,
): boolean {
  if (model.mode[after] !== MODE.planned || model.mode[task] !== MODE.planned) return false;
  const links = order.outLinks.subarray(order.outStart[task], order.outStart[task + 1]);
  const plain = links.some(
    (link) => model.linkTo[link] === after && model.linkType[link] === LINK.FS && (model.linkLag[link] ?? 0) >= 0,
  );
  if (!plain || own.lateFinish === undefined || next.lateStart === undefined) return false;
  return instantOf(own.lateFinish) > instantOf(next.lateStart);
}

/** A task that nothing waits for and nothing holds must end with the plan; this one is stored to end at another time. */
function anotherFinish(end: string | undefined, { model, dates }: Schedule, task: number): boolean {
  const { lateFinish } = model.tasks[task]?.stored ?? {};
  if (lateFinish === undefined || (model.deadline[task] ?? 0) !== Infinity || model.multipleCriticalPaths) return false;
  if ((model.constraint[task] ?? 0) !== CONSTRAINT.asap) return false;
  for (let above = model.parent[task] ?? -1; above >= 0; above = model.parent[above] ?? -1) {
    if ((dates.lateBound[above] ?? Infinity) !== Infinity) return false;
  }
  const time = model.times[model.calendar[task] ?? 0];
  return end !== undefined && Math.abs(time?.between(instantOf(end), instantOf(lateFinish)) ?? 0) >= 60;
}
