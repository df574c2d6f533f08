import type { SchedulePlan } from '../network/compile.ts';
import { CONSTRAINT, LINK, MODE } from '../network/model.ts';
import { CAUSE } from '../network/pass.ts';
import type { Plan } from '../plan.ts';
import { english, type Said } from '../say.ts';
import { schedule } from '../schedule.ts';
import type { Schedule } from '../schedule.ts';
import { DAY, instantOf } from '../time/civil.ts';
import type { Instant } from '../time/civil.ts';
import { THRESHOLDS } from './thresholds.ts';
import type { CheckId, Source, Threshold } from './thresholds.ts';

/** One check of a plan, with the tasks to mend. */
export interface PlanCheck {
  readonly id: CheckId;
  /** In English. */
  readonly name: string;
  /** The same for other languages. */
  readonly sentences: { readonly name: Said };
  /** Rounded to a hundredth; null where the plan states nothing to judge by, such as no baseline. */
  readonly value: number | null;
  readonly unit: Threshold['unit'];
  readonly at: Threshold['at'];
  readonly limit: number;
  /** Null where there is nothing to judge by: unknown is not good. */
  readonly pass: boolean | null;
  /** UIDs of the tasks to mend, in the order of the outline. */
  readonly uids: readonly number[];
  readonly source: Source;
}

/** What a check found: a value and the tasks behind it; undefined where there is nothing to judge by. */
interface Finding {
  readonly value: number;
  readonly tasks: readonly number[];
}

export type CheckedPlan = SchedulePlan & Partial<Pick<Plan, 'baselines'>>;

/**
 * Checks a plan by the fourteen points of DCMA and the practices of GAO that a plan can show.
 * @param plan as read; the first baseline, if any, is what was agreed
 * @param reckoned the same plan reckoned
 */
export function checkPlan(plan: CheckedPlan, reckoned: Schedule = schedule(plan)): PlanCheck[] {
  const context = contextOf(plan, reckoned);
  return THRESHOLDS.map((threshold: Threshold & { id: CheckId }) => {
    const found = FINDINGS[threshold.id](context, (threshold.days ?? 0) * context.secondsPerDay);
    const { id, name, unit, at, limit, source } = threshold;
    const value = found === undefined ? null : Math.round(found.value * 100) / 100;
    const pass = found === undefined ? null : at === 'most' ? found.value <= limit : found.value >= limit;
    const uids = (found?.tasks ?? []).map((task) => reckoned.model.tasks[task]?.uid ?? -1);
    return { id, name: english(name), sentences: { name }, value, unit, at, limit, pass, uids, source };
  });
}

/** Whether a task was done; one fixed by hand was not. */
function isDone({ model }: Schedule, task: number): boolean {
  return model.mode[task] === MODE.fixed && model.manual[task] === 0;
}

interface Context {
  readonly plan: CheckedPlan;
  readonly schedule: Schedule;
  /** Active tasks that are no summaries. */
  readonly tasks: readonly number[];
  /** Those of them that are not done. */
  readonly open: readonly number[];
  /** Links between active tasks. */
  readonly links: readonly number[];
  readonly secondsPerDay: number;
  /** Up to when the plan was updated. */
  readonly status: Instant | undefined;
  /** Agreed finish by task, in seconds. */
  readonly agreed: ReadonlyMap<number, Instant>;
}

function contextOf(plan: CheckedPlan, reckoned: Schedule): Context {
  const { model } = reckoned;
  const all = Array.from({ length: model.count }, (_, task) => task);
  const tasks = all.filter((task) => model.active[task] === 1 && model.summary[task] === 0);
  const links = Array.from(model.linkFrom, (_, link) => link).filter(
    (link) => model.active[model.linkFrom[link] ?? 0] === 1 && model.active[model.linkTo[link] ?? 0] === 1,
  );
  const agreed = new Map<number, Instant>();
  for (const { uid, finish } of plan.baselines?.find(({ number }) => number === 0)?.tasks ?? []) {
    const task = model.indexOf.get(uid);
    if (task !== undefined && finish !== undefined) agreed.set(task, instantOf(finish));
  }
  const { statusDate, minutesPerDay } = plan.properties;
  return {
    plan,
    schedule: reckoned,
    tasks,
    open: tasks.filter((task) => !isDone(reckoned, task)),
    links,
    secondsPerDay: minutesPerDay * 60,
    status: statusDate === undefined ? undefined : instantOf(statusDate),
    agreed,
  };
}

const share = (part: readonly number[], of: readonly number[]): Finding | undefined =>
  of.length === 0 ? undefined : { value: (100 * part.length) / of.length, tasks: part };

const counted = (tasks: readonly number[]): Finding => ({ value: tasks.length, tasks });

/** Tasks that links lead to, each once. */
const followers = ({ schedule: { model } }: Context, links: readonly number[]): number[] =>
  [...new Set(links.map((link) => model.linkTo[link] ?? 0))].sort((a, b) => a - b);

