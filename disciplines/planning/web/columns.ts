import { formatInstant } from '@callosum/schedule';
import {
  datesIn,
  type Gesture,
  isSummary,
  measuresOf,
  typeDuration,
  typeFinish,
  typeLinks,
  typeName,
  typeProgress,
  typeStart,
  workBetween,
} from '../plan/gestures.ts';
import type { TaskRecord } from '../plan/records.ts';
import { writeDuration, writeLink } from '../plan/typed.ts';
import type { WorkingPlan } from '../plan/working-plan.ts';

export type ColumnId =
  | 'row'
  | 'name'
  | 'duration'
  | 'start'
  | 'finish'
  | 'startVariance'
  | 'finishVariance'
  | 'links'
  | 'percent'
  | 'owner'
  | 'workClass';

export interface Column {
  readonly id: ColumnId;
  readonly width: number;
  readonly align?: 'end';
  /** How it is typed; undefined where nothing is. */
  readonly input?: 'text' | 'date' | 'person' | 'workClass';
}

const COLUMNS: readonly Column[] = [
  { id: 'row', width: 60, align: 'end' },
  { id: 'name', width: 280, input: 'text' },
  { id: 'duration', width: 76, align: 'end', input: 'text' },
  { id: 'start', width: 140, input: 'date' },
  { id: 'finish', width: 140, input: 'date' },
  { id: 'links', width: 112, input: 'text' },
  { id: 'percent', width: 64, align: 'end', input: 'text' },
  { id: 'owner', width: 140, input: 'person' },
  { id: 'workClass', width: 140, input: 'workClass' },
];

/** By how much start and finish are others than those the plan is held against. */
const VARIANCES: readonly Column[] = [
  { id: 'startVariance', width: 72, align: 'end' },
  { id: 'finishVariance', width: 72, align: 'end' },
];

/** The columns of a plan, and of one that is held against another. */
export function columnsOf(compared: boolean): readonly Column[] {
  if (!compared) return COLUMNS;
  const after = COLUMNS.findIndex(({ id }) => id === 'finish') + 1;
  return COLUMNS.toSpliced(after, 0, ...VARIANCES);
}

/** Row and name stay where they are while the grid scrolls sideways. */
export const STANDING_WIDTH = COLUMNS.slice(0, 2).reduce((sum, { width }) => sum + width, 0);

/** Where the grid begins to scroll sideways. */
export function widthOf(columns: readonly Column[]): number {
  return columns.reduce((sum, { width }) => sum + width, 0);
}

/** What a cell holds as one types it. */
export function typedText(plan: WorkingPlan, row: TaskRecord, column: ColumnId): string {
  const { fields } = row;
  switch (column) {
    case 'name':
      return fields.title;
    case 'duration':
      if (isSummary(plan, row.id)) return spanText(plan, row);
      return fields.duration ? writeDuration(fields.duration, measuresOf(plan), fields.estimated) : '';
    case 'start':
      return formatInstant(datesIn(plan, row.id).start).slice(0, 10);
    case 'finish':
      return formatInstant(datesIn(plan, row.id).finish).slice(0, 10);
    case 'links':
      return linksText(plan, row);
    case 'percent':
      return fields.percentComplete === undefined ? '' : String(fields.percentComplete);
    case 'owner':
      return fields.owner ?? '';
    case 'workClass':
      return fields.workClass ?? '';
    case 'row':
    case 'startVariance':
    case 'finishVariance':
      return '';
  }
}

/** A summary lasts as long as there is work to do between its first row and its last. */
function spanText(plan: WorkingPlan, { id, fields }: TaskRecord): string {
  const { start, finish } = datesIn(plan, id);
  const seconds = Math.round(workBetween(plan, id, start, finish));
  return writeDuration({ seconds, unit: fields.duration?.unit ?? 'd', elapsed: false }, measuresOf(plan));
}

/** What somebody waits for, by row numbers. */
export function linksText(plan: WorkingPlan, { id }: TaskRecord): string {
  return plan
    .waitsOf(id)
    .map(({ from, fields }) => writeLink((plan.indexOf(from) ?? -1) + 1, fields, measuresOf(plan)))
    .join(', ');
}

/** What typing a text into a cell means. */
export function typeInto(plan: WorkingPlan, row: TaskRecord, column: ColumnId, text: string): Gesture {
  switch (column) {
    case 'name':
      return typeName(row, text);
    case 'duration':
      return typeDuration(plan, row, text);
    case 'start':
      return typeStart(plan, row, text);
    case 'finish':
      return typeFinish(plan, row, text);
    case 'links':
      return typeLinks(plan, row, text);
    case 'percent':
      return typeProgress(plan, row, text);
    case 'owner':
      return { edits: [{ do: 'set', task: row.id, fields: { owner: text === '' ? null : text } }] };
    case 'workClass':
      return { edits: [{ do: 'set', task: row.id, fields: { workClass: text === '' ? null : text } }] };
    case 'row':
    case 'startVariance':
    case 'finishVariance':
      return { edits: [] };
  }
}

/** What is typed for all chosen tasks at once, when the task that is typed into is one of them. */
const TOGETHER: ReadonlySet<ColumnId> = new Set(['duration', 'start', 'percent', 'owner', 'workClass']);

/** What typing a text means for a task, or for all that are chosen with it; summaries among these follow from their rows. */
export function typeIntoChosen(
  plan: WorkingPlan,
  row: TaskRecord,
  chosen: readonly TaskRecord[],
  column: ColumnId,
  text: string,
): Gesture {
  const own = typeInto(plan, row, column, text);
  if ('fault' in own || !TOGETHER.has(column)) return own;
  const others = chosen.filter(({ id }) => id !== row.id).map((one) => typeInto(plan, one, column, text));
  return { edits: [...own.edits, ...others.flatMap((one) => ('edits' in one ? one.edits : []))] };
}
