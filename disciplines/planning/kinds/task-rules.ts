import type { Fault, FieldValues } from '@callosum/kernel';

/** The fields of a task that speak of each other. */
export interface RuledTask {
  readonly constraint?: string;
  readonly constraintDate?: string;
  readonly actualStart?: string;
  readonly actualFinish?: string;
}

/** Whether a constraint means nothing without a date. */
export function needsDate(constraint: string | undefined): boolean {
  return constraint !== undefined && constraint !== 'asap' && constraint !== 'alap';
}

export function taskFaults(task: RuledTask): Fault<keyof RuledTask>[] {
  const { constraint, constraintDate, actualStart, actualFinish } = task;
  const found: Fault<keyof RuledTask>[] = [];
  if (needsDate(constraint) && constraintDate === undefined) {
    const remedy = 'Give the date, or choose “As soon as possible”.';
    found.push({ at: ['constraintDate'], message: 'The constraint needs a date.', remedy });
  }
  if (actualStart !== undefined && actualFinish !== undefined && actualFinish < actualStart) {
    const message = `The task cannot have ended on ${actualFinish}, before it started on ${actualStart}.`;
    found.push({ at: ['actualFinish'], message, remedy: 'Correct the actual start or the actual finish.' });
  }
  return found;
}

/** A lag is a length or a share of the predecessor, and only a share can count by the clock in a flag of its own. */
export function lagFaults({ lag, lagPercent, lagElapsed }: FieldValues): Fault[] {
  if (lag !== undefined && lagPercent !== undefined) {
    const message = 'A lag is a length or a share of the predecessor, not both.';
    return [{ at: ['lagPercent'], message, remedy: 'Clear one of them.' }];
  }
  if (lagElapsed === true && lagPercent === undefined) {
    const message = 'Only a share counts by the clock this way; a length says so itself, as 2ed.';
    return [{ at: ['lagElapsed'], message, remedy: 'Give the share, or clear the flag.' }];
  }
  return [];
}
