import { type Plan, type PlanFormat, readPlan } from '@callosum/schedule';
import type { FileFormat } from '../plan/hand-over.ts';

/**
 * Under which name the ids of rows in plan files are remembered: the tool that counts them. A project has one plan, whatever its file is
 * called this week, so that a later version finds its tasks again.
 */
export const PLAN_SOURCES: Readonly<Record<PlanFormat, string>> = {
  mspdi: 'mspdi',
  json: 'mspdi',
  pmxml: 'p6',
  xer: 'p6',
};

/** A file that a plan came from, as far as one can write into it. */
export interface PlanFile {
  /** The format in which it is handed back. */
  readonly format: FileFormat;
  /** Its text; none of a format that is read and never written. */
  readonly original?: string;
  readonly plan: Plan;
}

/**
 * A plan file as it was read; Callosum's own JSON holds the file it was made of.
 * @throws PlanFileError if it cannot be read
 */
export function planFile(bytes: Uint8Array): PlanFile {
  const { format, plan, original } = readPlan(bytes);
  if (plan.source === 'xer') return { format: 'pmxml', plan };
  if (original === undefined) return { format: plan.source, plan };
  const read = format === 'json' ? readPlan(new TextEncoder().encode(original)).plan : plan;
  return { format: plan.source, original, plan: read };
}
