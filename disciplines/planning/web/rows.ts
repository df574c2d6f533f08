import type { PlanRecords, TaskRecord } from '../plan/records.ts';

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

/** The row of each place of the plan; -1 where it is none. */
export function rowsByPlace(rows: readonly number[], places: number): Int32Array {
  const found = new Int32Array(places).fill(-1);
  for (const [row, place] of rows.entries()) found[place] = row;
  return found;
}

/** Whether rows stand where they stood, below what they stood below: what is made of that alone need not be made anew. */
export function sameOutline(a: readonly TaskRecord[], b: readonly TaskRecord[]): boolean {
  return (
    a === b || (a.length === b.length && a.every(({ id, parent }, at) => id === b[at]?.id && parent === b[at].parent))
  );
}
