import { say } from '@callosum/kernel';
import { DEFAULT_LIMITS, PlanFileError, readPlan } from '@callosum/schedule';
import type { PlanRead } from '@callosum/schedule';
import { readWhole, withEachFile } from './each-file.ts';
import type { Unread } from './each-file.ts';

/** Reads a plan file of any format. @throws PlanFileError, or an error that says why the file cannot be read. */
export async function readPlanFile(path: string): Promise<PlanRead> {
  const limit = DEFAULT_LIMITS.maxBytes;
  const tooLarge = (): Error => new PlanFileError('too-large', say`${path} has more than ${limit} bytes.`);
  return readPlan(await readWhole(path, limit, tooLarge));
}

/** Works on each of several files in their order; one that cannot be read is told, and the rest goes on. */
export function withEachPlan<T>(
  files: readonly string[],
  work: (file: string, read: PlanRead) => T | Promise<T>,
): Promise<(T | Unread)[]> {
  return withEachFile(files, async (file) => work(file, await readPlanFile(file)), planReason);
}

function planReason(error: unknown): Unread['error'] | undefined {
  if (!(error instanceof PlanFileError)) return undefined;
  const { code, message, remedy, line } = error;
  return { code, message, remedy, ...(line === undefined ? {} : { line }) };
}
