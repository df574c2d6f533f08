import { LINK, MODE, TRAIT } from './model.ts';
import type { Model } from './model.ts';
import { LAGGED } from './order.ts';
import type { Order } from './order.ts';
import { unlagged } from './pass.ts';
import type { Dates } from './pass.ts';

/** How far tasks may slip, in working seconds of the task's or the project's calendar, and which of them may not. */
export interface Floats {
  /** Until the plan's finish, a deadline or a constraint is missed; negative when it is missed already. */
  readonly total: Float64Array;
  /** Until another task has to move; never negative. */
  readonly free: Float64Array;
  readonly critical: Uint8Array;
}

export function emptyFloats(count: number): Floats {
  return { total: new Float64Array(count), free: new Float64Array(count), critical: new Uint8Array(count) };
}

/** Writes total and free float of all tasks, and whether they are critical. */
export function fillFloats(
  model: Model,
  order: Order,
  early: Pick<Dates, 'start' | 'finish'>,
  dates: Dates,
  floats: Floats,
): void {
  for (let task = 0; task < model.count; task++) floatOf(model, order, early, dates, floats, task);
}

/** The floats of one task. */
export function floatOf(
  model: Model,
  order: Order,
  early: Pick<Dates, 'start' | 'finish'>,
  dates: Dates,
  floats: Floats,
  task: number,
): void {
  const mode = model.mode[task] ?? 0;
  let total = early === dates ? (dates.slack[task] ?? Number.NaN) : Number.NaN;
  if (Number.isNaN(total)) total = totalOf(model, early, dates, task);
  floats.total[task] = total;
  const done = mode === MODE.fixed && model.manual[task] === 0;
  floats.critical[task] = !done && total <= model.criticalLimit ? 1 : 0;
  floats.free[task] = total <= 0 ? 0 : Math.max(0, freeOf(model, order, early, dates, task, total));
}

/** The smaller of what start and finish may slip; only the finish counts once a task has begun. */
export function totalOf(model: Model, early: Pick<Dates, 'start' | 'finish'>, dates: Dates, task: number): number {
  const time = model.times[model.floatCalendar[task] ?? 0];
  if (time === undefined) return 0;
  const onFinish = time.between(early.finish[task] ?? 0, dates.lateFinish[task] ?? 0);
  if (model.mode[task] === MODE.begun) return onFinish;
  return Math.min(onFinish, time.between(early.start[task] ?? 0, dates.lateStart[task] ?? 0));
}

function freeOf(
  model: Model,
  order: Order,
  early: Pick<Dates, 'start' | 'finish'>,
  dates: Dates,
  task: number,
  total: number,
): number {
  const { traits } = model;
  // The earliest instants by which start and finish must be over; working time grows with them.
  let startLimit = Infinity;
  let finishLimit = Infinity;
  const until = order.outStart[task + 1] ?? 0;
  for (let at = order.outStart[task] ?? 0; at < until; at++) {
    const after = order.outTo[at] ?? 0;
    // What has happened does not wait any more.
    if (((traits[after] ?? 0) & TRAIT.special) !== 0 && isOver(model, after)) continue;
    const kind = order.outKind[at] ?? 0;
    const type = kind % LAGGED;
    let limit = (type === LINK.FS || type === LINK.SS ? early.start[after] : early.finish[after]) ?? 0;
    if (kind >= LAGGED) limit = unlagged(model, order.outLinks[at] ?? 0, limit);
    if (type <= LINK.FS) {
      if (limit < finishLimit) finishLimit = limit;
    } else if (limit < startLimit) startLimit = limit;
  }
  const time = model.times[model.floatCalendar[task] ?? 0];
  if (time === undefined) return total;
  let free = total;
  if (finishLimit !== Infinity) {
    const known = early === dates ? (dates.finishWork[task] ?? Number.NaN) : Number.NaN;
    const finished = Number.isNaN(known) ? time.workAt(early.finish[task] ?? 0) : known;
    free = Math.min(free, time.workAt(finishLimit) - finished);
  }
  if (startLimit !== Infinity) free = Math.min(free, time.between(early.start[task] ?? 0, startLimit));
  return free;
}

/** Whether a task is waited for no more. */
function isOver({ active, mode, manual }: Model, task: number): boolean {
  return active[task] === 0 || (mode[task] === MODE.fixed && manual[task] === 0);
}
