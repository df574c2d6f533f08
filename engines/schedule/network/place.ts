import type { Instant } from '../time/civil.ts';
import { CONSTRAINT, MODE } from './model.ts';
import type { Model } from './model.ts';
import { CAUSE } from './pass.ts';
import type { Dates } from './pass.ts';

/** Places a task of which more is said than its duration and links, after the earliest start and finish these ask for. */
export function placeHeld(
  model: Model,
  dates: Dates,
  task: number,
  earliestStart: Instant,
  earliestFinish: Instant,
  startCause: number,
  linkCause: number,
): void {
  let startBound = earliestStart;
  let finishBound = earliestFinish;
  let cause = startCause;
  let finishCause = linkCause;
  const putOff = model.finishBound[task] ?? -Infinity;
  if (putOff >= finishBound) {
    finishBound = putOff;
    finishCause = CAUSE.maxLag;
  }
  const constraint = model.constraint[task] ?? 0;
  const date = model.constraintDate[task] ?? 0;
  // A date somebody set counts even before the plan begins.
  if (startBound === -Infinity && !(constraint === CONSTRAINT.snet && date < model.projectStart)) {
    startBound = model.projectStart;
    cause = CAUSE.project;
  }
  const dataDate = model.dataDate[task] ?? -Infinity;
  if (startBound < dataDate && model.mode[task] === MODE.planned) {
    startBound = dataDate;
    cause = CAUSE.dataDate;
  }
  if (model.mode[task] === MODE.begun) {
    placeBegun(model, dates, task, startBound, cause);
    return;
  }
  if (constraint >= CONSTRAINT.mso) {
    if (constraint === CONSTRAINT.snet || (constraint === CONSTRAINT.mso && !model.rules.honorConstraints)) {
      if (date > startBound) {
        startBound = date;
        cause = CAUSE.constraint;
      }
    } else if (constraint === CONSTRAINT.fnet || (constraint === CONSTRAINT.mfo && !model.rules.honorConstraints)) {
      if (date > finishBound) {
        finishBound = date;
        finishCause = CAUSE.constraint;
      }
    }
  }
  const delay = model.delay[task] ?? 0;
  if (delay !== 0) startBound = model.times[model.delayCalendar[task] ?? 0]?.add(startBound, delay) ?? startBound;
  let moved = place(model, dates, task, startBound, finishBound);
  if (!moved && isKeptOut(model, task, startBound)) cause = CAUSE.window;
  if (model.rules.honorConstraints && constraint >= CONSTRAINT.mso) {
    const held = hold(model, dates, task, constraint, date);
    if (held) moved = false;
    if (held) cause = CAUSE.constraint;
  }
  dates.cause[task] = moved ? finishCause : cause;
  if (dates.lateKnown && constraint === CONSTRAINT.alap) waitUntilLate(dates, task);
}

/** Whether a window lies where the task could begin otherwise. */
function isKeptOut(model: Model, task: number, bound: Instant): boolean {
  const keptOut = model.keptOut[task] ?? -1;
  if (keptOut < 0 || bound === -Infinity) return false;
  return (model.times[keptOut]?.nextStart(bound) ?? bound) > bound;
}

/** A task as late as possible takes its late dates, unless what it waits for is later still. */
function waitUntilLate(dates: Dates, task: number): void {
  const lateStart = dates.lateStart[task] ?? -Infinity;
  if (lateStart <= (dates.start[task] ?? 0)) return;
  forgetWork(dates, task);
  dates.start[task] = lateStart;
  dates.finish[task] = dates.lateFinish[task] ?? 0;
  dates.cause[task] = CAUSE.late;
}

/** No pass knows the working time of the task's dates. */
function forgetWork({ startWork, finishWork }: Dates, task: number): void {
  startWork[task] = Number.NaN;
  finishWork[task] = Number.NaN;
}

/**
 * Gives a task its dates from the earliest start and the earliest finish it may have.
 * @returns whether the finish decided
 */
export function place(model: Model, dates: Dates, task: number, startBound: Instant, finishBound: Instant): boolean {
  const duration = model.span[task] ?? 0;
  const pieces = model.pieces[task];
  forgetWork(dates, task);
  if (pieces !== undefined) return placePieces(model, dates, task, startBound, finishBound);
  if (duration === 0) {
    let both = finishBound > startBound ? finishBound : startBound;
    const keptOut = model.keptOut[task] ?? -1;
    if (keptOut >= 0) both = model.times[keptOut]?.nextStart(both) ?? both;
    dates.start[task] = both;
    dates.finish[task] = both;
    return finishBound > startBound;
  }
  const time = model.times[model.calendar[task] ?? 0];
  if (time === undefined) return false;
  if (startBound !== -Infinity) {
    const work = time.workAt(startBound);
    const finish = time.finishOf(work + duration);
    if (finish >= finishBound) {
      dates.start[task] = time.startOf(work);
      dates.finish[task] = finish;
      dates.startWork[task] = work;
      dates.finishWork[task] = work + duration;
      return false;
    }
  }
  // The finish is that very instant, even where work begins again: so Microsoft Project writes it.
  const until = time.workAt(finishBound);
  dates.start[task] = time.startOf(until - duration);
  dates.finish[task] = finishBound;
  dates.startWork[task] = until - duration;
  dates.finishWork[task] = until;
  return true;
}

