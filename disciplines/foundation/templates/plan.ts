import type { Change, TemplateAnswers } from '@callosum/kernel';
import type { PlanMilestone } from '../default-gates.ts';
import { applies, times } from './answers.ts';
import type { Template, TemplateTask } from './schema.ts';
import { workingDay } from './working-days.ts';

/** A task of the plan that is to be made, once for each time it is wanted. */
interface Wanted {
  readonly task: TemplateTask;
  readonly id: string;
  readonly count: number;
}

export interface PlannedWork {
  readonly changes: readonly Change[];
  /** Milestones that gates sit on. */
  readonly milestones: readonly PlanMilestone[];
  /** First and last day; go-live where there is no plan. */
  readonly start: string;
  readonly finish: string;
  /** The milestone on the day of go-live. */
  readonly goLive: string | undefined;
}

/** When a day of work begins and ends. */
const HOURS = ['T08:00', 'T17:00'] as const;
const DAY_SECONDS = 28_800;
/** Summary of what has to be written; no task of a template may be called so. */
const DOCUMENTS = 'documents';

/** The plan of a template: tasks with dates, in an outline, joined by what waits for what. */
export function planChanges(
  template: Pick<Template, 'plan' | 'documents'>,
  answers: TemplateAnswers,
  goLive: string,
  newId: () => string,
): PlannedWork {
  const tasks = [...template.plan, ...documentTasks(template, answers)];
  const summaries = new Set(tasks.flatMap((task) => task.in ?? []));
  const wanted = new Map<string, readonly Wanted[]>();
  for (const task of tasks) {
    if (summaries.has(task.key) || !applies(task.when, answers)) continue;
    const copies = Array.from({ length: times(task.each, answers) }, (_, at) => ({ task, id: newId(), count: at + 1 }));
    if (copies.length > 0) wanted.set(task.key, copies);
  }
  const byKey = new Map(tasks.map((task) => [task.key, task]));
  // A summary stands for what is made below it; without that there is nothing to stand for.
  for (const task of tasks.toReversed()) {
    if (summaries.has(task.key) && leavesBelow(task.key, { byKey, wanted }).length > 0) {
      wanted.set(task.key, [{ task, id: newId(), count: 1 }]);
    }
  }
  const inOrder = tasks.flatMap((task) => wanted.get(task.key) ?? []);
  const day = (offset: number): string => workingDay(goLive, offset);
  const outline = { byKey, wanted };
  const spans = inOrder.flatMap(({ task }) => spanOf(task.key, outline) ?? []);
  const changes = inOrder.flatMap((one, at) => taskChanges(one, at, { ...outline, day, newId }));
  const marks = inOrder.flatMap(({ task, id }) =>
    task.at === undefined ? [] : [{ id, title: task.title, at: task.at, gate: task.gate }],
  );
  return {
    changes: [...changes.map(({ create }) => create), ...changes.flatMap(({ links }) => links)],
    milestones: marks
      .filter(({ gate }) => gate !== undefined)
      .map(({ id, title, at }) => ({ id, title, date: day(at) })),
    start: day(dayOf(Math.min(0, ...spans.map(({ from }) => from)))),
    finish: day(dayOf(Math.max(0, ...spans.map(({ to }) => to)))),
    goLive: marks.find(({ at }) => at === 0)?.id,
  };
}

function documentTasks({ documents }: Pick<Template, 'documents'>, answers: TemplateAnswers): TemplateTask[] {
  const written = documents.filter(({ when }) => applies(when, answers));
  if (written.length === 0) return [];
  const tasks = written.map(({ key, title, by }): TemplateTask => {
    return { key: `${DOCUMENTS}:${key}`, title: `Write: ${title}`, in: DOCUMENTS, days: [by - 4, by] };
  });
  return [{ key: DOCUMENTS, title: 'Documents' }, ...tasks];
}

interface Outline {
  readonly byKey: ReadonlyMap<string, TemplateTask>;
  readonly wanted: ReadonlyMap<string, readonly Wanted[]>;
}

/** Where work begins and ends, in half days from the morning of go-live: even at the beginning of a day’s work, odd at its end. */
interface Span {
  readonly from: number;
  readonly to: number;
}

const dayOf = (half: number): number => Math.floor(half / 2);
const isEvening = (half: number): boolean => half % 2 !== 0;

