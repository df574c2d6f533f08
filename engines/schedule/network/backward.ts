import type { Instant } from '../time/civil.ts';
import { CONSTRAINT, LINK, MODE, TRAIT } from './model.ts';
import type { Model } from './model.ts';
import { LAGGED } from './order.ts';
import type { Order } from './order.ts';
import { piecesBy } from './forward.ts';
import { unlagged, workIn } from './pass.ts';
import type { Dates } from './pass.ts';

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
  const { sequence, outStart, outLinks, outTo, outKind } = order;
  const { count, parent, traits, span, calendar, floatCalendar, times } = model;
  const { lateStart, lateFinish, lateStartWork, finishBefore, finishWork, slack } = dates;
  for (let at = from - 1; at >= until; at--) {
    const task = sequence[at] ?? 0;
    if (task >= count) {
      lateRollUp(model, order, dates, task - count);
      continue;
    }
    const own = traits[task] ?? 0;
    if ((own & TRAIT.special) !== 0 && model.summary[task] === 1) {
      endSummary(model, order, dates, task);
      continue;
    }
    const above = parent[task] ?? -1;
    let finishLimit = above >= 0 ? (dates.lateBound[above] ?? Infinity) : Infinity;
    let startLimit = Infinity;
    let leads = -1;
    const last = outStart[task + 1] ?? 0;
    for (let link = outStart[task] ?? 0; link < last; link++) {
      const after = outTo[link] ?? 0;
      const kind = outKind[link] ?? 0;
      const type = kind % LAGGED;
      const isStart = type === LINK.FS || type === LINK.SS;
      const isSpecial = ((traits[after] ?? 0) & TRAIT.special) !== 0;
      let limit = (isStart ? lateStart[after] : lateFinish[after]) ?? 0;
      if (isSpecial) {
        if (model.active[after] === 0 || (model.summary[after] === 1 && !isStart)) continue;
        if (isStart) limit = lateStartFor(model, dates, after, type);
      }
      if (limit === Infinity) continue;
      if (kind >= LAGGED) {
        const work =
          isStart && !isSpecial ? workIn(model, outLinks[link] ?? 0, after, lateStartWork[after]) : Number.NaN;
        limit = unlagged(model, outLinks[link] ?? 0, limit, work);
      }
      if (type <= LINK.FS) {
        if (limit < finishLimit) {
          finishLimit = limit;
          leads = kind === LINK.FS && !isSpecial ? after : -1;
        }
      } else if (limit < startLimit) startLimit = limit;
    }
    if (model.multipleCriticalPaths && finishLimit === Infinity && startLimit === Infinity) {
      finishLimit = dates.finish[task] ?? end;
    }
    if (finishLimit > end) {
      finishLimit = end;
      leads = -1;
    }
    if (own !== 0) {
      placeLate(model, dates, task, finishLimit, startLimit);
      continue;
    }
    const duration = span[task] ?? 0;
    const time = times[calendar[task] ?? 0];
    if (duration !== 0 && time !== undefined) {
      const isSame = leads >= 0 && calendar[leads] === calendar[task];
      let work = (isSame ? lateStartWork[leads] : Number.NaN) ?? Number.NaN;
      if (Number.isNaN(work)) work = time.workAt(finishLimit);
      const begins = time.startOf(work - duration);
      if (begins <= startLimit) {
        const ended = time.otherEnd;
        const ends = (isSame ? finishBefore[leads] : Number.NaN) ?? Number.NaN;
        lateStart[task] = begins;
        lateFinish[task] = Number.isNaN(ends) ? time.finishOf(work) : ends;
        lateStartWork[task] = work - duration;
        finishBefore[task] = ended;
        slack[task] = calendar[task] === floatCalendar[task] ? work - (finishWork[task] ?? Number.NaN) : Number.NaN;
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

/** Gives late dates to a task of which more is said than its duration and links. */
function placeLate(model: Model, dates: Dates, task: number, finishBound: Instant, startBound: Instant): void {
  let finishLimit = finishBound;
  let startLimit = startBound;
  const mode = model.mode[task];
  if (mode === MODE.fixed && model.manual[task] === 0) {
    forgetLate(dates, task);
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
  if (model.manual[task] === 1) {
    finishManual(model, dates, task, finishLimit);
    return;
  }
  finishBy(model, dates, task, finishLimit, startLimit);
  if (mode === MODE.begun) {
    forgetLate(dates, task);
    dates.lateStart[task] = lateStartOfRest(model, dates, task);
    dates.lateFinish[task] = lastWorked(model, task, finishLimit);
  }
}

/** No pass knows the working time of the task's late dates. */
function forgetLate({ lateStartWork, finishBefore, slack }: Dates, task: number): void {
  lateStartWork[task] = Number.NaN;
  finishBefore[task] = Number.NaN;
  slack[task] = Number.NaN;
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
  forgetLate(dates, task);
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
  forgetLate(dates, task);
  if (model.pieces[task] !== undefined) {
    finishPiecesBy(model, dates, task, finishLimit, startLimit);
    return;
  }
  if (duration === 0) {
    let both = startLimit < finishLimit ? startLimit : finishLimit;
    const keptOut = model.keptOut[task] ?? -1;
    if (keptOut >= 0) both = model.times[keptOut]?.previousFinish(both) ?? both;
    dates.lateStart[task] = both;
    dates.lateFinish[task] = both;
    return;
  }
  const time = model.times[model.calendar[task] ?? 0];
  if (time === undefined) return;
  let work = time.workAt(finishLimit);
  let start = time.startOf(work - duration);
  if (start > startLimit) {
    work = time.workAt(startLimit) + duration;
    start = time.startOf(work - duration);
  }
  dates.lateStart[task] = start;
  dates.lateStartWork[task] = work - duration;
  dates.finishBefore[task] = time.otherEnd;
  dates.lateFinish[task] = time.finishOf(work);
  if (model.calendar[task] === model.floatCalendar[task])
    dates.slack[task] = work - (dates.finishWork[task] ?? Number.NaN);
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
