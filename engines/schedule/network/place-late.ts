import type { Instant } from '../time/civil.ts';
import { CONSTRAINT, LINK, MODE } from './model.ts';
import type { Model } from './model.ts';
import type { Dates } from './pass.ts';
import { piecesBy } from './place.ts';

/** Gives late dates to a task of which more is said than its duration and links. */
export function placeLate(model: Model, dates: Dates, task: number, finishBound: Instant, startBound: Instant): void {
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
function forgetLate({ lateStartWork, slack }: Dates, task: number): void {
  lateStartWork[task] = Number.NaN;
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
export function lateStartFor(model: Model, dates: Dates, after: number, type: number): Instant {
  if (model.summary[after] === 1 || model.mode[after] === MODE.planned || model.manual[after] === 1) {
    return dates.lateStart[after] ?? Infinity;
  }
  if (model.mode[after] === MODE.fixed || type === LINK.SS) return Infinity;
  if ((model.span[after] ?? 0) === 0) return dates.lateFinish[after] ?? Infinity;
  const resume = model.resume[after] ?? Number.NaN;
  return Number.isNaN(resume) ? (dates.lateStart[after] ?? Infinity) : resume;
}

/** Gives a task its late dates from the latest finish and the latest start it may have. */
export function finishBy(model: Model, dates: Dates, task: number, finishLimit: Instant, startLimit: Instant): void {
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
