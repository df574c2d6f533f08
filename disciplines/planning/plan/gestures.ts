import { formatInstant, instantOf } from '@callosum/schedule';
import type { PlanEdit, TaskChanges } from '../commands/edit-plan.ts';
import { readDuration, readLinks, type Measures } from './typed.ts';
import type { PlanRecords, TaskRecord } from './records.ts';
import type { WorkingPlan } from './working-plan.ts';

/** Edits, or the reason why what was typed makes none: a key of the catalogue, and what to fill in there. */
export type Gesture =
  | { readonly edits: readonly PlanEdit[] }
  | {
      readonly fault: 'duration' | 'percent' | 'link' | 'row' | 'self' | 'summary' | 'manual' | 'begun' | 'date';
      readonly text: string;
    };

const NOTHING: Gesture = { edits: [] };
const set = (task: string, fields: TaskChanges): Gesture => ({ edits: [{ do: 'set', task, fields }] });

/** What days, weeks and months mean in a plan. */
export function measuresOf(plan: WorkingPlan): Measures {
  return plan.mapped().plan.properties;
}

export function isSummary(plan: WorkingPlan, id: string): boolean {
  return plan.schedule().model.summary[plan.indexOf(id) ?? -1] === 1;
}

/** Start and finish as calculated, in seconds of wall-clock time. */
export function datesIn(plan: WorkingPlan, id: string): { readonly start: number; readonly finish: number } {
  const { dates } = plan.schedule();
  const index = plan.indexOf(id) ?? -1;
  return { start: dates.start[index] ?? 0, finish: dates.finish[index] ?? 0 };
}

export function typeDuration(plan: WorkingPlan, row: TaskRecord, text: string): Gesture {
  if (isSummary(plan, row.id)) return { fault: 'summary', text };
  const read = readDuration(text, measuresOf(plan));
  if (!read || read.duration.seconds < 0) return { fault: 'duration', text };
  const milestone = read.duration.seconds === 0;
  const turned = milestone === (row.fields.milestone ?? false) ? {} : { milestone };
  return set(row.id, { duration: read.duration, estimated: read.estimated || null, ...turned });
}

/** A start that is typed or dragged to holds the task back, as in Microsoft Project: it starts no earlier. */
export function typeStart(plan: WorkingPlan, row: TaskRecord, day: string): Gesture {
  const held = heldAtStart(plan, row);
  if (held) return { fault: held, text: day };
  if (day === '') return set(row.id, { constraint: 'asap', constraintDate: null });
  if (!/^\d{4}-\d\d-\d\d/.test(day)) return { fault: 'date', text: day };
  const date = day.length > 10 ? day : `${day}T${clock(plan.mapped().plan.properties.defaultStartMinute)}`;
  return set(row.id, { constraint: 'snet', constraintDate: date });
}

function heldAtStart(plan: WorkingPlan, row: TaskRecord): 'summary' | 'manual' | 'begun' | undefined {
  if (isSummary(plan, row.id)) return 'summary';
  if (row.fields.actualStart !== undefined) return 'begun';
  return row.fields.manual === true ? 'manual' : undefined;
}

/** A finish that is typed makes the task as long as it takes to end then. */
export function typeFinish(plan: WorkingPlan, row: TaskRecord, day: string): Gesture {
  if (isSummary(plan, row.id)) return { fault: 'summary', text: day };
  if (row.fields.manual === true) return { fault: 'manual', text: day };
  if (!/^\d{4}-\d\d-\d\d/.test(day)) return { fault: 'date', text: day };
  const date = day.length > 10 ? day : `${day}T${clock(plan.mapped().plan.properties.defaultFinishMinute)}`;
  const seconds = workBetween(plan, row.id, datesIn(plan, row.id).start, instantOf(date));
  if (seconds <= 0) return { fault: 'date', text: day };
  const { unit = 'd', elapsed = false } = row.fields.duration ?? {};
  return set(row.id, {
    duration: { seconds: Math.round(seconds), unit, elapsed },
    milestone: row.fields.milestone ? false : null,
  });
}

/** Working seconds of a task's own calendar between two instants. */
export function workBetween(plan: WorkingPlan, id: string, from: number, to: number): number {
  const { model } = plan.schedule();
  const calendar = model.calendar[plan.indexOf(id) ?? -1] ?? model.projectCalendar;
  return model.times[calendar]?.between(from, to) ?? 0;
}

/** Progress makes facts of dates: what has begun began when it was planned to, unless somebody said otherwise. */
export function typeProgress(plan: WorkingPlan, row: TaskRecord, text: string): Gesture {
  if (isSummary(plan, row.id)) return { fault: 'summary', text };
  const percent = Math.round(Number(text.replace(',', '.').replace('%', '')));
  if (text.trim() === '' || !Number.isFinite(percent) || percent < 0 || percent > 100)
    return { fault: 'percent', text };
  if (percent === 0) return set(row.id, { percentComplete: 0, actualStart: null, actualFinish: null });
  const { start, finish } = datesIn(plan, row.id);
  return set(row.id, {
    percentComplete: percent,
    actualStart: row.fields.actualStart ?? formatInstant(start).slice(0, 16),
    actualFinish: percent === 100 ? (row.fields.actualFinish ?? formatInstant(finish).slice(0, 16)) : null,
  });
}

export function typeName(row: TaskRecord, text: string): Gesture {
  const title = text.trim();
  return title === '' || title === row.fields.title ? NOTHING : set(row.id, { title });
}

