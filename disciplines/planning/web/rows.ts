import type { PlanRecords } from '../plan/records.ts';

/** Rows of the grid: places of tasks in the plan, without those below a closed summary. */
export function visibleRows({ tasks }: Pick<PlanRecords, 'tasks'>, closed: ReadonlySet<string>): number[] {
  const shut = new Set<string>();
  const rows: number[] = [];
  for (const [index, { id, parent }] of tasks.entries()) {
    if (parent !== undefined && (shut.has(parent) || closed.has(parent))) shut.add(id);
    else rows.push(index);
  }
  return rows;
}
