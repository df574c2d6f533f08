import type { Instant } from '../time/civil.ts';
import { CONSTRAINT, LINK, TRAIT } from './model.ts';
import type { Model } from './model.ts';
import { KIND_BITS, LAGGED } from './order.ts';
import type { Order } from './order.ts';
import { unlagged } from './pass.ts';
import type { Dates } from './pass.ts';
import { finishBy, lateStartFor, placeLate } from './place-late.ts';

/** See the forward pass on why they stand here. */
const { FS, SS } = LINK;
const WITH_LAG = LAGGED;
const ABOVE_KIND = KIND_BITS;
const KIND = (1 << KIND_BITS) - 1;
const { due, held, special } = TRAIT;

/**
 * Reckons late start and late finish of tasks, from what waits for them; built as the forward pass is.
 * @param end when the plan ends: what nothing waits for may last until then
 * @param from position in the order to begin before; what comes after is known
 * @param until position to end with
 */
export function backward(
  model: Model,
  order: Order,
  dates: Dates,
  end: Instant,
  from: number = order.sequence.length,
  until = 0,
): void {
  const { sequence, outStart, outLinks, outEnds } = order;
  const { count, parent, traits, active, summary, span, calendar, floatCalendar, deadline, times } = model;
  const { linkCalendar, linkSeconds, multipleCriticalPaths } = model;
  const { finish, finishWork, lateBound, lateStart, lateFinish, lateStartWork, slack } = dates;
  for (let at = from - 1; at >= until; at--) {
    const task = sequence[at] ?? 0;
    if (task >= count) {
      lateRollUp(model, order, dates, task - count);
      continue;
    }
    const own = traits[task] ?? 0;
    if ((own & special) !== 0 && summary[task] === 1) {
      endSummary(model, order, dates, task);
      continue;
    }
    const ownCalendar = calendar[task] ?? 0;
    const above = parent[task] ?? -1;
    let finishLimit = above >= 0 ? (lateBound[above] ?? Infinity) : Infinity;
    let startLimit = Infinity;
    // Working time of the latest finish, where what waits for the task knows it.
    let work = Number.NaN;
    const last = outStart[task + 1] ?? 0;
    for (let entry = outStart[task] ?? 0; entry < last; entry++) {
      const code = outEnds[entry] ?? 0;
      const after = code >> ABOVE_KIND;
      const kind = code & KIND;
      const isSpecial = ((traits[after] ?? 0) & special) !== 0;
      if (kind === FS && !isSpecial) {
        const limit = lateStart[after] ?? 0;
        if (limit < finishLimit) {
          finishLimit = limit;
          work = (calendar[after] === ownCalendar ? lateStartWork[after] : Number.NaN) ?? Number.NaN;
        }
        continue;
      }
      const type = kind % WITH_LAG;
      const isStart = type === FS || type === SS;
      let limit = (isStart ? lateStart[after] : lateFinish[after]) ?? 0;
      if (isSpecial) {
        if (active[after] === 0 || (summary[after] === 1 && !isStart)) continue;
        if (isStart) limit = lateStartFor(model, dates, after, type);
      }
      if (limit === Infinity) continue;
      if (kind >= WITH_LAG) {
        const link = outLinks[entry] ?? 0;
        const lagCalendar = linkCalendar[link] ?? 0;
        const isKnown = isStart && !isSpecial && calendar[after] === lagCalendar;
        const known = (isKnown ? lateStartWork[after] : Number.NaN) ?? Number.NaN;
        limit = unlagged(times[lagCalendar], linkSeconds[link] ?? 0, limit, known);
      }
      if (type <= FS) {
        if (limit < finishLimit) {
          finishLimit = limit;
          work = Number.NaN;
        }
      } else if (limit < startLimit) startLimit = limit;
    }
    if (multipleCriticalPaths && finishLimit === Infinity && startLimit === Infinity) {
      finishLimit = finish[task] ?? end;
    }
    if (finishLimit > end) {
      finishLimit = end;
      work = Number.NaN;
    }
    if ((own & (held | special)) !== 0) {
      placeLate(model, dates, task, finishLimit, startLimit);
      continue;
    }
    if ((own & due) !== 0 && (deadline[task] ?? Infinity) < finishLimit) {
      finishLimit = deadline[task] ?? Infinity;
      work = Number.NaN;
    }
    const duration = span[task] ?? 0;
    const time = times[ownCalendar];
    if (duration !== 0 && time !== undefined) {
      if (Number.isNaN(work)) work = time.workAt(finishLimit);
      const begun = work - duration;
      const begins = time.startOf(begun);
      if (begins <= startLimit) {
        lateStart[task] = begins;
        lateFinish[task] = time.finishOf(work);
        lateStartWork[task] = begun;
        slack[task] = ownCalendar === floatCalendar[task] ? work - (finishWork[task] ?? 0) : Number.NaN;
        continue;
      }
    }
    finishBy(model, dates, task, finishLimit, startLimit);
  }
}

/** When the rows of a summary must be done: before what waits for it, and by its deadline and constraint. */
function endSummary(model: Model, order: Order, dates: Dates, task: number): void {
  const above = model.parent[task] ?? -1;
  let bound = above >= 0 ? (dates.lateBound[above] ?? Infinity) : Infinity;
  const until = order.outStart[task + 1] ?? 0;
  for (let at = order.outStart[task] ?? 0; at < until; at++) {
    const link = order.outLinks[at] ?? 0;
    const after = model.linkTo[link] ?? 0;
    const type = model.linkType[link] ?? 0;
    if (model.active[after] === 0 || (type !== LINK.FS && type !== LINK.FF)) continue;
    const late = type === LINK.FS ? lateStartFor(model, dates, after, type) : (dates.lateFinish[after] ?? Infinity);
    if (late === Infinity) continue;
    const limit = unlagged(model.times[model.linkCalendar[link] ?? 0], model.linkSeconds[link] ?? 0, late);
    if (limit < bound) bound = limit;
  }
  const type = model.constraint[task];
  if (type === CONSTRAINT.fnlt || type === CONSTRAINT.mfo)
    bound = Math.min(bound, model.constraintDate[task] ?? Infinity);
  bound = Math.min(bound, model.deadline[task] ?? Infinity);
  dates.lateBound[task] = bound;
}

/** Late dates of a summary are those of its rows. */
function lateRollUp(model: Model, order: Order, dates: Dates, task: number): void {
  let start = Infinity;
  let finish = -Infinity;
  const from = order.childStart[task] ?? 0;
  const until = order.childStart[task + 1] ?? 0;
  for (let pass = 0; pass < 2 && start === Infinity; pass++) {
    for (let at = from; at < until; at++) {
      const row = order.children[at] ?? 0;
      if (pass === 0 && model.active[row] === 0) continue;
      const rowStart = dates.lateStart[row] ?? 0;
      const rowFinish = dates.lateFinish[row] ?? 0;
      if (rowStart < start) start = rowStart;
      if (rowFinish > finish) finish = rowFinish;
    }
  }
  dates.lateStart[task] = start;
  dates.lateFinish[task] = finish;
}
