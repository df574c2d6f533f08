import { DAY, dayNumber, formatInstant } from '../time/civil.ts';
import { CONSTRAINT, LINK, MODE } from './model.ts';
import type { Model } from './model.ts';
import type { Order } from './order.ts';
import { laggedBy } from './pass.ts';
import type { Dates } from './pass.ts';
import { english, say, type Said } from '../say.ts';

const EARLIEST = dayNumber(1900, 1, 1) * DAY;
const LATEST = dayNumber(2200, 1, 1) * DAY;

/** What is odd in the logic of a plan that is calculated all the same, and what was done about it. */
export const SCHEDULE_WARNINGS = {
  'circular-logic': 'Tasks wait for each other in a circle; the last link of the circle was left out.',
  'link-left-out': 'A link starts or ends at a task the plan does not hold; it was left out.',
  'calendar-without-time': 'A calendar has no ordinary working time; after its last exception time runs by the clock.',
  'constraint-missed': 'A constraint cannot be kept together with what the task waits for.',
  'deadline-missed': 'A task finishes after its deadline.',
  'out-of-sequence': 'A task began before what it waits for was done.',
  'link-within-fixed': 'A task with fixed dates starts before what it waits for is done.',
  'max-lag-impossible': 'A task cannot be done as late before another as a maximum lag asks.',
  'inside-window': 'A task with stated dates begins or ends inside a window that keeps it out.',
  'more-warnings': 'There were more oddities than are listed.',
  'date-out-of-range': 'A date lies outside the years 1900 to 2199; time runs by the clock there.',
} as const satisfies Record<string, string>;

export type ScheduleWarningCode = keyof typeof SCHEDULE_WARNINGS;

export interface ScheduleWarning {
  readonly code: ScheduleWarningCode;
  /** In English. */
  readonly message: string;
  /** The same for other languages. */
  readonly sentences: { readonly message: Said };
  /** UID of the task or calendar concerned. */
  readonly uid?: number | undefined;
}

/** A warning as it is told. */
export function scheduleWarning(code: ScheduleWarningCode, message: Said, uid?: number): ScheduleWarning {
  return {
    code,
    // Put together when it is read: a plan is reckoned at every key that is pressed.
    get message() {
      return english(message);
    },
    sentences: { message },
    ...(uid === undefined ? {} : { uid }),
  };
}

/** So many tasks of a circle are named, and so many warnings listed. */
const NAMED = 10;
const LISTED = 1000;

/** What the logic of a reckoned plan contradicts: circles, constraints and deadlines that are missed, work out of sequence. */
export function logicWarnings(model: Model, order: Order, dates: Dates): ScheduleWarning[] {
  const warnings: ScheduleWarning[] = order.circles.map((circle) => circular(model, circle));
  const named = order.circles.reduce((sum, { length }) => sum + Math.min(1, length), 0);
  const left = order.cut.reduce((sum, one) => sum + one, 0) - named;
  if (left > 0)
    warnings.push(scheduleWarning('circular-logic', say`${left} more links close circles and were left out.`));
  let unlisted = 0;
  for (let task = 0; task < model.count; task++) {
    const start = dates.start[task] ?? 0;
    const finish = dates.finish[task] ?? 0;
    const warn = (code: ScheduleWarningCode, message: (task: Said) => Said): void => {
      if (warnings.length >= LISTED) unlisted += 1;
      else warnings.push(scheduleWarning(code, message(nameOf(model, task)), model.tasks[task]?.uid));
    };
    if (model.mode[task] === MODE.planned && model.summary[task] === 0) {
      const date = model.constraintDate[task] ?? 0;
      const type = model.constraint[task];
      const missed =
        ((type === CONSTRAINT.snlt || type === CONSTRAINT.mso) && start > date) ||
        ((type === CONSTRAINT.fnlt || type === CONSTRAINT.mfo) && finish > date);
      if (missed)
        warn('constraint-missed', (one) => say`${one} is held to ${formatInstant(date)} and cannot be there in time.`);
    }
    if (finish > (model.deadline[task] ?? Infinity)) {
      const [end, deadline] = [formatInstant(finish), formatInstant(model.deadline[task] ?? 0)];
      warn('deadline-missed', (one) => say`${one} finishes ${end}, after its deadline ${deadline}.`);
    }
    for (let at = order.inStart[task] ?? 0; at < (order.inStart[task + 1] ?? 0); at++) {
      const link = order.inLinks[at] ?? 0;
      if (isBroken(model, dates, link)) {
        const before = nameOf(model, model.linkFrom[link] ?? 0);
        const code = model.manual[task] === 1 ? 'link-within-fixed' : brokenCode(model, task);
        warn(code, (one) => say`${one} does not wait for ${before}.`);
      }
    }
    if (isInside(model, task, start) || isInside(model, task, finish - (finish > start ? 1 : 0)))
      warn('inside-window', (one) => say`${one} is held to dates inside a window that keeps it out.`);
    if (start < EARLIEST || finish >= LATEST)
      warn('date-out-of-range', (one) => say`${one} lies outside the years 1900 to 2199.`);
  }
  if (unlisted > 0) warnings.push(scheduleWarning('more-warnings', say`${unlisted} more are not listed.`));
  return warnings;
}

