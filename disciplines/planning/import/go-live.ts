import {
  currentProject,
  defaultGateChanges,
  defaultGateOrigin,
  defaultGates,
  goLiveChanges,
  type PlanMilestone,
} from '@callosum/foundation';
import { type Change, dateOf, type GraphReader, say, told } from '@callosum/kernel';
import type { Plan, PlanTask } from '@callosum/schedule';
import type { ImportWarning } from './wanted.ts';

export interface GoLiveInput {
  /** UID of the milestone in the file. */
  readonly milestone?: number | undefined;
  readonly date?: string | undefined;
}

export interface GoLiveTarget {
  readonly date: string;
  /** Record id of the milestone. */
  readonly milestone?: string;
  /** What the project already had and nobody asked to change. */
  readonly settled: boolean;
}

export interface PlanSpan {
  readonly start: string;
  readonly finish: string;
}

/** First and last day of a plan, as its properties or else its tasks say; undefined without any date. */
export function spanOf({ properties, tasks }: Plan): PlanSpan | undefined {
  const starts = tasks.flatMap(({ stored }) => stored.start ?? []);
  const finishes = tasks.flatMap(({ stored }) => stored.finish ?? []);
  const start =
    properties.start ?? starts.reduce<string | undefined>((a, b) => (a === undefined || b < a ? b : a), undefined);
  const finish = properties.finish ?? latest(finishes);
  return start === undefined || finish === undefined ? undefined : { start: dateOf(start), finish: dateOf(finish) };
}

function latest(moments: readonly string[]): string | undefined {
  return moments.reduce<string | undefined>((a, b) => (a === undefined || b > a ? b : a), undefined);
}

/** Milestones of the file that carry a date and count. */
function milestonesOf(plan: Plan): (PlanTask & { readonly day: string })[] {
  return plan.tasks.flatMap((task) =>
    task.milestone && task.active && !task.summary && task.stored.finish
      ? [{ ...task, day: dateOf(task.stored.finish) }]
      : [],
  );
}

/**
 * The promised day: as asked for; else as the project has it; else the last milestone, or the end of the plan.
 * @returns undefined when nothing gives a day, with a warning when something was asked for in vain.
 */
export function goLiveTarget(
  graph: GraphReader,
  plan: Plan,
  ids: ReadonlyMap<string, string>,
  asked: GoLiveInput | undefined,
): { target?: GoLiveTarget; warnings: ImportWarning[] } {
  if (asked?.milestone !== undefined || asked?.date !== undefined) return askedTarget(plan, ids, asked);
  const known = currentProject(graph)?.fields.goLive;
  if (known !== undefined) return { target: { date: known, settled: true }, warnings: [] };
  const last = milestonesOf(plan).reduce<(PlanTask & { day: string }) | undefined>(
    (found, one) => (found === undefined || one.day >= found.day ? one : found),
    undefined,
  );
  const date = last?.day ?? spanOf(plan)?.finish;
  if (date === undefined) return { warnings: [] };
  const milestone = last && ids.get(`task:${last.uid}`);
  return { target: { date, settled: false, ...(milestone === undefined ? {} : { milestone }) }, warnings: [] };
}

function askedTarget(
  plan: Plan,
  ids: ReadonlyMap<string, string>,
  { milestone: uid, date: day }: GoLiveInput,
): { target?: GoLiveTarget; warnings: ImportWarning[] } {
  const task = plan.tasks.find((one) => one.uid === uid);
  const milestone = task && ids.get(`task:${task.uid}`);
  const warnings: ImportWarning[] = [];
  if (uid !== undefined && !task) {
    const missing = say`The go-live milestone ${String(uid)} is not in the file.`;
    warnings.push({ code: 'go-live-missing', ...told(missing), uid });
  }
  const date = day ?? (task?.stored.finish && dateOf(task.stored.finish));
  if (date === undefined) return { warnings };
  return { target: { date, settled: false, ...(milestone === undefined ? {} : { milestone }) }, warnings };
}

/** Writes the promised day into the project, with the gates that hang on it. */
export function promiseChanges(graph: GraphReader, target: GoLiveTarget | undefined, newId: () => string): Change[] {
  const project = currentProject(graph);
  if (!project || !target || target.settled) return [];
  return goLiveChanges(graph, project, { date: target.date, milestone: target.milestone }, newId).changes;
}

/** The default gates, unless the scope has gates or ever had these. */
export function gateChanges(
  graph: GraphReader,
  plan: Plan,
  ids: ReadonlyMap<string, string>,
  target: GoLiveTarget | undefined,
  newId: () => string,
): { changes: Change[]; warnings: ImportWarning[] } {
  const set = graph.count('gate') > 0 || defaultGates.gates.some(({ key }) => wasSet(graph, key));
  if (set) return { changes: [], warnings: [] };
  const span = spanOf(plan);
  if (!span || !target) {
    const message = say`The plan has no dates, so no gates were set.`;
    return { changes: [], warnings: [{ code: 'plan-without-dates', ...told(message) }] };
  }
  const milestones = milestonesOf(plan).flatMap(({ uid, name, day }): PlanMilestone[] => {
    const id = ids.get(`task:${uid}`);
    return id === undefined ? [] : [{ id, title: name, date: day }];
  });
  return defaultGateChanges({ milestones, ...span, goLive: target.date, newId });
}

function wasSet(graph: GraphReader, key: string): boolean {
  const { source, id } = defaultGateOrigin(key);
  return graph.byExternal(source, id) !== undefined;
}
