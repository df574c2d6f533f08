import type { FieldChanges } from '@callosum/kernel';
import type { TaskRecord } from './records.ts';

/** Dates as they were calculated. */
export interface Reckoned {
  readonly start: string;
  readonly finish: string;
  readonly critical: boolean;
  readonly summary: boolean;
}

/**
 * What of a task changes when its calculated dates are kept. A start that somebody had stated stays what holds the task back; one that
 * has happened from beginning to end is told by its actual dates, and keeps what was planned.
 */
export function keptDates({ fields }: TaskRecord, { start, finish, critical, summary }: Reckoned): FieldChanges {
  const { storedStart, storedFinish, storedCritical, constraint, duration } = fields;
  const told = isPast(fields) && storedStart !== undefined && storedFinish !== undefined;
  const moved = !told && (!sameMinute(storedStart, start) || !sameMinute(storedFinish, finish));
  const stated = !summary && constraint === undefined && storedStart !== undefined && duration !== undefined;
  return {
    ...(moved ? { storedStart: start, storedFinish: finish } : {}),
    ...(moved && stated ? { constraint: 'snet', constraintDate: storedStart } : {}),
    ...((storedCritical ?? false) === critical ? {} : { storedCritical: critical || null }),
  };
}

/** Whether all of it has happened. */
export function isPast({ actualStart, actualFinish }: TaskRecord['fields']): boolean {
  return actualStart !== undefined && actualFinish !== undefined;
}

/** Plans are told to the minute. */
export function sameMinute(a: string | undefined, b: string): boolean {
  return a?.slice(0, 16) === b.slice(0, 16);
}
