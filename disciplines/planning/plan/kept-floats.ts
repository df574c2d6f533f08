import type { Duration, FieldChanges } from '@callosum/kernel';
import { floatTo, instantOf, type Schedule } from '@callosum/schedule';
import type { PlanRecords } from './records.ts';
import type { MappedPlan } from './to-plan.ts';

/** What of a task's floats is calculated, in working seconds; `toGate` is NaN for what leads to no gate. */
export interface ReckonedFloats {
  readonly total: number;
  readonly toGate: number;
  /** Somebody judges by its total float, so that it is kept. */
  readonly isJudged: boolean;
}

/**
 * By when tasks must end for the gates of a plan: one that a gate sits on by its deadline, or else by the day it is planned for; what
 * readies a gate by the day of the gate.
 */
export function gateLimits(
  { gates }: PlanRecords,
  { uidOf }: MappedPlan,
  { model, dates }: Schedule,
): Map<number, number> {
  const limits = new Map<number, number>();
  const limit = (uid: number | undefined, instant: number): void => {
    if (uid !== undefined && instant < (limits.get(uid) ?? Infinity)) limits.set(uid, instant);
  };
  for (const { task, day, readiedBy } of gates) {
    const uid = task === undefined ? undefined : uidOf.get(task);
    const index = uid === undefined ? undefined : model.indexOf.get(uid);
    if (index !== undefined) limit(uid, Math.min(dates.finish[index] ?? 0, model.deadline[index] ?? Infinity));
    const due =
      index !== undefined ? (limits.get(uid ?? -1) ?? Infinity) : day === undefined ? Infinity : instantOf(day);
    if (due !== Infinity) for (const id of readiedBy) limit(uidOf.get(id), due);
  }
  return limits;
}

/** The floats of every task of a plan, by its index in the schedule. */
export function floatsOf(
  records: PlanRecords,
  mapped: MappedPlan,
  schedule: Schedule,
): (index: number) => ReckonedFloats {
  const { model, floats } = schedule;
  const toGate = floatTo(schedule, gateLimits(records, mapped, schedule));
  const seats = new Set(records.gates.flatMap(({ task }) => mapped.uidOf.get(task ?? '') ?? []));
  return (index) => {
    const { uid = -1, milestone = false } = model.tasks[index] ?? {};
    const total = floats.total[index] ?? 0;
    const isJudged = total < 0 || floats.critical[index] === 1 || milestone || seats.has(uid);
    return { total, toGate: toGate[index] ?? Number.NaN, isJudged };
  };
}

/**
 * What of a task changes when its floats are kept. Float moves with nearly every edit, so it is kept where somebody judges by it, and
 * elsewhere what a file had said of it goes once it is no longer so.
 * @param rests whether the task rests on records, whose gate waits for them
 */
export function keptFloats(
  fields: { readonly storedTotalSlack?: Duration; readonly gateFloat?: Duration },
  { total, toGate, isJudged }: ReckonedFloats,
  rests: boolean,
): FieldChanges {
  const kept = isJudged || rests;
  const gate = kept && !Number.isNaN(toGate) ? days(toGate) : undefined;
  return {
    ...changed('storedTotalSlack', fields.storedTotalSlack, kept ? days(total) : undefined, total),
    ...changed('gateFloat', fields.gateFloat, gate),
  };
}

/** What a file said stays as long as it says the same. @param is what it comes to, where nothing is to be kept of it */
function changed(name: string, was: Duration | undefined, now: Duration | undefined, is?: number): FieldChanges {
  if (was?.seconds === now?.seconds) return {};
  if (now === undefined && was !== undefined && is !== undefined && was.seconds === Math.round(is)) return {};
  return { [name]: now ?? null };
}

function days(seconds: number): Duration {
  return { seconds: Math.round(seconds), unit: 'd', elapsed: false };
}
