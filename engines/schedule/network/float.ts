import { LINK, MODE, TRAIT } from './model.ts';
import type { Model } from './model.ts';
import { LAGGED } from './order.ts';
import type { Order } from './order.ts';
import { unlagged, workIn } from './pass.ts';
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

/**
 * Writes total and free float of tasks, and whether they are critical.
 * @param from the first task. @param until the task to end before
 */
export function fillFloats(
  model: Model,
  order: Order,
  early: Pick<Dates, 'start' | 'finish'>,
  dates: Dates,
  floats: Floats,
  from = 0,
  until: number = model.count,
): void {
  const { criticalLimit, traits, mode, manual, calendar, floatCalendar, times } = model;
  const { outStart, outLinks, outTo, outKind } = order;
  const { start, finish } = early;
  const { slack, startWork, finishWork } = dates;
  // What passes knew of working time is that of the planned dates.
  const isKnown = early === dates;
  for (let task = from; task < until; task++) {
    let total = (isKnown ? slack[task] : Number.NaN) ?? Number.NaN;
    if (Number.isNaN(total)) total = totalOf(model, early, dates, task);
    const isDone = mode[task] === MODE.fixed && manual[task] === 0;
    floats.total[task] = total;
    floats.critical[task] = !isDone && total <= criticalLimit ? 1 : 0;
    if (total <= 0) {
      floats.free[task] = 0;
      continue;
    }
    // The earliest instants by which start and finish must be over; working time grows with them.
    let startLimit = Infinity;
    let finishLimit = Infinity;
    let leads = -1;
    const last = outStart[task + 1] ?? 0;
    for (let link = outStart[task] ?? 0; link < last; link++) {
      const after = outTo[link] ?? 0;
      // What has happened does not wait any more.
      if (((traits[after] ?? 0) & TRAIT.special) !== 0 && isOver(model, after)) continue;
      const kind = outKind[link] ?? 0;
      const type = kind % LAGGED;
      const isStart = type === LINK.FS || type === LINK.SS;
      let limit = (isStart ? start[after] : finish[after]) ?? 0;
      if (kind >= LAGGED) {
        const work = isStart ? startWork[after] : finishWork[after];
        const known = isKnown ? workIn(model, outLinks[link] ?? 0, after, work) : Number.NaN;
        limit = unlagged(model, outLinks[link] ?? 0, limit, known);
      }
      if (type <= LINK.FS) {
        if (limit < finishLimit) {
          finishLimit = limit;
          leads = kind === LINK.FS ? after : -1;
        }
      } else if (limit < startLimit) startLimit = limit;
    }
    const own = floatCalendar[task] ?? 0;
    const time = times[own];
    let free = total;
    if (finishLimit !== Infinity && time !== undefined) {
      let ends = (isKnown && calendar[task] === own ? finishWork[task] : Number.NaN) ?? Number.NaN;
      if (Number.isNaN(ends)) ends = time.workAt(finish[task] ?? 0);
      let limit = (isKnown && leads >= 0 && calendar[leads] === own ? startWork[leads] : Number.NaN) ?? Number.NaN;
      if (Number.isNaN(limit)) limit = time.workAt(finishLimit);
      free = Math.min(free, limit - ends);
    }
    if (startLimit !== Infinity && time !== undefined) {
      free = Math.min(free, time.between(start[task] ?? 0, startLimit));
    }
    floats.free[task] = Math.max(0, free);
  }
}

/** The smaller of what start and finish may slip; only the finish counts once a task has begun. */
export function totalOf(model: Model, early: Pick<Dates, 'start' | 'finish'>, dates: Dates, task: number): number {
  const time = model.times[model.floatCalendar[task] ?? 0];
  if (time === undefined) return 0;
  const onFinish = time.between(early.finish[task] ?? 0, dates.lateFinish[task] ?? 0);
  if (model.mode[task] === MODE.begun) return onFinish;
  return Math.min(onFinish, time.between(early.start[task] ?? 0, dates.lateStart[task] ?? 0));
}

/** Whether a task is waited for no more. */
function isOver({ active, mode, manual }: Model, task: number): boolean {
  return active[task] === 0 || (mode[task] === MODE.fixed && manual[task] === 0);
}
