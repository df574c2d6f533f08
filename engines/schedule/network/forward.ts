import type { Instant } from '../time/civil.ts';
import { CONSTRAINT, LINK, MODE, TRAIT } from './model.ts';
import type { Model } from './model.ts';
import { LAGGED } from './order.ts';
import type { Order } from './order.ts';
import { CAUSE, lagged } from './pass.ts';
import type { Dates } from './pass.ts';

/** Reckons start and finish of every task, from what it waits for. */
export function forward(model: Model, order: Order, dates: Dates): void {
  const { sequence } = order;
  for (let at = 0; at < sequence.length; at++) forwardVertex(model, order, dates, sequence[at] ?? 0);
}

/** Reckons one vertex of the order; what it needs is known. */
export function forwardVertex(model: Model, order: Order, dates: Dates, vertex: number): void {
  if (vertex >= model.count) beginSummary(model, order, dates, vertex - model.count);
  else if (model.summary[vertex] === 1) rollUp(model, order, dates, vertex);
  else placeTask(model, order, dates, vertex);
}

/** What the rows of a summary wait for: its own links and constraint, and what lies above it. */
function beginSummary(model: Model, order: Order, dates: Dates, task: number): void {
  const { linkFrom, linkType, active } = model;
  const above = model.parent[task] ?? -1;
  let bound = above >= 0 ? (dates.bound[above] ?? -Infinity) : -Infinity;
  let cause: number = CAUSE.summary;
  const end = order.inStart[task + 1] ?? 0;
  for (let at = order.inStart[task] ?? 0; at < end; at++) {
    const link = order.inLinks[at] ?? 0;
    const before = linkFrom[link] ?? 0;
    const type = linkType[link] ?? 0;
    if (active[before] === 0 || type === LINK.FF || type === LINK.SF) continue;
    const from = type === LINK.FS ? (dates.finish[before] ?? 0) : (dates.start[before] ?? 0);
    const reached = lagged(model, link, from);
    if (reached > bound) {
      bound = reached;
      cause = link;
    }
  }
  const type = model.constraint[task];
  if (type === CONSTRAINT.snet || type === CONSTRAINT.mso) {
    const date = model.constraintDate[task] ?? -Infinity;
    if (date > bound) {
      bound = date;
      cause = CAUSE.constraint;
    }
  }
  dates.bound[task] = bound;
  dates.cause[task] = cause;
}

/** A summary lasts from the first start to the last finish of its rows. */
function rollUp(model: Model, order: Order, dates: Dates, task: number): void {
  const { active } = model;
  let start = Infinity;
  let finish = -Infinity;
  const from = order.childStart[task] ?? 0;
  const end = order.childStart[task + 1] ?? 0;
  for (let pass = 0; pass < 2 && start === Infinity; pass++) {
    for (let at = from; at < end; at++) {
      const row = order.children[at] ?? 0;
      // Inactive rows count only where there are no others.
      if (pass === 0 && active[row] === 0) continue;
      const rowStart = dates.start[row] ?? 0;
      const rowFinish = dates.finish[row] ?? 0;
      if (rowStart < start) start = rowStart;
      if (rowFinish > finish) finish = rowFinish;
    }
  }
  if (model.mode[task] === MODE.fixed) {
    const fixedStart = model.fixedStart[task] ?? Number.NaN;
    const fixedFinish = model.fixedFinish[task] ?? Number.NaN;
    if (!Number.isNaN(fixedStart)) start = fixedStart;
    if (!Number.isNaN(fixedFinish)) finish = fixedFinish;
  }
  dates.start[task] = start;
  dates.finish[task] = finish;
}

function placeTask(model: Model, order: Order, dates: Dates, task: number): void {
  dates.finishWork[task] = Number.NaN;
  const isHeld = ((model.traits[task] ?? 0) & TRAIT.held) !== 0;
  if (isHeld && model.mode[task] === MODE.fixed) return placeFixed(model, dates, task);
  const { active } = model;
  const above = isHeld ? (model.parent[task] ?? -1) : -1;
  let startBound = above >= 0 ? (dates.bound[above] ?? -Infinity) : -Infinity;
  let finishBound = isHeld ? (model.finishBound[task] ?? -Infinity) : -Infinity;
  let cause: number = CAUSE.summary;
  let finishCause: number = CAUSE.maxLag;
  const end = order.inStart[task + 1] ?? 0;
  for (let at = order.inStart[task] ?? 0; at < end; at++) {
    const before = order.inFrom[at] ?? 0;
    if (active[before] === 0) continue;
    const kind = order.inKind[at] ?? 0;
    const type = kind % LAGGED;
    let reached = type <= LINK.FS ? (dates.finish[before] ?? 0) : (dates.start[before] ?? 0);
    if (kind >= LAGGED) reached = lagged(model, order.inLinks[at] ?? 0, reached);
    if (type === LINK.FS || type === LINK.SS) {
      if (reached > startBound) {
        startBound = reached;
        cause = order.inLinks[at] ?? 0;
      }
    } else if (reached > finishBound) {
      finishBound = reached;
      finishCause = order.inLinks[at] ?? 0;
    }
  }
  if (!isHeld) {
    if (startBound === -Infinity) {
      startBound = model.projectStart;
      cause = CAUSE.project;
    }
    dates.cause[task] = place(model, dates, task, startBound, finishBound) ? finishCause : cause;
    return undefined;
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
  if (model.mode[task] === MODE.begun) return placeBegun(model, dates, task, startBound, cause);
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
  return undefined;
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
  dates.start[task] = lateStart;
  dates.finish[task] = dates.lateFinish[task] ?? 0;
  dates.cause[task] = CAUSE.late;
}

/**
 * Gives a task its dates from the earliest start and the earliest finish it may have.
 * @returns whether the finish decided
 */
function place(model: Model, dates: Dates, task: number, startBound: Instant, finishBound: Instant): boolean {
  const duration = model.span[task] ?? 0;
  const pieces = model.pieces[task];
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
      if (model.calendar[task] === model.floatCalendar[task]) dates.finishWork[task] = work + duration;
      return false;
    }
  }
  // The finish is that very instant, even where work begins again: so Microsoft Project writes it.
  const until = time.workAt(finishBound);
  dates.start[task] = time.startOf(until - duration);
  dates.finish[task] = finishBound;
  if (model.calendar[task] === model.floatCalendar[task]) dates.finishWork[task] = until;
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

function placeFixed(model: Model, dates: Dates, task: number): void {
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
