import type { Plan, PlanLink, PlanTask } from '../plan.ts';
import { SHARE_DONE } from './codes.ts';
import {
  applied,
  changedNames,
  indentOf,
  insertion,
  removal,
  rendered,
  together,
  valueEdits,
  WORK,
} from './edit-text.ts';
import type { Edit, Found } from './edit-text.ts';
import { additions, childrenOf, type Followers, numberIn, outdated, sectionOf, valueIn } from './patch-rows.ts';
import { BASELINE_ORDER, LINK_ORDER, TASK_ORDER } from './schema-order.ts';
import { baselineParts, linkPart, type TaskBaselines, taskParts } from './write-parts.ts';
import { baselinesByTask, linksByTask, taskPart } from './write-rows.ts';
import type { Part } from './write-values.ts';

/** Values of a task that follow from others. */
const FOLLOWERS: Followers = [
  ['ActualDuration RemainingDuration', 'Duration PercentComplete ActualStart ActualFinish'],
  ['Stop Resume', 'Start Duration PercentComplete ActualStart ActualFinish'],
  ['RegularWork RemainingWork', 'Work Duration PercentComplete'],
  ['ActualWork PercentWorkComplete', 'PercentComplete ActualStart ActualFinish'],
  ['StartVariance', 'Start'],
  ['FinishVariance', 'Finish'],
  ['WorkVariance', 'Work'],
  ['StartSlack FinishSlack', 'Start Finish TotalSlack'],
];

/** What is reckoned of a task; where a file does without it, it goes on doing so. */
const RECKONED: ReadonlySet<string> = new Set(
  'Critical EarlyStart EarlyFinish LateStart LateFinish FreeSlack TotalSlack'.split(' '),
);
/** The same of what is done and what is left, until the task comes further. */
const PROGRESS: ReadonlySet<string> = new Set(
  'ActualDuration ActualWork PercentWorkComplete RegularWork RemainingDuration RemainingWork Stop Resume'.split(' '),
);
const PROGRESSED: readonly string[] = ['PercentComplete', 'ActualStart', 'ActualFinish'];

/** A plan, with what is looked for by task. */
interface Side {
  readonly tasks: ReadonlyMap<number, PlanTask>;
  readonly links: ReadonlyMap<number, readonly PlanLink[]>;
  readonly baselines: ReadonlyMap<number, TaskBaselines>;
}

function sideOf(plan: Plan): Side {
  const { summaryTask } = plan.properties;
  const all = summaryTask === undefined ? plan.tasks : [summaryTask, ...plan.tasks];
  return {
    tasks: new Map(all.map((task) => [task.uid, task])),
    links: linksByTask(plan),
    baselines: baselinesByTask(plan),
  };
}

/** Edits for tasks, their links and baselines, and for their order. Numbers of rows are counted anew when rows come, go or move. */
export function taskEdits(text: string, project: Found, before: Plan, after: Plan): Edit[] {
  const { element: section, rows } = sectionOf(text, project, 'Tasks');
  const [was, is] = [sideOf(before), sideOf(after)];
  const placed = placesOf(before) !== placesOf(after);
  const edits = new Map<Found, Edit[]>();
  for (const [uid, element] of rows) {
    const [known, task] = [was.tasks.get(uid), is.tasks.get(uid)];
    if (known === undefined || task === undefined) continue;
    edits.set(element, [
      ...ownEdits(text, element, { known, task, placed }),
      ...linkEdits(text, element, was.links.get(uid) ?? [], is.links.get(uid) ?? []),
      ...baselineEdits(text, element, was.baselines.get(uid) ?? [], is.baselines.get(uid) ?? []),
    ]);
  }
  if (!placed) return [...edits.values()].flat();
  const inFile = new Map(after.tasks.flatMap(({ uid }) => (was.tasks.has(uid) ? [[uid, rows.get(uid)] as const] : [])));
  const write = (task: PlanTask, id: number): Part =>
    taskPart({ ...task, id }, is.links.get(task.uid) ?? [], is.baselines.get(task.uid) ?? []);
  if (section === undefined || section.children.length === 0) {
    return additions(
      text,
      project,
      'Tasks',
      after.tasks.map((task, index) => write(task, index + 1)),
    );
  }
  const gone = new Set(before.tasks.flatMap(({ uid }) => (is.tasks.has(uid) ? [] : [rows.get(uid)])));
  const groups = groupsOf(section, new Set(inFile.values()), gone);
  let result = '';
  let id = 0;
  const put = (row: Found): void => {
    // The row of the whole project has the number 0, whatever comes before the others.
    const number = numberIn(text, row, 'UID') === 0 ? 0 : (id += 1);
    result += text.slice(groups.gapBefore(row), row.from);
    result += applied(text, [...(edits.get(row) ?? []), ...numberEdits(text, row, number)], row);
  };
  const indent = indentOf(text, section);
  groups.leading.forEach(put);
  for (const task of after.tasks) {
    const element = inFile.get(task.uid);
    if (element) [element, ...groups.trailing(element)].forEach(put);
    else result += indent + rendered(write(task, (id += 1)), indent, section);
  }
  const end = section.children.at(-1)?.to ?? section.innerTo;
  return [{ from: section.innerFrom, to: end, text: result }];
}

function placesOf({ tasks }: Plan): string {
  return tasks.map(({ uid }) => uid).join(' ');
}

