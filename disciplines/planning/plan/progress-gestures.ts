import { formatInstant, instantOf } from '@callosum/schedule';
import type { TaskChanges } from '../commands/edit-plan.ts';
import { datesIn, type Gesture, isSummary, measuresOf, typeDuration, typeProgress, workBetween } from './gestures.ts';
import type { TaskRecord } from './records.ts';
import { readDuration } from './typed.ts';
import type { WorkingPlan } from './working-plan.ts';

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/;

const set = (task: string, fields: TaskChanges): Gesture => ({ edits: [{ do: 'set', task, fields }] });

/** Working seconds of a task that are left. */
export function remainingIn(plan: WorkingPlan, { id, fields }: TaskRecord): number {
  const { model } = plan.schedule();
  const index = plan.indexOf(id) ?? -1;
  const whole = model.duration[index] ?? 0;
  if ((fields.percentComplete ?? 0) >= 100 || fields.actualFinish !== undefined) return 0;
  if (fields.actualStart === undefined) return whole;
  return Math.min(whole, Math.round(model.remaining[index] ?? whole));
}

/** When a task really began; cleared, nothing of it has happened. */
export function typeActualStart(plan: WorkingPlan, row: TaskRecord, text: string): Gesture {
  if (isSummary(plan, row.id)) return { fault: 'summary', text };
  if (text === '') return set(row.id, { actualStart: null, actualFinish: null, percentComplete: 0 });
  const { actualFinish } = row.fields;
  if (!MOMENT.test(text) || (actualFinish !== undefined && actualFinish < text)) return { fault: 'date', text };
  return set(row.id, { actualStart: text });
}

/** When a task was really done: it took as long as lies between. Cleared, it has begun and nothing more is said. */
export function typeActualFinish(plan: WorkingPlan, row: TaskRecord, text: string): Gesture {
  if (isSummary(plan, row.id)) return { fault: 'summary', text };
  if (text === '') return set(row.id, { actualFinish: null, percentComplete: 0 });
  const start = row.fields.actualStart ?? formatInstant(datesIn(plan, row.id).start).slice(0, 16);
  if (!MOMENT.test(text) || text < start) return { fault: 'date', text };
  const seconds = Math.round(workBetween(plan, row.id, instantOf(start), instantOf(text)));
  const { unit = 'd', elapsed = false } = row.fields.duration ?? {};
  return set(row.id, {
    percentComplete: 100,
    actualStart: start,
    actualFinish: text,
    ...(seconds > 0 && row.fields.milestone !== true ? { duration: { seconds, unit, elapsed } } : {}),
  });
}

/** What is left of a task that has begun: what is done stays done, and the whole becomes longer or shorter by it. */
export function typeRemaining(plan: WorkingPlan, row: TaskRecord, text: string): Gesture {
  if (isSummary(plan, row.id)) return { fault: 'summary', text };
  const read = readDuration(text, measuresOf(plan));
  if (!read || read.duration.seconds < 0) return { fault: 'duration', text };
  const left = read.duration.seconds;
  const done = (row.fields.duration?.seconds ?? 0) - remainingIn(plan, row);
  if (done <= 0) return typeDuration(plan, row, text);
  if (left === 0) return typeProgress(plan, row, '100');
  const seconds = done + left;
  const percent = Math.min(99, Math.max(1, Math.round((100 * done) / seconds)));
  const { unit = 'd', elapsed = false } = row.fields.duration ?? {};
  return set(row.id, {
    duration: { seconds, unit, elapsed },
    percentComplete: percent,
    actualFinish: null,
    planDetails: { ...row.fields.planDetails, progress: { of: { seconds, percent }, remaining: left } },
  });
}
