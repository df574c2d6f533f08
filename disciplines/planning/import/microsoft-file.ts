import { type Plan, readPlan } from '@callosum/schedule';

/** Under which name the ids of rows in Microsoft Project files are remembered, whatever a file is called this week. */
export const MSPDI_SOURCE = 'mspdi';

/**
 * The text of a file of Microsoft Project, and the plan in it as it was read; Callosum's own JSON holds the file it was made of.
 * @returns undefined for other formats
 * @throws PlanFileError if it cannot be read
 */
export function microsoftFile(bytes: Uint8Array): { readonly original: string; readonly plan: Plan } | undefined {
  const { format, plan, original } = readPlan(bytes);
  if (plan.source !== 'mspdi' || original === undefined) return undefined;
  return { original, plan: format === 'mspdi' ? plan : readPlan(new TextEncoder().encode(original)).plan };
}