/** The tasks without others below them that are made under one, itself where it is such a task. */
function leavesBelow(key: string, outline: Outline): TemplateTask[] {
  const task = outline.byKey.get(key);
  if (task && (task.at !== undefined || task.days)) return outline.wanted.has(key) ? [task] : [];
  return [...outline.byKey.values()].filter((one) => one.in === key).flatMap((one) => leavesBelow(one.key, outline));
}

/** From the beginning to the end of a task, or of all that is made below it; undefined when nothing is. */
function spanOf(key: string, outline: Outline): Span | undefined {
  const spans = leavesBelow(key, outline).map((leaf) => leafSpan(leaf, outline));
  if (spans.length === 0) return undefined;
  return { from: Math.min(...spans.map(({ from }) => from)), to: Math.max(...spans.map(({ to }) => to)) };
}

/** A milestone stands at the beginning of its day, unless what it waits for ends on that day only. */
function leafSpan(task: TemplateTask, outline: Outline): Span {
  if (task.at === undefined) {
    const [first, last] = task.days ?? [0, 0];
    return { from: 2 * first, to: 2 * last + 1 };
  }
  const ends = [...predecessors(task, 1, outline, new Set([task.key])).keys()].map(
    (before) => spanOf(before.task.key, outline)?.to,
  );
  const at = 2 * task.at + (ends.includes(2 * task.at + 1) ? 1 : 0);
  return { from: at, to: at };
}

interface Making extends Outline {
  readonly day: (offset: number) => string;
  readonly newId: () => string;
}

function taskChanges({ task, id, count }: Wanted, at: number, making: Making): { create: Change; links: Change[] } {
  const { byKey, wanted, day, newId } = making;
  const { from, to } = spanOf(task.key, making) ?? { from: 0, to: 0 };
  const milestone = task.at !== undefined;
  const instant = (half: number): string => `${day(dayOf(half))}${HOURS[isEvening(half) ? 1 : 0]}`;
  const fields = {
    title: task.title.replaceAll('{n}', String(count)),
    position: at + 1,
    outlineLevel: depthOf(task, byKey),
    milestone,
    summary: !milestone && task.days === undefined,
    active: true,
    duration: { seconds: workingDays(from, to) * DAY_SECONDS, unit: 'd', elapsed: false },
    storedStart: instant(from),
    storedFinish: instant(to),
  };
  const above = task.in === undefined ? undefined : wanted.get(task.in)?.[0];
  const waits = predecessors(task, count, making, new Set([task.key]));
  return {
    create: { action: 'create', kind: 'task', id, fields },
    links: [
      ...(above ? [{ action: 'link', id: newId(), type: 'task.partOf', from: id, to: above.id } as const] : []),
      ...[...waits].map(([before, type]): Change => {
        const typed = type === 'FS' ? {} : { fields: { type } };
        return { action: 'link', id: newId(), type: 'task.dependsOn', from: id, to: before.id, ...typed };
      }),
    ],
  };
}

/** Days of work between two half days. */
function workingDays(from: number, to: number): number {
  return Math.floor((to + 1) / 2) - Math.floor((from + 1) / 2);
}

function depthOf(task: TemplateTask, byKey: Outline['byKey']): number {
  const above = task.in === undefined ? undefined : byKey.get(task.in);
  return above ? depthOf(above, byKey) + 1 : 1;
}

/**
 * What a task waits for. One of a row waits for its like in another row of the same size; where a predecessor is not
 * made, for what that one would have waited for, so that the plan stays joined.
 */
function predecessors(task: TemplateTask, count: number, outline: Outline, seen: Set<string>): Map<Wanted, string> {
  const found = new Map<Wanted, string>();
  for (const entry of task.after ?? []) {
    const { key, type } = typeof entry === 'string' ? { key: entry, type: 'FS' } : entry;
    const before = outline.byKey.get(key);
    if (!before || seen.has(key)) continue;
    const made = outline.wanted.get(key);
    if (made) {
      const like =
        task.each !== undefined && task.each === before.each ? made.filter((one) => one.count === count) : made;
      for (const one of like) found.set(one, type);
      continue;
    }
    for (const [one, other] of predecessors(before, count, outline, new Set([...seen, key]))) {
      if (!found.has(one)) found.set(one, other);
    }
  }
  return found;
}
