import { planWarning } from '../errors.ts';
import type { PlanWarning } from '../errors.ts';
import type {
  Plan,
  PlanAssignment,
  PlanBaselineTask,
  PlanCalendar,
  PlanLink,
  PlanProperties,
  PlanResource,
} from '../plan.ts';
import { say } from '../say.ts';
import { createCalendarReader } from './calendars.ts';
import { createOutline } from './outline.ts';
import { readProperties } from './properties.ts';
import { settleCalendar, settleCalendarBases } from './references.ts';
import type { Lined, WarnAt } from './references.ts';
import { readAssignment, readResource } from './resources.ts';
import type { Row } from './rows.ts';
import { readBaseline, readLink, readTask } from './tasks.ts';
import { createValues, statedUid } from './values.ts';
import type { Warn } from './values.ts';

export interface Assembly {
  readonly row: (row: Row) => void;
  readonly repeated: (row: Row, element: string) => void;
  readonly finish: () => { plan: Plan; warnings: PlanWarning[] };
}

const createWarnings = (limit: number) => {
  const listed: PlanWarning[] = [];
  let unlisted = 0;
  const warnAt: WarnAt = (code, message, place) => {
    if (listed.length < limit) listed.push(planWarning(code, message, place));
    else unlisted++;
  };
  const all = (): PlanWarning[] =>
    unlisted === 0 ? listed : [...listed, planWarning('more-warnings', say`${unlisted} more are not listed.`, {})];
  return { warnAt, all };
};

