import { backward } from './network/backward.ts';
import { compile } from './network/compile.ts';
import type { SchedulePlan } from './network/compile.ts';
import { floatsOf } from './network/float.ts';
import type { Floats } from './network/float.ts';
import { forward } from './network/forward.ts';
import { CONSTRAINT, MODE } from './network/model.ts';
import type { Model, Rules } from './network/model.ts';
import { orderOf } from './network/order.ts';
import type { Order } from './network/order.ts';
import { emptyDates } from './network/pass.ts';
import type { Dates } from './network/pass.ts';
import { logicWarnings } from './network/warnings.ts';
import type { ScheduleWarning } from './network/warnings.ts';
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
  const { model, warnings } = compile(plan, rules);
  const order = orderOf(model);
  const dates = emptyDates(model.count);
  const { early, finish } = pass(model, order, dates);
  const floats = floatsOf(model, order, early, dates);
  return {
    model,
    order,
    dates,
    early,
    floats,
    finish,
    warnings: [...warnings, ...logicWarnings(model, order, dates)],
  };
}

/** One full pass over a compiled plan: dates are written, early dates and the end given back. */
export function pass(model: Model, order: Order, dates: Dates): { early: Schedule['early']; finish: Instant } {
  dates.lateKnown = false;
  forward(model, order, dates);
  const fromFinish = !Number.isNaN(model.projectFinish);
  const end = fromFinish ? model.projectFinish : endOf(model, dates);
  backward(model, order, dates, end);
  if (!fromFinish && !hasLate(model)) return { early: dates, finish: end };
  if (fromFinish) {
    model.projectStart = beginOf(model, dates);
    forward(model, order, dates);
  }
  const early = { start: dates.start.slice(), finish: dates.finish.slice() };
  dates.lateKnown = true;
  forward(model, order, dates);
  return { early, finish: endOf(model, dates) };
}

function hasLate({ constraint, mode, summary }: Model): boolean {
  return constraint.some(
    (type, task) => type === CONSTRAINT.alap && mode[task] === MODE.planned && summary[task] === 0,
  );
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
