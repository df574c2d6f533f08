import { type Fault, type FieldValues, say } from '@callosum/kernel';

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
    const remedy = say`Give the date, or choose “As soon as possible”.`;
    found.push({ at: ['constraintDate'], message: say`The constraint needs a date.`, remedy });
  }
  if (actualStart !== undefined && actualFinish !== undefined && actualFinish < actualStart) {
    const message = say`The task cannot have ended on ${actualFinish}, before it started on ${actualStart}.`;
    found.push({ at: ['actualFinish'], message, remedy: say`Correct the actual start or the actual finish.` });
  }
  return found;
}

/** A lag is a length or a share of the predecessor, and only a share can count by the clock in a flag of its own. */
export function lagFaults({ lag, lagPercent, lagElapsed, maxLag }: FieldValues): Fault[] {
  const [most, least] = [lengthOf(maxLag), lengthOf(lag)];
  const floor = least && least.elapsed === most?.elapsed ? Math.max(0, least.seconds) : 0;
  if (most && most.seconds < floor) {
    const message = say`What is done at most so long before cannot be waited for longer.`;
    return [{ at: ['maxLag'], message, remedy: say`Give a longer time at most, or a shorter lag.` }];
  }
  if (lag !== undefined && lagPercent !== undefined) {
    const message = say`A lag is a length or a share of the predecessor, not both.`;
    return [{ at: ['lagPercent'], message, remedy: say`Clear one of them.` }];
  }
  if (lagElapsed === true && lagPercent === undefined) {
    const message = say`Only a share counts by the clock this way; a length says so itself, as 2ed.`;
    return [{ at: ['lagElapsed'], message, remedy: say`Give the share, or clear the flag.` }];
  }
  return [];
}

/** Length of a duration, with the way it is counted. */
function lengthOf(value: unknown): { readonly seconds: number; readonly elapsed: unknown } | undefined {
  if (typeof value !== 'object' || value === null || !('seconds' in value) || !('elapsed' in value)) return undefined;
  return typeof value.seconds === 'number' ? { seconds: value.seconds, elapsed: value.elapsed } : undefined;
}
