import { dateOf, type FieldsOf, type GraphReader, isOver, type Moment, type Row } from '@callosum/kernel';
import { isGateMilestone } from '@callosum/foundation';
import { baseline } from './kinds/baseline.ts';
import type { task } from './kinds/task.ts';

export type TaskRow = Row<FieldsOf<typeof task>>;

/** A task that counts: not switched off, and not a mere marker that a gate brought along. */
export function isActive(row: TaskRow): boolean {
  return row.fields.active !== false && !isGateMilestone(row);
}

/** A task of the lowest level, which is where work is. */
export function isActiveLeaf(row: TaskRow): boolean {
  return isActive(row) && row.fields.summary !== true;
}

/** Nothing is left to do. */
export function isComplete({ state, fields }: TaskRow): boolean {
  return state === 'done' || (fields.percentComplete ?? 0) >= 100 || fields.actualFinish !== undefined;
}

/** The day the plan says it ends. */
export function finishDay({ fields }: TaskRow): string | undefined {
  return fields.storedFinish && dateOf(fields.storedFinish);
}

/**
 * The day it ends as things stand: when it did; else as planned, but never in the past, for what is not done
 * today ends today at the earliest.
 */
export function forecastDay(row: TaskRow, at: Moment): string | undefined {
  const planned = finishDay(row);
  if (isComplete(row)) return row.fields.actualFinish ? dateOf(row.fields.actualFinish) : planned;
  if (planned === undefined) return undefined;
  return isOver(planned, at) ? at.today : planned;
}

/** The finish that baseline 0 holds for a task; undefined without one. */
export function baselineFinish(graph: GraphReader, id: string): string | undefined {
  const finish = baselineEdge(graph, id)?.fields.finish;
  return typeof finish === 'string' ? dateOf(finish) : undefined;
}

/** Whether baseline 0 holds the task. */
export function isBaselined(graph: GraphReader, id: string): boolean {
  return baselineEdge(graph, id) !== undefined;
}

function baselineEdge(graph: GraphReader, id: string) {
  return graph.in(id, 'baseline.holds').find((edge) => graph.get(baseline, edge.from)?.fields.baselineNumber === 0);
}
