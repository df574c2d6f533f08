import type { Plan, PlanAssignment, PlanTask } from '../plan.ts';
import { ACTUAL_OVERTIME, ACTUAL_WORK, REMAINING_WORK } from './codes.ts';
import { insertion, removal, valueEdits } from './edit-text.ts';
import type { Edit, Found } from './edit-text.ts';
import { additions, changedIn, childrenOf, type Followers, numberIn, outdated, sectionOf } from './patch-rows.ts';
import { ASSIGNMENT_ORDER } from './schema-order.ts';
import { assignmentPart, periodParts, taskParts } from './write-parts.ts';
import type { Part } from './write-values.ts';

/** Values of an assignment that follow from others, or from those of its task: these are named `Task…`. */
const FOLLOWERS: Followers = [
  ['Start Finish Stop Resume', 'TaskStart TaskFinish TaskDuration TaskPercentComplete Work Units Delay LevelingDelay'],
  ['StartVariance', 'TaskStart Start'],
  ['FinishVariance', 'TaskFinish Finish'],
  ['WorkVariance', 'Work'],
  ['RegularWork RemainingWork', 'TaskDuration TaskPercentComplete Work OvertimeWork PercentWorkComplete'],
  ['PercentWorkComplete', 'TaskPercentComplete'],
  ['ActualWork ActualStart ActualFinish', 'TaskPercentComplete TaskActualStart TaskActualFinish PercentWorkComplete'],
];
/** The same where nobody is assigned: its work is the length of its task. */
const UNASSIGNED: Followers = [...FOLLOWERS, ['Work', 'TaskDuration']];

/** What is reckoned of the work; where a file does without it, it goes on doing so until the task comes further. */
const RECKONED: ReadonlySet<string> = new Set(
  'ActualFinish ActualStart ActualWork RegularWork RemainingWork Stop Resume'.split(' '),
);

/** When and how much is worked, period by period: kinds of it by what makes them outdated. */
const ACTUAL: ReadonlySet<number> = new Set([ACTUAL_WORK, ACTUAL_OVERTIME]);
const MOVES = ['TaskStart', 'TaskFinish', 'TaskDuration', 'Start', 'Finish', 'Work', 'Units', 'Delay', 'WorkContour'];
const PROGRESS = ['TaskPercentComplete', 'TaskActualStart', 'TaskActualFinish', 'PercentWorkComplete'];

/**
 * Edits for assignments. The work of one follows its task, done and left; periods are written anew where they are known, and sums and
 * periods of another shape, which would contradict it, left out: Microsoft Project reckons them anew.
 */
export function assignmentEdits(text: string, project: Found, before: Plan, after: Plan): Edit[] {
  const { element: section, rows } = sectionOf(text, project, 'Assignments');
  const was = new Map(before.assignments.map((one) => [one.uid, one]));
  const is = new Map(after.assignments.map((one) => [one.uid, one]));
  const tasks = changedTasks(before, after);
  const left = new Set(before.tasks.map(({ uid }) => uid));
  for (const { uid } of after.tasks) left.delete(uid);
  const edits: Edit[] = [];
  for (const row of section?.children ?? []) {
    const uid = numberIn(text, row, 'UID') ?? Number.NaN;
    const task = numberIn(text, row, 'TaskUID') ?? Number.NaN;
    const [known, one] = rows.get(uid) === row ? [was.get(uid), is.get(uid)] : [];
    if (left.has(task) || (known && !one)) edits.push(removal(text, row));
    else edits.push(...ownEdits(text, row, { known, one, follows: tasks.get(task) ?? NOTHING }));
  }
  const added = after.assignments.filter(({ uid }) => !was.has(uid) || !rows.has(uid));
  return [...edits, ...additions(text, project, 'Assignments', added.map(assignmentPart))];
}

const NOTHING: ReadonlySet<string> = new Set();

/** What has changed of each task, named as {@link FOLLOWERS} names it. */
function changedTasks(before: Plan, after: Plan): ReadonlyMap<number, ReadonlySet<string>> {
  const was = new Map(before.tasks.map((task) => [task.uid, task]));
  const part = (task: PlanTask): Part => ['Task', taskParts(task)];
  return new Map(
    after.tasks.flatMap((task) => {
      const known = was.get(task.uid);
      const names = known ? [...changedIn(part(known), part(task))] : [];
      return names.length === 0 ? [] : [[task.uid, new Set(names.map((name) => `Task${name}`))] as const];
    }),
  );
}

interface Change {
  readonly known: PlanAssignment | undefined;
  readonly one: PlanAssignment | undefined;
  readonly follows: ReadonlySet<string>;
}

function ownEdits(text: string, row: Found, { known, one, follows }: Change): Edit[] {
  if (!known || !one) return [];
  const there = new Set(row.children.map(({ name }) => name));
  const progressed =
    PROGRESS.some((name) => follows.has(name)) || known.percentWorkComplete !== one.percentWorkComplete;
  const [before = [], after = []] = [known, one].map((at) =>
    withoutPeriods(assignmentPart(at)).filter(([name]) => progressed || there.has(name) || !RECKONED.has(name)),
  );
  const changed = new Set([...changedIn(['', before], ['', after]), ...follows]);
  if (changed.size === 0) return [];
  const followers = one.resourceUid === null ? UNASSIGNED : FOLLOWERS;
  return [
    ...valueEdits(text, row, { before, after, order: ASSIGNMENT_ORDER }),
    ...outdated(text, row, { changed, after, followers }),
    ...periodEdits(text, row, changed, one),
  ];
}

function withoutPeriods(part: Part): Part[] {
  return childrenOf(part).filter(([name]) => name !== 'TimephasedData');
}

function periodEdits(text: string, row: Found, changed: ReadonlySet<string>, one: PlanAssignment): Edit[] {
  const moved = [...MOVES, ...PROGRESS].some((name) => changed.has(name));
  const progressed = PROGRESS.some((name) => changed.has(name));
  if (!moved) return [];
  const typeOf = (period: Found): number => numberIn(text, period, 'Type') ?? Number.NaN;
  const standing = row.children.filter(
    (child) => child.name === 'TimephasedData' && (typeOf(child) === REMAINING_WORK || ACTUAL.has(typeOf(child))),
  );
  // A file that does without periods goes on doing so.
  const written = standing.length === 0 ? [] : periodParts(one);
  const left = standing.filter((period) => written.length > 0 || progressed || typeOf(period) === REMAINING_WORK);
  return [
    ...left.map((period) => removal(text, period)),
    ...written.map((part) => insertion(text, row, part, ASSIGNMENT_ORDER)),
  ];
}
