import { CLOCK } from './calendar/calendar-set.ts';
import { backward } from './network/backward.ts';
import { compile } from './network/compile.ts';
import type { SchedulePlan } from './network/compile.ts';
import { emptyFloats, fillFloats } from './network/float.ts';
import type { Floats } from './network/float.ts';
import { forward } from './network/forward.ts';
import { CONSTRAINT, MODE } from './network/model.ts';
import type { MaxLag, Model, Rules } from './network/model.ts';
import { orderOf } from './network/order.ts';
import type { Order } from './network/order.ts';
import { emptyDates } from './network/pass.ts';
import type { Dates } from './network/pass.ts';
import { logicWarnings, scheduleWarning } from './network/warnings.ts';
import type { ScheduleWarning } from './network/warnings.ts';
import { say } from './say.ts';
import type { Instant } from './time/civil.ts';

/**
 * A plan and its dates. Arrays have one entry per task, in the order of `model.tasks`; instants are seconds of wall-clock time since
 * 1970-01-01T00:00, floats are working seconds of the task's calendar.
 */
export interface Schedule {
  readonly model: Model;
  readonly order: Order;
  /** `start` and `finish` as planned, `lateStart` and `lateFinish`. */
  readonly dates: Dates;
  /** The earliest start and finish; the very arrays of `dates` unless some task is as late as possible. */
  readonly early: Pick<Dates, 'start' | 'finish'>;
  readonly floats: Floats;
  /** When the last active task ends. */
  readonly finish: Instant;
  readonly warnings: readonly ScheduleWarning[];
}

/**
 * Reckons a plan as Microsoft Project does: early and late dates, floats, what is critical and why a task is where it is.
 * Circular logic is cut at the last link of each circle and named; everything else is kept.
 * @param plan as a reader gives it, or as `planOf` puts it together; stored dates are read only where they are facts
 * @param rules where another program reckons otherwise
 */
export function schedule(plan: SchedulePlan, rules: Partial<Rules> = {}): Schedule {
  const { model, order, dates, warnings } = start(plan, rules);
  const floats = emptyFloats(model.count);
  const { early, finish, unmet } = fill(model, order, dates, floats);
  return {
    model,
    order,
    dates,
    early,
    floats,
    finish,
    warnings: [...warnings, ...unmet, ...logicWarnings(model, order, dates)],
  };
}

/** A plan compiled and put in order, not yet reckoned. */
export function start(
  plan: SchedulePlan,
  rules: Partial<Rules>,
): Pick<Schedule, 'model' | 'order' | 'dates' | 'warnings'> {
  const { model, warnings } = compile(plan, rules);
  return { model, order: orderOf(model), dates: emptyDates(model.count), warnings };
}

export interface Outcome {
  readonly early: Schedule['early'];
  readonly finish: Instant;
  readonly unmet: readonly ScheduleWarning[];
}

/** One full pass over a compiled plan: dates and floats are written, early dates and the end given back. */
export function fill(model: Model, order: Order, dates: Dates, floats: Floats): Outcome {
  dates.lateKnown = false;
  const unmet = forwardWithin(model, order, dates);
  const fromFinish = !Number.isNaN(model.projectFinish);
  const end = fromFinish ? model.projectFinish : endOf(model, dates);
  backward(model, order, dates, end);
  const outcome =
    fromFinish || hasLate(model) ? settleLate(model, order, dates, fromFinish) : { early: dates, finish: end };
  fillFloats(model, order, outcome.early, dates, floats);
  return { ...outcome, unmet };
}

/** Tasks as late as possible move to their late dates, once these are known, and what follows them gives way. */
function settleLate(model: Model, order: Order, dates: Dates, fromFinish: boolean): Omit<Outcome, 'unmet'> {
  if (fromFinish) {
    model.projectStart = beginOf(model, dates);
    forward(model, order, dates);
  }
  const early = { start: dates.start.slice(), finish: dates.finish.slice() };
  dates.lateKnown = true;
  forward(model, order, dates);
  return { early, finish: endOf(model, dates) };
}

/**
 * The forward pass with maximum lags: a task that would be done too early is put off, until nothing moves any more. That takes at most as
 * many rounds as there are such lags; if it takes more, some of them cannot be kept.
 */
function forwardWithin(model: Model, order: Order, dates: Dates): ScheduleWarning[] {
  model.finishBound.fill(-Infinity);
  forward(model, order, dates);
  for (let round = 0; round <= model.maxLags.length; round++) {
    const late = model.maxLags.filter((lag) => putOff(model, dates, lag));
    if (late.length === 0) return [];
    if (round === model.maxLags.length) {
      return late.map(({ from, to }) => {
        const [one, other] = [String(from), String(to)];
        const message = say`Task ${one} cannot be done late enough before task ${other}, which waits for it.`;
        return scheduleWarning('max-lag-impossible', message, from);
      });
    }
    forward(model, order, dates);
  }
  return [];
}

/** @returns whether the task is done too early and has to be put off. */
function putOff(model: Model, dates: Dates, { from, to, seconds, elapsed }: MaxLag): boolean {
  const task = model.indexOf.get(from) ?? 0;
  const until = dates.start[model.indexOf.get(to) ?? 0] ?? 0;
  const time = model.times[elapsed ? CLOCK : model.projectCalendar];
  if (time === undefined || model.mode[task] !== MODE.planned) return false;
  const earliest = time.finishOf(time.workAt(until) - seconds);
  if (time.between(dates.finish[task] ?? 0, earliest) <= 0) return false;
  model.finishBound[task] = earliest;
  return true;
}

/** Whether some task is as late as possible; only among those given, if any are. */
export function hasLate({ constraint, mode, summary, count }: Model, among?: Iterable<number>): boolean {
  const isLate = (task: number): boolean =>
    constraint[task] === CONSTRAINT.alap && mode[task] === MODE.planned && summary[task] === 0;
  if (among !== undefined) {
    for (const task of among) if (isLate(task)) return true;
    return false;
  }
  for (let task = 0; task < count; task++) if (isLate(task)) return true;
  return false;
}

/** When the last active task ends; the start of the plan if there is none. */
export function endOf({ count, active, summary, projectStart }: Model, { finish }: Dates): Instant {
  let end = -Infinity;
  for (let task = 0; task < count; task++) {
    const one = finish[task] ?? 0;
    if (one > end && active[task] === 1 && summary[task] === 0) end = one;
  }
  return end === -Infinity ? projectStart : end;
}

/** When the first task that is not done must begin for the plan to end in time. */
function beginOf({ count, active, summary, mode, projectStart }: Model, { lateStart }: Dates): Instant {
  let begin = Infinity;
  for (let task = 0; task < count; task++) {
    const one = lateStart[task] ?? 0;
    if (one < begin && active[task] === 1 && summary[task] === 0 && mode[task] === MODE.planned) begin = one;
  }
  return begin === Infinity ? projectStart : begin;
}