/** Values of the task itself. Where rows are counted anew its number is none of them. */
function ownEdits(
  text: string,
  element: Found,
  { known, task, placed }: { known: PlanTask; task: PlanTask; placed: boolean },
): Edit[] {
  const outline = changedNames([['OutlineNumber', known.outlineNumber]], [['OutlineNumber', task.outlineNumber]]);
  // A code that is the number of the outline stays that.
  const coded = outline.size > 0 && valueIn(text, element, 'WBS') === valueIn(text, element, 'OutlineNumber');
  const there = new Set(element.children.map(({ name }) => name));
  const [was, is] = [taskParts(known), taskParts(coded ? { ...task, wbs: task.outlineNumber } : task)];
  const all = changedNames(was, is);
  const progressed = PROGRESSED.some((name) => all.has(name));
  const isTold = (name: string): boolean =>
    there.has(name) || (!RECKONED.has(name) && (progressed || !PROGRESS.has(name)));
  const told = (parts: readonly Part[]): Part[] =>
    parts.filter(([name]) => (placed ? name !== 'ID' : true) && isTold(name));
  const after = told(is);
  const before = progressed ? together(told(was), after, WORK) : told(was);
  const changed = changedNames(before, after);
  return [
    ...valueEdits(text, element, { before, after, order: TASK_ORDER }),
    ...outdated(text, element, { changed, after, followers: FOLLOWERS }),
    ...(progressed ? sharesDone(text, element) : []),
  ];
}

/** The share that was done on each day says nothing of a task that has come further. */
function sharesDone(text: string, element: Found): Edit[] {
  return element.children
    .filter((child) => child.name === 'TimephasedData' && numberIn(text, child, 'Type') === SHARE_DONE)
    .map((child) => removal(text, child));
}

function numberEdits(text: string, row: Found, id: number): Edit[] {
  const known = row.children.find(({ name }) => name === 'ID');
  if (known === undefined || numberIn(text, row, 'ID') === id) return [];
  return [{ from: known.innerFrom, to: known.innerTo, text: String(id) }];
}

/** Links that both have stand as they stood; one is known by its predecessor and its type. */
function linkEdits(text: string, element: Found, before: readonly PlanLink[], after: readonly PlanLink[]): Edit[] {
  const keyOf = (part: Part): string => {
    const values = new Map(childrenOf(part));
    return `${textIn(values, 'PredecessorUID')} ${textIn(values, 'Type')}`;
  };
  const found = element.children.filter(({ name }) => name === 'PredecessorLink');
  // A link without a type is finish to start.
  const standing = Map.groupBy(
    found,
    (link) => `${numberIn(text, link, 'PredecessorUID') ?? ''} ${numberIn(text, link, 'Type') ?? 1}`,
  );
  return partEdits(text, element, {
    before: before.map(linkPart),
    after: after.map(linkPart),
    keyOf,
    standing,
    order: LINK_ORDER,
  });
}

function baselineEdits(text: string, element: Found, before: TaskBaselines, after: TaskBaselines): Edit[] {
  const keyOf = (part: Part): string => textIn(new Map(childrenOf(part)), 'Number');
  const found = element.children.filter(({ name }) => name === 'Baseline');
  const standing = Map.groupBy(found, (one) => String(numberIn(text, one, 'Number') ?? ''));
  return partEdits(text, element, {
    before: baselineParts(before),
    after: baselineParts(after),
    keyOf,
    standing,
    order: BASELINE_ORDER,
  });
}

function textIn(values: ReadonlyMap<string, Part[1]>, name: string): string {
  const value = values.get(name);
  return typeof value === 'string' ? value : '';
}

/** Rows within a task, each known by a key: those that differ, went and came. */
function partEdits(
  text: string,
  element: Found,
  {
    before,
    after,
    keyOf,
    standing,
    order,
  }: {
    readonly before: readonly Part[];
    readonly after: readonly Part[];
    readonly keyOf: (part: Part) => string;
    readonly standing: ReadonlyMap<string, readonly Found[]>;
    readonly order: ReadonlyMap<string, number>;
  },
): Edit[] {
  const was = new Map(before.map((part) => [keyOf(part), part]));
  const is = new Map(after.map((part) => [keyOf(part), part]));
  const edits: Edit[] = [];
  for (const [key, part] of is) {
    const known = was.get(key);
    const [row] = standing.get(key) ?? [];
    if (known === undefined || row === undefined) edits.push(insertion(text, element, part, TASK_ORDER));
    else edits.push(...valueEdits(text, row, { before: childrenOf(known), after: childrenOf(part), order }));
  }
  for (const key of was.keys()) {
    if (!is.has(key)) for (const row of standing.get(key) ?? []) edits.push(removal(text, row));
  }
  return edits;
}

/** Rows of a list in groups that stay together: blank rows go with the task they follow, and those before the first stay before it. */
function groupsOf(section: Found, kept: ReadonlySet<Found | undefined>, gone: ReadonlySet<Found | undefined>) {
  const leading: Found[] = [];
  const following = new Map<Found, Found[]>();
  const gaps = new Map<Found, number>();
  let current = leading;
  let end = section.innerFrom;
  for (const row of section.children) {
    gaps.set(row, end);
    end = row.to;
    if (kept.has(row)) following.set(row, (current = []));
    else if (!gone.has(row)) current.push(row);
  }
  return {
    leading,
    trailing: (row: Found): readonly Found[] => following.get(row) ?? [],
    /** Where what stands between the row and the one before it begins. */
    gapBefore: (row: Found): number => gaps.get(row) ?? row.from,
  };
}
