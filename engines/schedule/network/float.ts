import { LINK, MODE } from './model.ts';
import type { Model } from './model.ts';
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
  const time = model.times[model.floatCalendar[task] ?? 0];
  if (time === undefined) return;
  const finished = time.workAt(early.finish[task] ?? 0);
  const onFinish = time.workAt(dates.lateFinish[task] ?? 0) - finished;
  const mode = model.mode[task] ?? 0;
  let total = onFinish;
  if (mode !== MODE.begun) {
    const onStart = time.workAt(dates.lateStart[task] ?? 0) - time.workAt(early.start[task] ?? 0);
    if (onStart < total) total = onStart;
  }
  floats.total[task] = total;
  const done = mode === MODE.fixed && model.manual[task] === 0;
  floats.critical[task] = !done && total <= model.criticalLimit ? 1 : 0;
  floats.free[task] = Math.max(0, freeOf(model, order, early, task, total, finished));
}

function freeOf(
  model: Model,
  order: Order,
  early: Pick<Dates, 'start' | 'finish'>,
  task: number,
  total: number,
  finished: number,
): number {
  const time = model.times[model.floatCalendar[task] ?? 0];
  let free = total;
  const until = order.outStart[task + 1] ?? 0;
  for (let at = order.outStart[task] ?? 0; at < until; at++) {
    const link = order.outLinks[at] ?? 0;
    const after = model.linkTo[link] ?? 0;
    const mode = model.mode[after] ?? 0;
    if (model.active[after] === 0 || time === undefined) continue;
    // What has happened does not wait any more.
    if (mode === MODE.fixed && model.manual[after] === 0) continue;
    const type = model.linkType[link] ?? 0;
    const towardsStart = type === LINK.FS || type === LINK.SS;
    const reached = unlagged(model, link, (towardsStart ? early.start[after] : early.finish[after]) ?? 0);
    const from = type <= LINK.FS ? finished : time.workAt(early.start[task] ?? 0);
    free = Math.min(free, time.workAt(reached) - from);
  }
  return free;
}