/** Puts the rows of a file together into a plan, and settles what they say about each other at the end. */
export const createAssembly = (maxWarnings: number): Assembly => {
  const { warnAt, all } = createWarnings(maxWarnings);
  const warn: Warn = (code, message, row, uid) => warnAt(code, message, { line: row.line, uid });
  const values = createValues(warn);
  const readCalendar = createCalendarReader(values, warn);
  const outline = createOutline(warn);
  const calendars = new Map<number, Lined<PlanCalendar>>();
  const resources = new Map<number, Lined<PlanResource>>();
  const assignments = new Map<number, Lined<PlanAssignment>>();
  const taskLines = new Map<number, number>();
  const links: PlanLink[] = [];
  const linkLines: number[] = [];
  const baselines = new Map<number, PlanBaselineTask[]>();
  let project: Row | undefined;

  /** The UID of a row, if it is readable and new. */
  const freshUid = (row: Row, taken: ReadonlyMap<number, unknown>): number | undefined => {
    const { kind } = row.shape;
    const uid = values.integer(row, 'UID');
    if (uid === undefined) {
      const name = row.shape.values.has('Name') ? values.text(row, 'Name') : undefined;
      const message =
        name === undefined ? say`A ${kind} has no UID.` : say`A ${kind} called "${name.slice(0, 60)}" has no UID.`;
      warn('missing-uid', message, row);
      return undefined;
    }
    if (!taken.has(uid)) return uid;
    warn('duplicate-uid', say`${kind} ${String(uid)} occurs again.`, row, uid);
    return undefined;
  };

  const addBaseline = (row: Row, uid: number, seen: Set<number>): void => {
    const { number, entry } = readBaseline(values, row, uid);
    if (number === undefined || seen.has(number)) {
      warn('baseline-unusable', say`Task ${String(uid)} has a baseline that cannot be told apart.`, row, uid);
      return;
    }
    seen.add(number);
    if (entry === undefined) return;
    const entries = baselines.get(number);
    if (entries === undefined) baselines.set(number, [entry]);
    else entries.push(entry);
  };

  const addTask = (row: Row): void => {
    if (values.flag(row, 'IsNull', false)) return;
    const uid = freshUid(row, taskLines);
    if (uid === undefined) return;
    taskLines.set(uid, row.line);
    outline.add(readTask(values, warn, row, uid), row);
    const numbers = new Set<number>();
    for (const inner of row.rows) {
      if (inner.shape.kind === 'Baseline') addBaseline(inner, uid, numbers);
      else {
        const link = readLink(values, warn, inner, uid);
        if (link === undefined) continue;
        links.push(link);
        linkLines.push(inner.line);
      }
    }
  };

  const addCalendar = (row: Row): void => {
    const uid = freshUid(row, calendars);
    if (uid !== undefined) calendars.set(uid, { value: readCalendar(row, uid), line: row.line });
  };

  const addResource = (row: Row): void => {
    if (values.flag(row, 'IsNull', false)) return;
    const uid = freshUid(row, resources);
    // Row 0 without a name is how Microsoft Project writes "nobody"; it is no resource.
    if (uid === undefined || (uid === 0 && values.text(row, 'Name') === undefined)) return;
    resources.set(uid, { value: readResource(values, row, uid), line: row.line });
  };

  const addAssignment = (row: Row): void => {
    const uid = freshUid(row, assignments);
    const value = uid === undefined ? undefined : readAssignment(values, warn, row, uid);
    if (value !== undefined) assignments.set(value.uid, { value, line: row.line });
  };

  const settleLinks = (): PlanLink[] =>
    links.filter((link, index) => {
      const place = { line: linkLines[index], uid: link.to };
      if (link.crossProject !== undefined) return true;
      if (link.from === link.to) {
        warnAt('self-link', say`Task ${String(link.to)} is linked to itself.`, place);
        return false;
      }
      if (taskLines.has(link.from)) return true;
      warnAt('link-end-missing', say`Task ${String(link.to)} follows task ${String(link.from)}.`, place);
      return false;
    });

  const settleAssignments = (): PlanAssignment[] =>
    [...assignments.values()].flatMap(({ value, line }) => {
      const { uid, taskUid, resourceUid } = value;
      if (!taskLines.has(taskUid)) {
        warnAt('assignment-task-missing', say`Assignment ${String(uid)} belongs to task ${String(taskUid)}.`, {
          line,
          uid,
        });
        return [];
      }
      if (resourceUid === null || resources.has(resourceUid)) return [value];
      if (resourceUid === 0) return [{ ...value, resourceUid: null }];
      warnAt('assignment-resource-missing', say`Assignment ${String(uid)} names resource ${String(resourceUid)}.`, {
        line,
        uid,
      });
      return [];
    });

  const settleProperties = (uids: ReadonlySet<number>): PlanProperties => {
    const row = project;
    if (row === undefined) throw new TypeError('finish was called before the project was complete');
    const properties = readProperties(values, row, outline.summaryTask());
    return settleCalendar(properties, uids, () => ({ name: say`The project`, place: { line: row.line } }), warnAt);
  };

  return {
    row(row) {
      if (row.shape.kind === 'Task') addTask(row);
      else if (row.shape.kind === 'Assignment') addAssignment(row);
      else if (row.shape.kind === 'Resource') addResource(row);
      else if (row.shape.kind === 'Calendar') addCalendar(row);
      else project = row;
    },
    repeated(row, element) {
      warn('repeated-element', say`A ${row.shape.kind} states ${element} twice.`, row, statedUid(row));
    },
    finish() {
      const uids: ReadonlySet<number> = new Set(calendars.keys());
      const properties = settleProperties(uids);
      const plan: Plan = {
        source: 'mspdi',
        properties,
        calendars: settleCalendarBases([...calendars.values()], warnAt),
        tasks: outline.tasks().map((task) =>
          settleCalendar(
            task,
            uids,
            () => ({
              name: say`Task ${String(task.uid)}`,
              place: { line: taskLines.get(task.uid), uid: task.uid },
            }),
            warnAt,
          ),
        ),
        links: settleLinks(),
        resources: [...resources.values()].map(({ value, line }) =>
          settleCalendar(
            value,
            uids,
            () => ({ name: say`Resource ${String(value.uid)}`, place: { line, uid: value.uid } }),
            warnAt,
          ),
        ),
        assignments: settleAssignments(),
        baselines: [...baselines].sort(([a], [b]) => a - b).map(([number, tasks]) => ({ number, tasks })),
      };
      return { plan, warnings: all() };
    },
  };
};
