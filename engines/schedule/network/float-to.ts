import type { Schedule } from '../schedule.ts';
import type { Instant } from '../time/civil.ts';
import { backward } from './backward.ts';
import { totalOf } from './float.ts';
import { CONSTRAINT, MODE, TRAIT } from './model.ts';
import type { Dates } from './pass.ts';

/**
 * How far each task may slip until one of the given tasks ends later than it may: float to a gate. Nothing else limits it, neither the
 * end of the plan nor constraints and deadlines of other tasks.
 * @param limits latest finish by UID, in seconds; UIDs that are not in the plan are passed over
 * @returns working seconds, negative where a limit is missed already; NaN for what leads to none of them and for what is done
 */
export function floatTo(
  schedule: Pick<Schedule, 'model' | 'order' | 'dates'>,
  limits: ReadonlyMap<number, Instant>,
): Float64Array {
  const { order, dates } = schedule;
  const { count } = schedule.model;
  const model = {
    ...schedule.model,
    deadline: new Float64Array(count).fill(Infinity),
    constraint: new Uint8Array(count).fill(CONSTRAINT.asap),
    // The deadlines are new.
    traits: schedule.model.traits.map((traits) => traits | TRAIT.held | TRAIT.due),
    multipleCriticalPaths: false,
  };
  for (const [uid, limit] of limits) {
    const task = model.indexOf.get(uid);
    if (task !== undefined) model.deadline[task] = limit;
  }
  const late: Dates = {
    ...dates,
    lateStart: new Float64Array(count),
    lateFinish: new Float64Array(count),
    lateBound: new Float64Array(count),
    lateStartWork: new Float64Array(count),
    slack: new Float64Array(count),
  };
  backward(model, order, late, Infinity);
  return Float64Array.from({ length: count }, (_, task) => {
    const done = model.mode[task] === MODE.fixed && model.manual[task] === 0;
    const isLimited = Number.isFinite(late.lateFinish[task] ?? Infinity);
    return done || !isLimited ? Number.NaN : totalOf(model, dates, late, task);
  });
}
