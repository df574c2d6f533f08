import type { Instant } from '../time/civil.ts';
import { CONSTRAINT, LINK, MODE, TRAIT } from './model.ts';
import type { Model } from './model.ts';
import { LAGGED } from './order.ts';
import type { Order } from './order.ts';
import { CAUSE, lagged, workIn } from './pass.ts';
import type { Dates } from './pass.ts';

/**
 * Reckons start and finish of tasks, from what they wait for.
 *
 * Most tasks have nothing but a duration and links, and follow another of their calendar at once. When work goes on after that is known by
 * then, so that a single question to the calendar is left. What is asked for each task is held in locals.
 * @param from position in the order to begin at; what comes before is known
 * @param until position to end before
 */
export function forward(
  model: Model,
  order: Order,
  dates: Dates,
  from = 0,
  until: number = order.sequence.length,
): void {
  const { sequence, inStart, inLinks, inFrom, inKind } = order;
  const { count, parent, traits, active, span, calendar, times, projectStart } = model;
  const { start, finish, startWork, finishWork, startAfter, cause } = dates;
  for (let at = from; at < until; at++) {
    const task = sequence[at] ?? 0;
    if (task >= count) {
      beginSummary(model, order, dates, task - count);
      continue;
    }
    const own = traits[task] ?? 0;
    if ((own & TRAIT.special) !== 0) {
      if (model.summary[task] === 1) {
        rollUp(model, order, dates, task);
        continue;
      }
      if (model.mode[task] === MODE.fixed) {
        placeFixed(model, dates, task);
        continue;
      }
    }
    const isHeld = (own & TRAIT.held) !== 0;
    const above = parent[task] ?? -1;
    let startBound = above >= 0 ? (dates.bound[above] ?? -Infinity) : -Infinity;
    let finishBound = isHeld ? (model.finishBound[task] ?? -Infinity) : -Infinity;
    let startCause: number = CAUSE.summary;
    let finishCause: number = CAUSE.maxLag;
    let followed = -1;
    const end = inStart[task + 1] ?? 0;
    for (let link = inStart[task] ?? 0; link < end; link++) {
      const before = inFrom[link] ?? 0;
      if (active[before] === 0) continue;
      const kind = inKind[link] ?? 0;
      const type = kind % LAGGED;
      const isFinish = type <= LINK.FS;
      let reached = (isFinish ? finish[before] : start[before]) ?? 0;
      if (kind >= LAGGED) {
        const work = isFinish ? finishWork[before] : startWork[before];
        reached = lagged(model, inLinks[link] ?? 0, reached, workIn(model, inLinks[link] ?? 0, before, work));
      }
      if (type === LINK.FS || type === LINK.SS) {
        if (reached > startBound) {
          startBound = reached;
          startCause = inLinks[link] ?? 0;
          followed = kind === LINK.FS ? before : -1;
        }
      } else if (reached > finishBound) {
        finishBound = reached;
        finishCause = inLinks[link] ?? 0;
      }
    }
    if (isHeld) {
      placeHeld(model, dates, task, startBound, finishBound, startCause, finishCause);
      continue;
    }
    if (startBound === -Infinity) {
      startBound = projectStart;
      startCause = CAUSE.project;
    }
    const duration = span[task] ?? 0;
    const time = times[calendar[task] ?? 0];
    if (duration !== 0 && time !== undefined) {
      const isSame = followed >= 0 && calendar[followed] === calendar[task];
      let work = (isSame ? finishWork[followed] : Number.NaN) ?? Number.NaN;
      if (Number.isNaN(work)) work = time.workAt(startBound);
      const ends = time.finishOf(work + duration);
      if (ends >= finishBound) {
        const goesOn = time.otherEnd;
        const begins = (isSame ? startAfter[followed] : Number.NaN) ?? Number.NaN;
        start[task] = Number.isNaN(begins) ? time.startOf(work) : begins;
        finish[task] = ends;
        startWork[task] = work;
        finishWork[task] = work + duration;
        startAfter[task] = goesOn;
        cause[task] = startCause;
        continue;
      }
    }
    cause[task] = place(model, dates, task, startBound, finishBound) ? finishCause : startCause;
  }
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

/** Places a task of which more is said than its duration and links, after the earliest start and finish these ask for. */
function placeHeld(
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
function forgetWork({ startWork, finishWork, startAfter }: Dates, task: number): void {
  startWork[task] = Number.NaN;
  finishWork[task] = Number.NaN;
  startAfter[task] = Number.NaN;
}

/**
 * Gives a task its dates from the earliest start and the earliest finish it may have.
 * @returns whether the finish decided
 */
function place(model: Model, dates: Dates, task: number, startBound: Instant, finishBound: Instant): boolean {
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
      dates.startAfter[task] = time.otherEnd;
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

function placeFixed(model: Model, dates: Dates, task: number): void {
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
