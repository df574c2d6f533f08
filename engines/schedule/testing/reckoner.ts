import type { SchedulePlan } from '../network/compile.ts';
import { emptyFloats } from '../network/float.ts';
import { fill, start } from '../schedule.ts';

/** A full pass over a plan, compiled once, that can be repeated: what benches measure. @returns the finish, in seconds. */
export function reckoner(plan: SchedulePlan): () => number {
  const { model, order, dates } = start(plan, {});
  const floats = emptyFloats(model.count);
  return () => fill(model, order, dates, floats).finish;
}