/** The same for a task whose assignments have calendars of their own: it lasts from the first to the last of them. */
function placePieces(model: Model, dates: Dates, task: number, startBound: Instant, finishBound: Instant): boolean {
  if (startBound !== -Infinity && piecesFrom(model, dates, task, startBound) >= finishBound) return false;
  piecesFrom(model, dates, task, Math.max(piecesBy(model, task, finishBound), startBound));
  return true;
}

/** The latest start from which no assignment of a task ends after an instant. */
export function piecesBy(model: Model, task: number, finish: Instant): Instant {
  let start = Infinity;
  for (const { calendar, delay, elapsedDelay, length } of model.pieces[task] ?? []) {
    const time = model.times[calendar];
    if (time !== undefined) start = Math.min(start, time.startOf(time.workAt(finish) - length - delay) - elapsedDelay);
  }
  return start;
}

/** Lays the assignments of a task out from an instant. @returns the last finish; the first start is written. */
function piecesFrom(model: Model, dates: Dates, task: number, from: Instant): Instant {
  let start = Infinity;
  let finish = -Infinity;
  for (const { calendar, delay, elapsedDelay, length } of model.pieces[task] ?? []) {
    const time = model.times[calendar];
    if (time === undefined) continue;
    const work = time.workAt(from + elapsedDelay) + delay;
    start = Math.min(start, time.startOf(work));
    finish = Math.max(finish, length > 0 ? time.finishOf(work + length) : time.startOf(work));
  }
  dates.start[task] = start;
  dates.finish[task] = finish;
  return finish;
}

/** Holds a task to a date that wins over what it waits for. @returns whether it was moved. */
function hold(model: Model, dates: Dates, task: number, constraint: number, date: Instant): boolean {
  const start = dates.start[task] ?? 0;
  const finish = dates.finish[task] ?? 0;
  if (constraint === CONSTRAINT.mso || (constraint === CONSTRAINT.snlt && start > date)) {
    place(model, dates, task, date, -Infinity);
    return true;
  }
  if (constraint === CONSTRAINT.mfo || (constraint === CONSTRAINT.fnlt && finish > date)) {
    place(model, dates, task, -Infinity, date);
    return true;
  }
  return false;
}

export function placeFixed(model: Model, dates: Dates, task: number): void {
  forgetWork(dates, task);
  const time = model.times[model.calendar[task] ?? 0];
  const duration = model.span[task] ?? 0;
  let start = model.fixedStart[task] ?? Number.NaN;
  let finish = model.fixedFinish[task] ?? Number.NaN;
  if (Number.isNaN(start) && Number.isNaN(finish)) start = model.projectStart;
  if (Number.isNaN(start)) start = time === undefined ? finish : time.startOf(time.workAt(finish) - duration);
  if (Number.isNaN(finish)) finish = duration === 0 || time === undefined ? start : time.add(start, duration);
  dates.start[task] = start;
  dates.finish[task] = finish;
  dates.cause[task] = CAUSE.fixed;
}

/** A task that has begun: what remains goes on where its record says, or waits, as the rules have it. */
function placeBegun(model: Model, dates: Dates, task: number, bound: Instant, cause: number): void {
  const time = model.times[model.calendar[task] ?? 0];
  const start = model.fixedStart[task] ?? 0;
  const remaining = model.remaining[task] ?? 0;
  const { outOfSequence } = model.rules;
  const dataDate = model.dataDate[task] ?? -Infinity;
  let resume = model.resume[task] ?? Number.NaN;
  dates.cause[task] = CAUSE.fixed;
  forgetWork(dates, task);
  if (model.pieces[task] !== undefined) piecesFrom(model, dates, task, start);
  dates.start[task] = start;
  if (model.pieces[task] !== undefined) return;
  if (Number.isNaN(resume)) {
    const done = Math.max(0, (model.duration[task] ?? 0) - remaining);
    resume = done === 0 || time === undefined ? start : time.add(start, done);
  }
  if (resume < dataDate) resume = dataDate;
  if (outOfSequence === 'retained' && bound > resume && cause !== CAUSE.project) {
    resume = bound;
    dates.cause[task] = cause;
  }
  dates.finish[task] = remaining === 0 || time === undefined ? resume : time.add(resume, remaining);
}