/** Links as typed take the place of those that are there. */
export function typeLinks(plan: WorkingPlan, row: TaskRecord, text: string): Gesture {
  const records = plan.records();
  const read = readLinks(text, measuresOf(plan));
  if ('unread' in read) return { fault: 'link', text: read.unread };
  const edits: PlanEdit[] = [];
  const wanted = new Set<string>();
  const before = records.links.filter(({ to }) => to === row.id);
  for (const { row: number, fields } of read) {
    const from = records.tasks[number - 1];
    if (!from) return { fault: 'row', text: String(number) };
    if (from.id === row.id) return { fault: 'self', text: String(number) };
    const key = `${from.id} ${fields.type}`;
    if (wanted.has(key)) continue;
    wanted.add(key);
    const known = before.find((link) => link.from === from.id && (link.fields.type ?? 'FS') === fields.type);
    if (known && JSON.stringify({ ...known.fields, type: fields.type }) === JSON.stringify({ ...fields })) continue;
    edits.push({ do: 'link', from: from.id, to: row.id, ...fields });
  }
  for (const { from, fields } of before) {
    const type = fields.type ?? 'FS';
    if (!wanted.has(`${from} ${type}`)) edits.unshift({ do: 'unlink', from, to: row.id, type });
  }
  return { edits };
}

/** Tasks with everything below them, none twice. */
export function withRows({ tasks }: PlanRecords, ids: Iterable<string>): TaskRecord[] {
  const chosen = new Set(ids);
  return tasks.filter(({ id, parent }) => {
    if (parent !== undefined && chosen.has(parent)) chosen.add(id);
    return chosen.has(id);
  });
}

/** Those of the chosen that do not lie below another of them. */
function tops(records: PlanRecords, ids: Iterable<string>): TaskRecord[] {
  const chosen = new Set(ids);
  const parents = new Map(records.tasks.map(({ id, parent }) => [id, parent]));
  return records.tasks.filter(({ id, parent }) => {
    if (!chosen.has(id)) return false;
    for (let above = parent; above !== undefined; above = parents.get(above)) if (chosen.has(above)) return false;
    return true;
  });
}

const positionOf = ({ fields }: TaskRecord): number => fields.position ?? Number.MAX_SAFE_INTEGER;

/** Hangs tasks below the row above them that stands on their own level. */
export function indent(records: PlanRecords, ids: Iterable<string>): Gesture {
  const edits: PlanEdit[] = [];
  const moved = new Set<string>();
  for (const row of tops(records, ids)) {
    const siblings = records.tasks.filter(({ id, parent }) => parent === row.parent && !moved.has(id));
    const above = siblings[siblings.findIndex(({ id }) => id === row.id) - 1];
    if (!above) continue;
    moved.add(row.id);
    const last = records.tasks.findLast(({ parent }) => parent === above.id);
    const position = Math.max(positionOf(row), last ? positionOf(last) + 1 : positionOf(above));
    edits.push({ do: 'place', task: row.id, parent: above.id, position });
  }
  return { edits };
}

/** Takes tasks out of the summary they stand below; they follow it. */
export function outdent(records: PlanRecords, ids: Iterable<string>): Gesture {
  const byId = new Map(records.tasks.map((row) => [row.id, row]));
  const edits: PlanEdit[] = [];
  for (const row of tops(records, ids).toReversed()) {
    const above = row.parent === undefined ? undefined : byId.get(row.parent);
    if (!above) continue;
    const position = between(records, above, above.parent);
    edits.push({ do: 'place', task: row.id, parent: above.parent ?? null, position });
  }
  return { edits };
}

/** A position after a row and before the next one on its level. */
function between({ tasks }: PlanRecords, after: TaskRecord, parent: string | undefined): number {
  const siblings = tasks.filter((row) => row.parent === parent);
  const next = siblings[siblings.findIndex(({ id }) => id === after.id) + 1];
  return next ? (positionOf(after) + positionOf(next)) / 2 : positionOf(after) + 1;
}

/** A new task after a row, on its level; at the end without one. */
export function addAfter(records: PlanRecords, after: TaskRecord | undefined, id: string, title: string): Gesture {
  const last = records.tasks.findLast(({ parent }) => parent === undefined);
  const position = after ? between(records, after, after.parent) : (last?.fields.position ?? 0) + 1;
  const fields = { title, duration: { seconds: 28_800, unit: 'd', elapsed: false }, estimated: true } as const;
  return { edits: [{ do: 'add', task: id, parent: after?.parent ?? null, position, fields }] };
}

/** Moves a row up or down among those of its level. */
export function shift(records: PlanRecords, row: TaskRecord, by: 1 | -1): Gesture {
  const siblings = records.tasks.filter(({ parent }) => parent === row.parent);
  const at = siblings.findIndex(({ id }) => id === row.id);
  const near = siblings[at + by];
  const far = siblings[at + 2 * by];
  if (!near) return NOTHING;
  const position = far ? (positionOf(near) + positionOf(far)) / 2 : positionOf(near) + by;
  return { edits: [{ do: 'place', task: row.id, parent: row.parent ?? null, position }] };
}

export function withdraw(records: PlanRecords, ids: Iterable<string>): Gesture {
  // Rows go before what holds them, so that they come back after it.
  return {
    edits: withRows(records, ids)
      .toReversed()
      .map(({ id }) => ({ do: 'withdraw', task: id })),
  };
}

function clock(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
