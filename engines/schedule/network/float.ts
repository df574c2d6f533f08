import { LINK, MODE, TRAIT } from './model.ts';
import type { Model } from './model.ts';
import { KIND_BITS, LAGGED } from './order.ts';
import type { Order } from './order.ts';
import { unlagged } from './pass.ts';
import type { Dates } from './pass.ts';

/** See the forward pass on why they stand here. */
const { FS, SS } = LINK;
const WITH_LAG = LAGGED;
const ABOVE_KIND = KIND_BITS;
const KIND = (1 << KIND_BITS) - 1;
const { special } = TRAIT;

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
  const { criticalLimit, traits, mode, manual, calendar, floatCalendar, times, linkCalendar, linkSeconds } = model;
  const { outStart, outLinks, outEnds } = order;
  const { start, finish } = early;
  const { slack, startWork, finishWork } = dates;
  const { total: totals, free: frees, critical } = floats;
  // What passes knew of working time is that of the planned dates.
  const isKnown = early === dates;
  for (let task = from; task < until; task++) {
    let total = (isKnown ? slack[task] : Number.NaN) ?? Number.NaN;
    if (Number.isNaN(total)) total = totalOf(model, early, dates, task);
    const isDone = mode[task] === MODE.fixed && manual[task] === 0;
    totals[task] = total;
    critical[task] = !isDone && total <= criticalLimit ? 1 : 0;
    if (total <= 0) {
      frees[task] = 0;
      continue;
    }
    const own = floatCalendar[task] ?? 0;
    // The earliest instants by which start and finish must be over; working time grows with them.
    let startLimit = Infinity;
    let finishLimit = Infinity;
    // Working time of the latter, where it is known.
    let work = Number.NaN;
    const last = outStart[task + 1] ?? 0;
    for (let entry = outStart[task] ?? 0; entry < last; entry++) {
      const code = outEnds[entry] ?? 0;
      const after = code >> ABOVE_KIND;
      const kind = code & KIND;
      // What has happened does not wait any more.
      if (((traits[after] ?? 0) & special) !== 0 && isOver(model, after)) continue;
      if (kind === FS) {
        const limit = start[after] ?? 0;
        if (limit < finishLimit) {
          finishLimit = limit;
          work = (isKnown && calendar[after] === own ? startWork[after] : Number.NaN) ?? Number.NaN;
        }
        continue;
      }
      const type = kind % WITH_LAG;
      const isStart = type === FS || type === SS;
      let limit = (isStart ? start[after] : finish[after]) ?? 0;
      if (kind >= WITH_LAG) {
        const link = outLinks[entry] ?? 0;
        const lagCalendar = linkCalendar[link] ?? 0;
        const known =
          (isKnown && calendar[after] === lagCalendar ? (isStart ? startWork : finishWork)[after] : Number.NaN) ??
          Number.NaN;
        limit = unlagged(times[lagCalendar], linkSeconds[link] ?? 0, limit, known);
      }
      if (type <= FS) {
        if (limit < finishLimit) {
          finishLimit = limit;
          work = Number.NaN;
        }
      } else if (limit < startLimit) startLimit = limit;
    }
    const time = times[own];
    let free = total;
    if (finishLimit !== Infinity && time !== undefined) {
      let ends = (isKnown && calendar[task] === own ? finishWork[task] : Number.NaN) ?? Number.NaN;
      if (Number.isNaN(ends)) ends = time.workAt(finish[task] ?? 0);
      if (Number.isNaN(work)) work = time.workAt(finishLimit);
      const room = work - ends;
      if (room < free) free = room;
    }
    if (startLimit !== Infinity && time !== undefined) {
      free = Math.min(free, time.between(start[task] ?? 0, startLimit));
    }
    frees[task] = free > 0 ? free : 0;
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
