import type { Plan } from '../plan.ts';

/** How much of what a plan holds; enough to compare a file with what another program counted in it. */
export interface Inventory {
  /** With the project summary task, if there is one. */
  readonly tasks: number;
  readonly links: number;
  /** Links with a lag or lead. */
  readonly lags: number;
  /** Links by type: FF, FS, SF, SS. */
  readonly linkTypes: Readonly<Record<string, number>>;
  /** Tasks by type of constraint. */
  readonly constraints: Readonly<Record<string, number>>;
  /** Tasks with a total slack other than zero. */
  readonly slack: number;
  /** Tasks with progress. */
  readonly progressed: number;
  readonly manual: number;
  readonly calendars: number;
  readonly resources: number;
  readonly assignments: number;
}

const tally = (keys: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
};

/** Counts what a plan holds. */
export const inventory = (plan: Plan): Inventory => {
  const summary = plan.properties.summaryTask;
  const tasks = summary === undefined ? plan.tasks : [summary, ...plan.tasks];
  return {
    tasks: tasks.length,
    links: plan.links.length,
    lags: plan.links.filter((link) => link.lag.value !== 0).length,
    linkTypes: tally(plan.links.map((link) => link.type)),
    constraints: tally(tasks.map((task) => task.constraint.type)),
    slack: tasks.filter((task) => (task.stored.totalSlack ?? 0) !== 0).length,
    progressed: tasks.filter((task) => task.percentComplete > 0).length,
    manual: tasks.filter((task) => task.manual).length,
    calendars: plan.calendars.length,
    resources: plan.resources.length,
    assignments: plan.assignments.length,
  };
};
