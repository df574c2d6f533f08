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

const HOURS = { start: 'T08:00', finish: 'T17:00' };
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
    if (summaries.has(task.key) && spanBelow(task.key, byKey, wanted)) {
      wanted.set(task.key, [{ task, id: newId(), count: 1 }]);
    }
  }
  const inOrder = tasks.flatMap((task) => wanted.get(task.key) ?? []);
  const spans = inOrder.flatMap(({ task }) => spanBelow(task.key, byKey, wanted) ?? []);
  const day = (offset: number): string => workingDay(goLive, offset);
  const changes = inOrder.flatMap((one, at) => taskChanges(one, at, { byKey, wanted, day, newId }));
  const marks = inOrder.flatMap(({ task, id }) =>
    task.at === undefined ? [] : [{ id, title: task.title, at: task.at, gate: task.gate }],
  );
  return {
    changes: [...changes.map(({ create }) => create), ...changes.flatMap(({ links }) => links)],
    milestones: marks
      .filter(({ gate }) => gate !== undefined)
      .map(({ id, title, at }) => ({ id, title, date: day(at) })),
    start: day(Math.min(0, ...spans.map(({ from }) => from))),
    finish: day(Math.max(0, ...spans.map(({ to }) => to))),
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

type ByKey = ReadonlyMap<string, TemplateTask>;
type AllWanted = ReadonlyMap<string, readonly Wanted[]>;

interface Span {
  readonly from: number;
  readonly to: number;
}

/** First and last offset of a task, or of all that is made below it; undefined when nothing is. */
function spanBelow(key: string, byKey: ByKey, wanted: AllWanted): Span | undefined {
  const task = byKey.get(key);
  if (task?.at !== undefined) return wanted.has(key) ? { from: task.at, to: task.at } : undefined;
  if (task?.days) return wanted.has(key) ? { from: task.days[0], to: task.days[1] } : undefined;
  const below = [...byKey.values()]
    .filter((one) => one.in === key)
    .flatMap((one) => spanBelow(one.key, byKey, wanted) ?? []);
  if (below.length === 0) return undefined;
  return { from: Math.min(...below.map(({ from }) => from)), to: Math.max(...below.map(({ to }) => to)) };
}

interface Making {
  readonly byKey: ByKey;
  readonly wanted: AllWanted;
  readonly day: (offset: number) => string;
  readonly newId: () => string;
}

function taskChanges({ task, id, count }: Wanted, at: number, making: Making): { create: Change; links: Change[] } {
  const { byKey, wanted, day, newId } = making;
  const { from, to } = spanBelow(task.key, byKey, wanted) ?? { from: 0, to: 0 };
  const milestone = task.at !== undefined;
  const summary = !milestone && task.days === undefined;
  const dates = milestone
    ? { storedStart: `${day(from)}${HOURS.start}`, storedFinish: `${day(from)}${HOURS.start}` }
    : { storedStart: `${day(from)}${HOURS.start}`, storedFinish: `${day(to)}${HOURS.finish}` };
  const length = workingLength(from, to);
  const fields = {
    title: task.title.replaceAll('{n}', String(count)),
    position: at + 1,
    outlineLevel: depthOf(task, byKey),
    milestone,
    summary,
    active: true,
    duration: { seconds: milestone ? 0 : length * DAY_SECONDS, unit: 'd', elapsed: false },
    ...dates,
  };
  const above = task.in === undefined ? undefined : wanted.get(task.in)?.[0];
  const waits = predecessors(task, count, making, new Set([task.key]));
  return {
    create: { action: 'create', kind: 'task', id, fields },
    links: [
      ...(above ? [{ action: 'link', id: newId(), type: 'task.partOf', from: id, to: above.id } as const] : []),
      ...[...waits].map(([to, type]): Change => {
        const typed = type === 'FS' ? {} : { fields: { type } };
        return { action: 'link', id: newId(), type: 'task.dependsOn', from: id, to, ...typed };
      }),
    ],
  };
}

/** Working days from one offset to another, both included. Offset 0 is the day of go-live itself. */
function workingLength(from: number, to: number): number {
  return Math.max(1, to - from + 1);
}

function depthOf(task: TemplateTask, byKey: ByKey): number {
  const above = task.in === undefined ? undefined : byKey.get(task.in);
  return above ? depthOf(above, byKey) + 1 : 1;
}

/**
 * What a task waits for. One of a row waits for its like in another row of the same size; where a predecessor is not
 * made, for what that one would have waited for, so that the plan stays joined.
 */
function predecessors(task: TemplateTask, count: number, making: Making, seen: Set<string>): Map<string, string> {
  const found = new Map<string, string>();
  for (const entry of task.after ?? []) {
    const { key, type } = typeof entry === 'string' ? { key: entry, type: 'FS' } : entry;
    const before = making.byKey.get(key);
    if (!before || seen.has(key)) continue;
    const made = making.wanted.get(key);
    if (made) {
      const like =
        task.each !== undefined && task.each === before.each ? made.filter((one) => one.count === count) : made;
      for (const one of like) found.set(one.id, type);
      continue;
    }
    for (const [id, other] of predecessors(before, count, making, new Set([...seen, key]))) {
      if (!found.has(id)) found.set(id, other);
    }
  }
  return found;
}