/** Whether a window keeps the task out at an instant; what is done is past that. */
function isInside(model: Model, task: number, instant: number): boolean {
  const keptOut = model.keptOut[task] ?? -1;
  if (keptOut < 0 || model.summary[task] === 1 || (model.tasks[task]?.percentComplete ?? 0) >= 100) return false;
  return model.times[keptOut]?.isWorkingDay(Math.floor(instant / DAY)) === false;
}

function brokenCode(model: Model, task: number): ScheduleWarningCode {
  return model.mode[task] === MODE.planned ? 'constraint-missed' : 'out-of-sequence';
}

/** Whether a task starts or finishes before its link lets it. */
function isBroken(model: Model, dates: Dates, link: number): boolean {
  const before = model.linkFrom[link] ?? 0;
  const after = model.linkTo[link] ?? 0;
  const type = model.linkType[link] ?? 0;
  if (model.active[before] === 0 || model.active[after] === 0 || model.summary[after] === 1) return false;
  const from = (type <= LINK.FS ? dates.finish[before] : dates.start[before]) ?? 0;
  const reached = (type === LINK.FS || type === LINK.SS ? dates.start[after] : dates.finish[after]) ?? 0;
  const limit = laggedBy(model, link, from);
  if (reached >= limit) return false;
  // No working time lies between: one ended in the evening, the other begins in the morning.
  return (model.times[model.calendar[after] ?? 0]?.between(reached, limit) ?? 0) > 0;
}

function circular(model: Model, circle: readonly number[]): ScheduleWarning {
  const last = circle.at(-1) ?? 0;
  const names = circle.map((link) => nameOf(model, model.linkFrom[link] ?? 0));
  const shown = names.slice(0, NAMED).map((name) => english(name));
  const [from, to] = [model.linkFrom[last] ?? 0, model.linkTo[last] ?? 0];
  const [before, after] = [nameOf(model, from), nameOf(model, to)];
  const path = shown.join(' → ');
  const message =
    names.length > NAMED
      ? say`${path} → ${names.length - NAMED} more → ${after}: the link from ${before} to ${after} was left out.`
      : say`${path} → ${after}: the link from ${before} to ${after} was left out.`;
  return scheduleWarning('circular-logic', message, model.tasks[to]?.uid);
}

function nameOf(model: Model, task: number): Said {
  const { uid, name } = model.tasks[task] ?? { uid: -1, name: '' };
  return name === '' ? say`Task ${String(uid)}` : say`Task ${String(uid)} “${name.slice(0, 60)}”`;
}
