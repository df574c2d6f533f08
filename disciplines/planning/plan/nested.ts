import type { FieldChanges, GraphReader, Row } from '@callosum/kernel';
import { formatInstant, instantOf } from '@callosum/schedule';
import { stateOf } from '../progress.ts';
import type { TaskRecord } from './records.ts';

/** What the steps of a minute plan come to for the activity of the plan they are part of. */
export interface Nested {
  readonly start: string;
  readonly finish: string;
  /** Of the planned minutes those that are done. */
  readonly percent: number;
}

interface Step {
  readonly start: number;
  readonly finish: number;
  readonly planned: number;
  readonly isDone: boolean;
}

/** The minute plan below an activity; undefined without one. A step that was skipped is no part of it. */
export function nestedOf(id: string, graph: GraphReader): Nested | undefined {
  const steps = graph.in(id, 'cutoverTask.nestsIn').flatMap(({ from }) => {
    const row = graph.find(from);
    return row && !row.withdrawn && row.state !== 'skipped' ? (stepOf(row) ?? []) : [];
  });
  if (steps.length === 0) return undefined;
  const start = Math.min(...steps.map((step) => step.start));
  const finish = Math.max(...steps.map((step) => step.finish));
  const all = steps.reduce((sum, { planned }) => sum + planned, 0);
  const done = steps.reduce((sum, { planned, isDone }) => sum + (isDone ? planned : 0), 0);
  const percent = all > 0 ? Math.floor((100 * done) / all) : steps.every(({ isDone }) => isDone) ? 100 : 0;
  return { start: formatInstant(start), finish: formatInstant(finish), percent };
}

/** A step as it was done, or else as it is planned. */
function stepOf({ state, fields }: Row): Step | undefined {
  const planned = secondsOf(fields['plannedDuration']);
  const begins = timeOf(fields['actualStart']) ?? timeOf(fields['plannedStart']);
  if (begins === undefined) return undefined;
  const finish = timeOf(fields['actualFinish']) ?? begins + planned;
  return { start: begins, finish: Math.max(begins, finish), planned, isDone: state === 'done' };
}

function timeOf(value: unknown): number | undefined {
  return typeof value === 'string' ? instantOf(value) : undefined;
}

function secondsOf(value: unknown): number {
  return typeof value === 'object' && value !== null && 'seconds' in value && typeof value.seconds === 'number'
    ? value.seconds
    : 0;
}

/** What of an activity changes when the progress of its minute plan is kept with it. */
export function nestedProgress({ nested, state, fields }: TaskRecord): {
  readonly fields: FieldChanges;
  readonly state?: string;
} {
  if (!nested || nested.percent === (fields.percentComplete ?? 0)) return { fields: {} };
  const next = stateOf({ ...fields, percentComplete: nested.percent });
  return { fields: { percentComplete: nested.percent }, ...(next === state ? {} : { state: next }) };
}