/** What links of so many: value by links, tasks to mend by followers. */
const linkShare = (
  context: Context,
  part: readonly number[],
  of: readonly number[],
  mend: readonly number[],
): Finding | undefined =>
  of.length === 0 ? undefined : { value: (100 * part.length) / of.length, tasks: followers(context, mend) };

const FINDINGS: Readonly<Record<CheckId, (context: Context, seconds: number) => Finding | undefined>> = {
  'dcma-01-logic': (context) => share(withoutLogic(context), context.open),
  'dcma-02-leads': (context) =>
    counted(
      followers(
        context,
        context.links.filter((link) => lagOf(context, link) < 0),
      ),
    ),
  'dcma-03-lags': (context) => {
    const lags = context.links.filter((link) => lagOf(context, link) > 0);
    return linkShare(context, lags, context.links, lags);
  },
  'dcma-04-relationships': (context) => {
    const { linkType } = context.schedule.model;
    const usual = context.links.filter((link) => linkType[link] === LINK.FS);
    return linkShare(
      context,
      usual,
      context.links,
      context.links.filter((link) => linkType[link] !== LINK.FS),
    );
  },
  'dcma-05-hard-constraints': (context) =>
    share(
      context.open.filter((task) => isHeld(context, task)),
      context.open,
    ),
  'dcma-06-high-float': highFloat,
  'dcma-07-negative-float': ({ open, schedule: { floats } }) =>
    counted(open.filter((task) => (floats.total[task] ?? 0) < 0)),
  'dcma-08-high-duration': highDuration,
  'dcma-09-invalid-dates': (context) => counted(context.tasks.filter((task) => hasInvalidDates(context, task))),
  'dcma-10-resources': (context) => counted(withoutResources(context)),
  'dcma-11-missed-tasks': (context) => {
    const due = dueTasks(context);
    return (
      due &&
      share(
        due.filter((task) => !metBaseline(context, task)),
        due,
      )
    );
  },
  'dcma-12-critical-path-test': criticalPathTest,
  'dcma-13-cpli': (context) => criticalPathLength(context),
  'dcma-14-bei': (context) => {
    const due = dueTasks(context);
    if (due === undefined || due.length === 0) return undefined;
    const done = context.tasks.filter((task) => isDone(context.schedule, task));
    return { value: done.length / due.length, tasks: due.filter((task) => !isDone(context.schedule, task)) };
  },
  'gao-2-sequencing': (context) => {
    const { summary, linkFrom, linkTo } = context.schedule.model;
    return counted(
      followers(
        context,
        context.links.filter((link) => summary[linkFrom[link] ?? 0] === 1 || summary[linkTo[link] ?? 0] === 1),
      ),
    );
  },
  'gao-3-resources': (context) => counted(withoutResources(context)),
  'gao-4-durations': highDuration,
  'gao-6-critical-path': criticalChain,
  'gao-7-float': highFloat,
  'gao-9-updating': (context) =>
    context.status === undefined ? undefined : counted(context.open.filter((task) => isStale(context, task))),
  'gao-10-baseline': ({ plan, tasks, agreed }) =>
    (plan.baselines?.length ?? 0) === 0 || tasks.length === 0
      ? undefined
      : {
          value: (100 * tasks.filter((task) => agreed.has(task)).length) / tasks.length,
          tasks: tasks.filter((task) => !agreed.has(task)),
        },
};

function lagOf({ schedule: { model } }: Context, link: number): number {
  return model.linkLag[link] ?? 0;
}

/** Tasks that wait for nothing or that nothing waits for, but for the first and the last of the plan. */
function withoutLogic({ open, tasks, schedule: { model, order, dates, finish } }: Context): number[] {
  const first = tasks.reduce((least, task) => Math.min(least, dates.start[task] ?? 0), Infinity);
  const has = (starts: Int32Array, task: number): boolean => {
    for (let at = task; at >= 0; at = model.parent[at] ?? -1)
      if ((starts[at + 1] ?? 0) > (starts[at] ?? 0)) return true;
    return false;
  };
  let begins = false;
  let ends = false;
  return open.filter((task) => {
    const before = has(order.inStart, task);
    const after = has(order.outStart, task);
    if (before && after) return false;
    if (!before && after && !begins && dates.start[task] === first) {
      begins = true;
      return false;
    }
    if (before && !after && !ends && dates.finish[task] === finish) {
      ends = true;
      return false;
    }
    return true;
  });
}

function isHeld({ schedule: { model } }: Context, task: number): boolean {
  const type = model.constraint[task];
  return type === CONSTRAINT.mso || type === CONSTRAINT.mfo || type === CONSTRAINT.snlt || type === CONSTRAINT.fnlt;
}

function highFloat({ open, schedule: { floats } }: Context, seconds: number): Finding | undefined {
  return share(
    open.filter((task) => (floats.total[task] ?? 0) > seconds),
    open,
  );
}

function highDuration({ open, schedule: { model } }: Context, seconds: number): Finding | undefined {
  return share(
    open.filter(
      (task) =>
        (model.mode[task] === MODE.begun ? (model.remaining[task] ?? 0) : (model.duration[task] ?? 0)) > seconds,
    ),
    open,
  );
}

