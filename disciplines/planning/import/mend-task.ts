import { say, told } from '@callosum/kernel';
import type { PlanTask } from '@callosum/schedule';
import { needsDate } from '../kinds/task-rules.ts';
import type { ImportWarning } from './wanted.ts';

/** Makes a task of a file keep the rules of its kind, so that one odd row does not keep a whole plan out. */
export function mendTask(task: PlanTask): { task: PlanTask; warnings: ImportWarning[] } {
  const warnings: ImportWarning[] = [];
  let mended = task;
  const { uid, constraint, actualStart, actualFinish } = task;
  if (needsDate(constraint.type) && constraint.date === undefined) {
    const message = say`Task ${String(uid)} has a constraint without a date; it is planned as soon as possible.`;
    warnings.push({ code: 'constraint-mended', ...told(message), uid });
    mended = { ...mended, constraint: { type: 'asap' } };
  }
  if (actualStart !== undefined && actualFinish !== undefined && actualFinish < actualStart) {
    const message = say`Task ${String(uid)} ended before it started; its actual start was left out.`;
    warnings.push({ code: 'actual-dates-mended', ...told(message), uid });
    mended = { ...mended, actualStart: undefined };
  }
  return { task: mended, warnings };
}
