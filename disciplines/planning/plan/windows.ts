import type { PlanWindow } from '@callosum/schedule';
import type { WorkClass } from '../kinds/work-class.ts';
import type { PlanRecords, TaskRecord } from './records.ts';

/** What a window keeps out; everything when it does not say. */
export function keepsOut(forbids: readonly string[] | undefined, classes: ReadonlySet<string>): boolean {
  if (!forbids || forbids.length === 0 || forbids.includes('everything')) return true;
  return forbids.some((one) => classes.has(one));
}

/** The sorts of work of each task: its own, those of the summaries above it, and go-live for what somebody goes live with. */
export function classesOf(tasks: readonly TaskRecord[]): ReadonlyMap<string, ReadonlySet<WorkClass>> {
  const classes = new Map<string, ReadonlySet<WorkClass>>();
  for (const { id, parent, goesLive, fields } of tasks) {
    const above = parent === undefined ? [] : (classes.get(parent) ?? []);
    classes.set(
      id,
      new Set([...above, ...(fields.workClass ? [fields.workClass] : []), ...(goesLive ? (['golive'] as const) : [])]),
    );
  }
  return classes;
}

/** The windows the calculation keeps: hard ones, with the tasks they keep out. */
export function hardWindows({ windows, tasks }: PlanRecords, uidOf: ReadonlyMap<string, number>): PlanWindow[] {
  const hard = windows.filter(({ fields }) => fields.policy === 'hard');
  if (hard.length === 0) return [];
  const classes = classesOf(tasks);
  return hard.map(({ fields: { title, start, finish, forbids } }): PlanWindow => {
    const kept = tasks.flatMap(({ id }) =>
      keepsOut(forbids, classes.get(id) ?? new Set()) ? (uidOf.get(id) ?? []) : [],
    );
    return { name: title, from: start, to: finish, tasks: new Set(kept) };
  });
}
