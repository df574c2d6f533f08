import { CONSTRAINT, LINK, MODE, TRAIT } from './model.ts';
import type { Model } from './model.ts';
import { KIND_BITS, LAGGED } from './order.ts';
import type { Order } from './order.ts';
import { CAUSE, lagged, laggedBy } from './pass.ts';
import type { Dates } from './pass.ts';
import { place, placeFixed, placeHeld } from './place.ts';

/** Constants of its own module are numbers in the code an engine compiles; those of other modules are looked up wherever they stand. */
const { FS, SS } = LINK;
const WITH_LAG = LAGGED;
const ABOVE_KIND = KIND_BITS;
const KIND = (1 << KIND_BITS) - 1;
const { held, special, notBefore } = TRAIT;

/**
 * Reckons start and finish of tasks, from what they wait for.
 *
 * Most tasks have nothing but a duration, links and perhaps a date they start no earlier than, and follow another of their calendar at
 * once: its working time is then theirs, and two questions to the calendar are left. What is asked for each task is held in locals.
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
  const { sequence, inStart, inLinks, inEnds } = order;
  const { count, parent, traits, active, span, calendar, times, constraintDate, linkCalendar, linkSeconds } = model;
  const { start, finish, startWork, finishWork, bound, cause } = dates;
  const { projectStart } = model;
  for (let at = from; at < until; at++) {
    const task = sequence[at] ?? 0;
    if (task >= count) {
      beginSummary(model, order, dates, task - count);
      continue;
    }
    const own = traits[task] ?? 0;
    if ((own & special) !== 0 && placeSpecial(model, order, dates, task)) continue;
    const ownCalendar = calendar[task] ?? 0;
    const above = parent[task] ?? -1;
    let startBound = above >= 0 ? (bound[above] ?? -Infinity) : -Infinity;
    let finishBound = -Infinity;
    let startCause: number = CAUSE.summary;
    let finishCause: number = CAUSE.maxLag;
    // Working time of the earliest start, where what the task waits for knows it.
    let work = Number.NaN;
    const end = inStart[task + 1] ?? 0;
    for (let entry = inStart[task] ?? 0; entry < end; entry++) {
      const code = inEnds[entry] ?? 0;
      const before = code >> ABOVE_KIND;
      const kind = code & KIND;
      if (kind === FS) {
        const reached = finish[before] ?? 0;
        if (reached > startBound && active[before] !== 0) {
          startBound = reached;
          startCause = inLinks[entry] ?? 0;
          work = (calendar[before] === ownCalendar ? finishWork[before] : Number.NaN) ?? Number.NaN;
        }
        continue;
      }
      if (active[before] === 0) continue;
      const type = kind % WITH_LAG;
      const isFinish = type <= FS;
      let reached = (isFinish ? finish[before] : start[before]) ?? 0;
      if (kind >= WITH_LAG) {
        const link = inLinks[entry] ?? 0;
        const lagCalendar = linkCalendar[link] ?? 0;
        const known = (isFinish ? finishWork[before] : startWork[before]) ?? Number.NaN;
        reached = lagged(
          times[lagCalendar],
          linkSeconds[link] ?? 0,
          reached,
          calendar[before] === lagCalendar ? known : Number.NaN,
        );
      }
      if (type === FS || type === SS) {
        if (reached > startBound) {
          startBound = reached;
          startCause = inLinks[entry] ?? 0;
          work = Number.NaN;
        }
      } else if (reached > finishBound) {
        finishBound = reached;
        finishCause = inLinks[entry] ?? 0;
      }
    }
    if ((own & held) !== 0) {
      placeHeld(model, dates, task, startBound, finishBound, startCause, finishCause);
      continue;
    }
    const date = ((own & notBefore) === 0 ? -Infinity : constraintDate[task]) ?? -Infinity;
    // A date somebody set counts even before the plan begins.
    if (startBound === -Infinity && !(date < projectStart && date > -Infinity)) {
      startBound = projectStart;
      startCause = CAUSE.project;
    }
    if (date > startBound) {
      startBound = date;
      startCause = CAUSE.constraint;
      work = Number.NaN;
    }
    const duration = span[task] ?? 0;
    const time = times[ownCalendar];
    if (duration !== 0 && time !== undefined) {
      if (Number.isNaN(work)) work = time.workAt(startBound);
      const done = work + duration;
      const ends = time.finishOf(done);
      if (ends >= finishBound) {
        start[task] = time.startOf(work);
        finish[task] = ends;
        startWork[task] = work;
        finishWork[task] = done;
        cause[task] = startCause;
        continue;
      }
    }
    cause[task] = place(model, dates, task, startBound, finishBound) ? finishCause : startCause;
  }
}

/** @returns whether the task is placed: its rows say when it is, or somebody has. */
function placeSpecial(model: Model, order: Order, dates: Dates, task: number): boolean {
  if (model.summary[task] === 1) rollUp(model, order, dates, task);
  else if (model.mode[task] === MODE.fixed) placeFixed(model, dates, task);
  else return false;
  return true;
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
    const reached = laggedBy(model, link, from);
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