/** Work said to be done in the future, or planned in the past. */
function hasInvalidDates({ status, schedule: { model, dates } }: Context, task: number): boolean {
  if (status === undefined) return false;
  const { actualStart, actualFinish } = model.tasks[task] ?? {};
  const claimed = [actualStart, actualFinish].some((date) => date !== undefined && instantOf(date) > status);
  if (claimed || (model.mode[task] === MODE.fixed && model.manual[task] === 0)) return claimed;
  return (model.mode[task] !== MODE.begun && (dates.start[task] ?? 0) < status) || (dates.finish[task] ?? 0) < status;
}

/** Open tasks with a duration that nobody is assigned to. */
function withoutResources({ plan, open, schedule: { model } }: Context): number[] {
  const assigned = new Set(
    plan.assignments.filter(({ resourceUid }) => resourceUid !== null).map(({ taskUid }) => taskUid),
  );
  return open.filter((task) => (model.duration[task] ?? 0) > 0 && !assigned.has(model.tasks[task]?.uid ?? -1));
}

/** Tasks that the baseline has done by the status date; undefined without either. */
function dueTasks({ status, agreed, tasks }: Context): number[] | undefined {
  if (status === undefined || agreed.size === 0) return undefined;
  return tasks.filter((task) => (agreed.get(task) ?? Infinity) <= status);
}

function metBaseline({ agreed, schedule: reckoned }: Context, task: number): boolean {
  return isDone(reckoned, task) && (reckoned.dates.finish[task] ?? 0) <= (agreed.get(task) ?? 0);
}

/** Days by which a critical task is made longer to see whether the end of the plan moves as much. */
const TEST_DAYS = 600;
const SLIP_TOLERANCE = 7 * DAY;

/** Puts 600 days on the first critical task that is not done: the plan's finish has to follow. */
function criticalPathTest({ plan, open, schedule: reckoned, secondsPerDay }: Context): Finding | undefined {
  const { model, dates, floats, finish } = reckoned;
  const critical = open
    .filter((task) => floats.critical[task] === 1 && model.mode[task] === MODE.planned)
    .sort((a, b) => (dates.start[a] ?? 0) - (dates.start[b] ?? 0));
  const [first] = critical;
  const task = first === undefined ? undefined : model.tasks[first];
  if (first === undefined || task === undefined) return undefined;
  const added = TEST_DAYS * secondsPerDay;
  const seconds = (model.duration[first] ?? 0) + added;
  const longer = {
    ...task,
    duration: { unit: 'days' as const, elapsed: false, estimated: false, ...task.duration, seconds },
  };
  const tested = schedule({ ...plan, tasks: plan.tasks.with(first, longer) });
  const expected = (tested.dates.finish[first] ?? 0) - (dates.finish[first] ?? 0);
  // Weekends and other people's calendars may turn the same shift into a few days less.
  const passes = tested.finish - finish >= expected - SLIP_TOLERANCE;
  return { value: passes ? 1 : 0, tasks: passes ? [] : [first] };
}

/** Critical path length index: how much of what remains of the critical path its float leaves. */
function criticalPathLength({ plan, status, schedule: { model, floats, finish } }: Context): Finding | undefined {
  const time = model.times[model.projectCalendar];
  const from = status ?? (plan.properties.start === undefined ? undefined : instantOf(plan.properties.start));
  if (time === undefined || from === undefined) return undefined;
  const length = time.between(from, finish);
  if (length <= 0) return undefined;
  const least = floats.total.reduce((one, other) => Math.min(one, other), 0);
  const tasks = Array.from(floats.total, (_, task) => task).filter((task) => least < 0 && floats.total[task] === least);
  return { value: (length + least) / length, tasks: tasks.filter((task) => model.summary[task] === 0) };
}

/** Whether the tasks that end with the plan are led to by links from its start or from today, and not held there by dates alone. */
function criticalChain({ open, schedule: { model, dates, finish } }: Context): Finding | undefined {
  const last = open.filter((task) => dates.finish[task] === finish);
  if (last.length === 0) return undefined;
  const held = last.filter((task) => !isLed(task));
  return { value: held.length < last.length ? 1 : 0, tasks: held.length < last.length ? [] : held };

  function isLed(task: number): boolean {
    const seen = new Set<number>();
    for (let at = task; !seen.has(at);) {
      seen.add(at);
      const cause = dates.cause[at] ?? -1;
      // A chain that ends at a date somebody set is no path through the plan.
      if (cause < 0) return cause !== CAUSE.constraint && model.manual[at] === 0;
      at = model.linkFrom[cause] ?? 0;
    }
    return true;
  }
}

/** Work that should have begun or ended by the status date and has neither. */
function isStale({ status, schedule: { model, dates } }: Context, task: number): boolean {
  if (status === undefined) return false;
  const begun = model.mode[task] === MODE.begun;
  return (dates.finish[task] ?? 0) < status || (!begun && (dates.start[task] ?? 0) < status);
}
