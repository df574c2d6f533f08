import type { Instant } from '../time/civil.ts';
import { CONSTRAINT, LINK, MODE, TRAIT } from './model.ts';
import type { Model } from './model.ts';
import { LAGGED } from './order.ts';
import type { Order } from './order.ts';
import { piecesBy } from './forward.ts';
import { unlagged } from './pass.ts';
import type { Dates } from './pass.ts';

/**
 * Reckons late start and late finish of every task, from what waits for it.
 * @param end when the plan ends: what nothing waits for may last until then
 */
export function backward(model: Model, order: Order, dates: Dates, end: Instant): void {
  const { sequence } = order;
  for (let at = sequence.length - 1; at >= 0; at--) backwardVertex(model, order, dates, sequence[at] ?? 0, end);
}

/** Reckons one vertex of the order; what waits for it is known. */
export function backwardVertex(model: Model, order: Order, dates: Dates, vertex: number, end: Instant): void {
  if (vertex >= model.count) lateRollUp(model, order, dates, vertex - model.count);
  else if (model.summary[vertex] === 1) endSummary(model, order, dates, vertex);
  else placeLate(model, order, dates, vertex, end);
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
    const limit = unlagged(model, link, late);
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

function placeLate(model: Model, order: Order, dates: Dates, task: number, end: Instant): void {
  const { traits } = model;
  const own = traits[task] ?? 0;
  dates.slack[task] = Number.NaN;
  const above = (own & TRAIT.held) !== 0 ? (model.parent[task] ?? -1) : -1;
  let finishLimit = above >= 0 ? (dates.lateBound[above] ?? Infinity) : Infinity;
  let startLimit = Infinity;
  const until = order.outStart[task + 1] ?? 0;
  for (let at = order.outStart[task] ?? 0; at < until; at++) {
    const after = order.outTo[at] ?? 0;
    const kind = order.outKind[at] ?? 0;
    const type = kind % LAGGED;
    const towardsStart = type === LINK.FS || type === LINK.SS;
    let limit = (towardsStart ? dates.lateStart[after] : dates.lateFinish[after]) ?? 0;
    if (((traits[after] ?? 0) & TRAIT.special) !== 0) {
      if (model.active[after] === 0 || (model.summary[after] === 1 && !towardsStart)) continue;
      if (towardsStart) limit = lateStartFor(model, dates, after, type);
    }
    if (limit === Infinity) continue;
    if (kind >= LAGGED) limit = unlagged(model, order.outLinks[at] ?? 0, limit);
    if (type <= LINK.FS) {
      if (limit < finishLimit) finishLimit = limit;
    } else if (limit < startLimit) startLimit = limit;
  }
  if (model.multipleCriticalPaths && finishLimit === Infinity && startLimit === Infinity) {
    finishLimit = dates.finish[task] ?? end;
  }
  if (finishLimit > end) finishLimit = end;
  if (own === 0) return finishBy(model, dates, task, finishLimit, startLimit);
  const mode = model.mode[task];
  if (mode === MODE.fixed && model.manual[task] === 0) {
    dates.lateStart[task] = dates.start[task] ?? 0;
    dates.lateFinish[task] = dates.finish[task] ?? 0;
    return;
  }
  if (mode === MODE.planned) {
    const date = model.constraintDate[task] ?? 0;
    switch (model.constraint[task]) {
      case CONSTRAINT.mfo:
      case CONSTRAINT.fnlt:
        if (date < finishLimit) finishLimit = date;
        break;
      case CONSTRAINT.mso:
      case CONSTRAINT.snlt:
        if (date < startLimit) startLimit = date;
        break;
      default:
    }
  }
  const deadline = model.deadline[task] ?? Infinity;
  if (deadline < finishLimit) finishLimit = deadline;
  if (model.manual[task] === 1) return finishManual(model, dates, task, finishLimit);
  finishBy(model, dates, task, finishLimit, startLimit);
  if (mode === MODE.begun) {
    dates.slack[task] = Number.NaN;
    dates.lateStart[task] = lateStartOfRest(model, dates, task);
    dates.lateFinish[task] = lastWorked(model, task, finishLimit);
  }
  return undefined;
}

/**
 * Microsoft Project gives a task that has begun its actual start as late start; Primavera the latest moment at which what remains may go
 * on.
 */
function lateStartOfRest(model: Model, dates: Dates, task: number): Instant {
  const time = model.times[model.calendar[task] ?? 0];
  if (model.rules.outOfSequence === 'as-recorded' || time === undefined) return dates.start[task] ?? 0;
  return time.startOf(time.workAt(dates.lateFinish[task] ?? 0) - (model.remaining[task] ?? 0));
}

/** When the task is last worked on up to an instant. */
function lastWorked(model: Model, task: number, until: Instant): Instant {
  if (model.span[task] === 0) return until;
  const pieces = model.pieces[task];
  const calendars = pieces === undefined ? [model.calendar[task] ?? 0] : pieces.map(({ calendar }) => calendar);
  return calendars
    .map((calendar) => model.times[calendar]?.previousFinish(until) ?? until)
    .reduce((one, other) => Math.max(one, other), -Infinity);
}

/**
 * A task planned by hand lasts as long as its two dates are apart, and may last until the very instant it is waited for. Links from its
 * start do not hold it.
 */
function finishManual(model: Model, dates: Dates, task: number, finishLimit: Instant): void {
  const time = model.times[model.calendar[task] ?? 0];
  const start = dates.start[task] ?? 0;
  const finish = dates.finish[task] ?? 0;
  if (time === undefined) return;
  const work = time.between(start, finish);
  dates.lateStart[task] = work === 0 ? finishLimit : time.startOf(time.workAt(finishLimit) - work);
  dates.lateFinish[task] = finishLimit;
}

/**
 * By when what a task waits for must be done. Of a task that has begun only what remains still waits; one that is done waits for nothing.
 */
function lateStartFor(model: Model, dates: Dates, after: number, type: number): Instant {
  if (model.summary[after] === 1 || model.mode[after] === MODE.planned || model.manual[after] === 1) {
    return dates.lateStart[after] ?? Infinity;
  }
  if (model.mode[after] === MODE.fixed || type === LINK.SS) return Infinity;
  if ((model.span[after] ?? 0) === 0) return dates.lateFinish[after] ?? Infinity;
  const resume = model.resume[after] ?? Number.NaN;
  return Number.isNaN(resume) ? (dates.lateStart[after] ?? Infinity) : resume;
}

/** Gives a task its late dates from the latest finish and the latest start it may have. */
function finishBy(model: Model, dates: Dates, task: number, finishLimit: Instant, startLimit: Instant): void {
  const duration = model.span[task] ?? 0;
  if (duration === 0 && model.pieces[task] === undefined) {
    let both = startLimit < finishLimit ? startLimit : finishLimit;
    const keptOut = model.keptOut[task] ?? -1;
    if (keptOut >= 0) both = model.times[keptOut]?.previousFinish(both) ?? both;
    dates.lateStart[task] = both;
    dates.lateFinish[task] = both;
    return;
  }
  if (model.pieces[task] !== undefined) return finishPiecesBy(model, dates, task, finishLimit, startLimit);
  const time = model.times[model.calendar[task] ?? 0];
  if (time === undefined) return undefined;
  const work = time.workAt(finishLimit);
  const start = time.startOf(work - duration);
  if (start <= startLimit) {
    dates.lateStart[task] = start;
    dates.lateFinish[task] = time.finishOf(work);
    dates.slack[task] = work - (dates.finishWork[task] ?? Number.NaN);
    return undefined;
  }
  const from = time.workAt(startLimit);
  dates.lateStart[task] = time.startOf(from);
  dates.lateFinish[task] = time.finishOf(from + duration);
  dates.slack[task] = from + duration - (dates.finishWork[task] ?? Number.NaN);
  return undefined;
}

function finishPiecesBy(model: Model, dates: Dates, task: number, finishLimit: Instant, startLimit: Instant): void {
  const start = Math.min(startLimit, piecesBy(model, task, finishLimit));
  let finish = -Infinity;
  for (const { calendar, delay, elapsedDelay, length } of model.pieces[task] ?? []) {
    const time = model.times[calendar];
    if (time !== undefined)
      finish = Math.max(finish, time.finishOf(time.workAt(start + elapsedDelay) + delay + length));
  }
  dates.lateStart[task] = start;
  dates.lateFinish[task] = finish;
}
