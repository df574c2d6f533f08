import type { GraphReader } from '@callosum/kernel';

/** States in which a defect is no longer in the way. */
export const DEFECT_DONE: readonly string[] = ['closed', 'rejected'];

/**
 * The number of an open defect that takes an execution's pass away: one that bears on safety or stops the work. A defect of less
 * weight leaves a pass standing.
 */
export function blockingDefect(execution: string, graph: GraphReader): number | undefined {
  for (const { from } of graph.in(execution, 'defect.foundBy')) {
    const row = graph.find(from);
    if (!row || row.withdrawn || DEFECT_DONE.includes(row.state)) continue;
    const { severity, safety } = row.fields;
    if (safety === true || severity === '1' || severity === '2') return row.number;
  }
  return undefined;
}
