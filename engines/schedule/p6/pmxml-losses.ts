import { planWarning } from '../errors.ts';
import type { PlanWarning } from '../errors.ts';
import type { Plan, PlanAssignment, PlanCalendar, PlanResource, PlanTask } from '../plan.ts';
import { type Said, say } from '../say.ts';

/** What of a row P6 XML has no place for. */
interface Loss<Row> {
  readonly what: Said;
  readonly isLost: (row: Row) => boolean;
}

const TASKS: readonly Loss<PlanTask>[] = [
  { what: say`Notes`, isLost: ({ notes }) => notes !== undefined },
  { what: say`Levelling delay`, isLost: ({ levelingDelay }) => levelingDelay !== undefined },
  {
    what: say`Mark of a milestone that takes time`,
    isLost: ({ milestone, duration }) => milestone && (duration?.seconds ?? 0) > 0,
  },
  { what: say`Priority`, isLost: ({ priority }) => priority !== 500 },
  { what: say`Costs`, isLost: ({ cost, actualCost }) => (cost ?? 0) !== 0 || (actualCost ?? 0) !== 0 },
];

const RESOURCES: readonly Loss<PlanResource>[] = [
  { what: say`Cost type, written as material`, isLost: ({ type }) => type === 'cost' },
  { what: say`Units that are there`, isLost: ({ type, maxUnits }) => type === 'work' && maxUnits !== 1 },
  {
    what: say`Initials, group or e-mail`,
    isLost: ({ initials, group, email }) => (initials ?? group ?? email) !== undefined,
  },
  { what: say`Marks of a role or of being inactive`, isLost: ({ generic, inactive }) => generic || inactive },
];

const ASSIGNMENTS: readonly Loss<PlanAssignment>[] = [
  { what: say`Gaps in the work`, isLost: ({ pauses = [] }) => pauses.length > 0 },
  { what: say`Overtime`, isLost: ({ overtimeSeconds }) => (overtimeSeconds ?? 0) > 0 },
  {
    what: say`Delay of the assignment`,
    isLost: ({ delaySeconds, levelingDelay }) => (delaySeconds ?? levelingDelay?.seconds ?? 0) !== 0,
  },
  { what: say`Contour of the work`, isLost: ({ contourLoad }) => contourLoad !== undefined },
  {
    what: say`Share that is done`,
    isLost: ({ percentWorkComplete, workSeconds }) => percentWorkComplete > 0 && (workSeconds ?? 0) === 0,
  },
];

/** What of a plan P6 XML has no place for, each once, with how many rows lose it and the first of them. */
export function lossesOf(plan: Plan): PlanWarning[] {
  const named = new Map(plan.tasks.map(({ uid, name }) => [uid, name]));
  return [
    ...plan.calendars.flatMap(calendarLosses),
    ...counted(RESOURCES, plan.resources, ({ uid, name }) => say`resource ${String(uid)} “${name}”`),
    ...counted(TASKS, plan.tasks, ({ uid, name }) => say`task ${String(uid)} “${name}”`),
    ...counted(
      ASSIGNMENTS,
      plan.assignments,
      ({ uid, taskUid }) => say`assignment ${String(uid)} to task ${String(taskUid)} “${named.get(taskUid) ?? ''}”`,
    ),
    ...plan.baselines.map(({ number, tasks }) =>
      noPlace(
        say`Left out: baseline ${String(number)} (${tasks.length} tasks). Primavera keeps a baseline as a project of its own.`,
      ),
    ),
  ];
}

/** Weeks that replace the normal one, and exceptions that recur: Primavera has single days only. */
function calendarLosses({ uid, name, workWeeks, exceptions }: PlanCalendar): PlanWarning[] {
  const id = String(uid);
  return [
    ...workWeeks.map(({ from, to, name: week = '' }) =>
      noPlace(say`The week “${week}” of calendar ${id} “${name}” from ${from} to ${to} is written day by day.`, uid),
    ),
    ...exceptions
      .filter(({ recurrence }) => recurrence !== undefined && recurrence.type !== 1)
      .map(({ from, to, name: exception = '' }) =>
        noPlace(
          say`The exception “${exception}” of calendar ${id} “${name}” recurs; its days from ${from} to ${to} are written one by one, and none after.`,
          uid,
        ),
      ),
  ];
}

function counted<Row extends { readonly uid: number }>(
  losses: readonly Loss<Row>[],
  rows: readonly Row[],
  placeOf: (row: Row) => Said,
): PlanWarning[] {
  return losses.flatMap(({ what, isLost }) => {
    const lost = rows.filter(isLost);
    const [first] = lost;
    if (first === undefined) return [];
    const place = placeOf(first);
    return [
      lost.length === 1
        ? noPlace(say`Left out: ${what}, of ${place}.`, first.uid)
        : noPlace(say`Left out: ${what}, of ${place} and ${lost.length - 1} more.`, first.uid),
    ];
  });
}

function noPlace(message: Said, uid?: number): PlanWarning {
  return planWarning('no-place', message, uid === undefined ? {} : { uid });
}
