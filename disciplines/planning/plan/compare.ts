import { instantOf, type Reason, reasonsFor, schedule } from '@callosum/schedule';
import { isSummary, workBetween } from './gestures.ts';
import type { PlanRecords, TaskRecord } from './records.ts';
import { toPlan } from './to-plan.ts';
import type { WorkingPlan } from './working-plan.ts';

/** When a task is, in seconds of wall-clock time. */
export interface Span {
  readonly start: number;
  readonly finish: number;
}

/** When a task was to be; of some baselines nothing is known but the finish. */
export interface Agreed {
  readonly start: number | undefined;
  readonly finish: number;
}

/** What a plan is held against: when each task was to be, by its id. */
export interface Reference {
  readonly dates: ReadonlyMap<string, Agreed>;
  /** How long each task was to take, in working seconds, where that was kept. */
  readonly durations: ReadonlyMap<string, number>;
  /** The records of then, where a whole plan is known and not its dates alone. */
  readonly records?: PlanRecords;
}

/** What was agreed as the baseline of that number; undefined where there is none. */
export function agreedIn(baselines: PlanRecords['baselines'], number: number): Reference | undefined {
  const baseline = baselines.find(({ fields }) => (fields.baselineNumber ?? 0) === number);
  if (!baseline) return undefined;
  const dates = new Map<string, Agreed>();
  const durations = new Map<string, number>();
  for (const { task, start, finish, duration } of baseline.held) {
    if (finish === undefined) continue;
    dates.set(task, { start: start === undefined ? undefined : instantOf(start), finish: instantOf(finish) });
    if (duration) durations.set(task, duration.seconds);
  }
  return { dates, durations };
}

/**
 * A plan as its records were once, calculated as its page would have shown it.
 * @param day for a plan of which nothing says when it begins
 */
export function calculatedOf(records: PlanRecords, day: string): Reference {
  const { plan, uidOf } = toPlan(records, day);
  const { model, dates } = schedule(plan);
  const spans = new Map<string, Span>();
  const durations = new Map<string, number>();
  for (const { id, fields } of records.tasks) {
    const place = model.indexOf.get(uidOf.get(id) ?? -1);
    if (place === undefined) continue;
    spans.set(id, { start: dates.start[place] ?? 0, finish: dates.finish[place] ?? 0 });
    if (fields.duration) durations.set(id, fields.duration.seconds);
  }
  return { dates: spans, durations, records };
}

/** By how many working seconds of its calendar a task starts and finishes later; negative where it is earlier, 0 where nobody knows. */
export interface Variance {
  readonly start: number;
  readonly finish: number;
}

/** Plans are told to the minute. */
const LEAST = 60;

/** Undefined for a task that the other plan does not know. Nights and days off between two dates are no difference. */
export function varianceOf(plan: WorkingPlan, { dates }: Reference, id: string): Variance | undefined {
  const before = dates.get(id);
  const now = spanIn(plan, id);
  if (!before || !now) return undefined;
  const by = (from: number | undefined, to: number): number => {
    const seconds = from === undefined ? 0 : workBetween(plan, id, from, to);
    return Math.abs(seconds) < LEAST ? 0 : seconds;
  };
  return { start: by(before.start, now.start), finish: by(before.finish, now.finish) };
}

function spanIn(plan: WorkingPlan, id: string): Span | undefined {
  const place = plan.indexOf(id);
  if (place === undefined) return undefined;
  const { dates } = plan.schedule();
  return { start: dates.start[place] ?? 0, finish: dates.finish[place] ?? 0 };
}

function isMoved(plan: WorkingPlan, reference: Reference, id: string): boolean {
  const variance = varianceOf(plan, reference, id);
  return variance === undefined ? !reference.dates.has(id) : variance.start !== 0 || variance.finish !== 0;
}

/** A task that is not when it was to be, was not in the other plan, or is in this one no more. */
export interface Move {
  readonly task: TaskRecord;
  readonly before: Agreed | undefined;
  readonly now: Span | undefined;
  /** Undefined where one of the two is missing. */
  readonly variance: Variance | undefined;
}

/**
 * What moved: tasks of the lowest level that are active, those furthest from where they were first; then what came, then what went.
 */
