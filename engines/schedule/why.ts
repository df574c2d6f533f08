import { CAUSE } from './network/pass.ts';
import type { LinkLag, LinkType } from './plan.ts';
import type { Schedule } from './schedule.ts';
import { formatInstant } from './time/civil.ts';

/** Why a task is where it is, one step towards the first cause. */
export interface Reason {
  readonly uid: number;
  readonly name: string;
  readonly start: string;
  readonly finish: string;
  readonly because:
    | { readonly kind: 'link'; readonly from: number; readonly type: LinkType; readonly lag: LinkLag }
    /** The row of a summary that decides its date. */
    | { readonly kind: 'row'; readonly uid: number }
    /** What the summary above waits for. */
    | { readonly kind: 'summary'; readonly uid: number }
    | { readonly kind: 'constraint'; readonly type: string; readonly date: string | undefined }
    | { readonly kind: 'project-start' | 'fixed' | 'data-date' | 'as-late-as-possible' | 'maximum-lag' | 'window' };
}

/**
 * The chain of causes of a task's dates, from the task itself to what does not depend on any other task. The first link in it is the
 * driving predecessor.
 * @param schedule as reckoned
 * @param uid of the task
 * @throws RangeError if there is no such task
 */
export function reasonsFor(schedule: Schedule, uid: number): readonly Reason[] {
  const { model } = schedule;
  const reasons: Reason[] = [];
  const seen = new Set<number>();
  let at = model.indexOf.get(uid);
  if (at === undefined) throw new RangeError(`There is no task ${uid} in the plan.`);
  let asBegin = false;
  while (at !== undefined) {
    const key: number = asBegin ? model.count + at : at;
    if (seen.has(key)) break;
    seen.add(key);
    const reason = reasonAt(schedule, at, asBegin);
    reasons.push(reason);
    const { because } = reason;
    asBegin = because.kind === 'summary';
    const next: number | undefined =
      because.kind === 'link'
        ? because.from
        : because.kind === 'row' || because.kind === 'summary'
          ? because.uid
          : undefined;
    at = next === undefined ? undefined : model.indexOf.get(next);
  }
  return reasons;
}

/** UID of the task that decides when this one is, if one does. */
export function drivingPredecessor(schedule: Schedule, uid: number): number | undefined {
  for (const { because } of reasonsFor(schedule, uid)) if (because.kind === 'link') return because.from;
  return undefined;
}

/** @param asBegin a summary is asked for what its rows wait for, not for its own dates */
function reasonAt(schedule: Schedule, task: number, asBegin: boolean): Reason {
  const { model, dates } = schedule;
  const { uid = -1, name = '' } = model.tasks[task] ?? {};
  const start = formatInstant(dates.start[task] ?? 0);
  const finish = formatInstant(dates.finish[task] ?? 0);
  const because = model.summary[task] === 1 && !asBegin ? lastRow(schedule, task) : causeOf(schedule, task);
  return { uid, name, start, finish, because };
}

function lastRow({ model, order, dates }: Schedule, task: number): Reason['because'] {
  for (let at = order.childStart[task] ?? 0; at < (order.childStart[task + 1] ?? 0); at++) {
    const row = order.children[at] ?? 0;
    if (dates.finish[row] === dates.finish[task]) return { kind: 'row', uid: model.tasks[row]?.uid ?? -1 };
  }
  return { kind: 'fixed' };
}

function causeOf({ model, dates }: Schedule, task: number): Reason['because'] {
  const cause = dates.cause[task] ?? CAUSE.none;
  const link = cause >= 0 ? model.links[cause] : undefined;
  if (link !== undefined) return { kind: 'link', from: link.from, type: link.type, lag: link.lag };
  const { constraint } = model.tasks[task] ?? {};
  switch (cause) {
    case CAUSE.constraint:
      return { kind: 'constraint', type: constraint?.type ?? 'asap', date: constraint?.date };
    case CAUSE.summary: {
      const above = model.parent[task] ?? -1;
      return above >= 0 ? { kind: 'summary', uid: model.tasks[above]?.uid ?? -1 } : { kind: 'project-start' };
    }
    case CAUSE.fixed:
      return { kind: 'fixed' };
    case CAUSE.dataDate:
      return { kind: 'data-date' };
    case CAUSE.late:
      return { kind: 'as-late-as-possible' };
    case CAUSE.maxLag:
      return { kind: 'maximum-lag' };
    case CAUSE.window:
      return { kind: 'window' };
    default:
      return { kind: 'project-start' };
  }
}