export function movesIn(plan: WorkingPlan, reference: Reference): readonly Move[] {
  const { tasks } = plan.records();
  const shifted: (Move & { readonly variance: Variance })[] = [];
  const added: Move[] = [];
  for (const task of tasks) {
    if (task.fields.active === false || isSummary(plan, task.id)) continue;
    const before = reference.dates.get(task.id);
    const now = spanIn(plan, task.id);
    const variance = varianceOf(plan, reference, task.id);
    if (!variance) added.push({ task, before, now, variance });
    else if (variance.start !== 0 || variance.finish !== 0) shifted.push({ task, before, now, variance });
  }
  shifted.sort((a, b) => Math.abs(b.variance.finish) - Math.abs(a.variance.finish));
  return [...shifted, ...added, ...dropped(plan, reference)];
}

function dropped(plan: WorkingPlan, { dates, records }: Reference): Move[] {
  if (!records) return [];
  const summaries = new Set(records.tasks.map(({ parent }) => parent));
  return records.tasks
    .filter(({ id, fields }) => plan.indexOf(id) === undefined && !summaries.has(id) && fields.active !== false)
    .map((task) => ({ task, before: dates.get(task.id), now: undefined, variance: undefined }));
}

/** What of a task itself is otherwise than it was. */
export type OwnChange =
  | { readonly kind: 'duration'; readonly before: number; readonly now: number }
  | { readonly kind: 'added' | 'constraint' | 'links' | 'progress' | 'calendar' | 'manual' | 'place' };

/** Why a task moved: the first in its chain of causes that moved, and what is otherwise with that one. */
export interface MoveCause {
  readonly root: string;
  readonly changes: readonly OwnChange[];
  /** Why the first one is where it is, which tells most where nothing of its own has changed. */
  readonly reason: Reason;
}

/** Follows the engine's chain of causes for as long as what drives has moved as well. */
export function moveCause(plan: WorkingPlan, reference: Reference, id: string): MoveCause | undefined {
  const { uidOf, idOf } = plan.mapped();
  const uid = uidOf.get(id);
  if (uid === undefined) return undefined;
  let found: { root: string; reason: Reason } | undefined;
  for (const reason of reasonsFor(plan.schedule(), uid)) {
    const at = idOf.get(reason.uid);
    if (at === undefined || (found && !isMoved(plan, reference, at))) break;
    found = { root: at, reason };
  }
  return found && { ...found, changes: ownChanges(plan, reference, found.root) };
}

function ownChanges(plan: WorkingPlan, { dates, durations, records }: Reference, id: string): readonly OwnChange[] {
  const row = plan.records().tasks[plan.indexOf(id) ?? -1];
  if (!row) return [];
  if (!dates.has(id)) return [{ kind: 'added' }];
  const changes: OwnChange[] = [];
  const [before, now] = [durations.get(id), row.fields.duration?.seconds];
  if (before !== undefined && now !== undefined && before !== now && !isSummary(plan, id)) {
    changes.push({ kind: 'duration', before, now });
  }
  const then = records?.tasks.find((one) => one.id === id);
  if (!records || !then) return changes;
  const differs = (...names: readonly (keyof TaskRecord['fields'])[]): boolean =>
    names.some((name) => JSON.stringify(then.fields[name]) !== JSON.stringify(row.fields[name]));
  if (differs('constraint', 'constraintDate')) changes.push({ kind: 'constraint' });
  if (linksText(records, id) !== linksText(plan.records(), id)) changes.push({ kind: 'links' });
  if (differs('actualStart', 'actualFinish', 'percentComplete')) changes.push({ kind: 'progress' });
  if (then.calendar !== row.calendar) changes.push({ kind: 'calendar' });
  if (differs('manual')) changes.push({ kind: 'manual' });
  if (then.parent !== row.parent) changes.push({ kind: 'place' });
  return changes;
}

/** What a task waits for, so that two plans can be told apart. */
function linksText({ links }: PlanRecords, id: string): string {
  return links
    .filter(({ to }) => to === id)
    .map(({ from, fields }) => `${from} ${fields.type ?? 'FS'} ${JSON.stringify([fields.lag, fields.lagPercent])}`)
    .sort()
    .join();
}
