import {
  type HighestUids,
  highestP6Uids,
  highestUids,
  type Plan,
  type PlanWarning,
  WBS_OFFSET,
  withReckoned,
  writeMspdi,
  writePmxml,
} from '@callosum/schedule';
import type { PlanRecords, TaskRecord } from './records.ts';
import { type MappedPlan, toPlan } from './to-plan.ts';

/** Microsoft Project XML and Primavera P6 XML. */
export const FILE_FORMATS = ['mspdi', 'pmxml'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** A file that a plan came from, and the records it would be had it just been imported. */
export interface Origin {
  readonly format: FileFormat;
  readonly original: string;
  readonly records: PlanRecords;
  /** Numbers that tasks have in it, by the records they stand for. */
  readonly ours: ReadonlyMap<string, number>;
}

/** The number under which a record goes out that was in no file before. */
export interface Given {
  readonly record: string;
  /** As an import remembers it, such as `task:12`. */
  readonly as: string;
}

export interface HandedOver {
  readonly text: string;
  readonly given: readonly Given[];
  /** What the format has no place for, and what was written instead. */
  readonly losses: readonly PlanWarning[];
}

/**
 * The plan as a file of a planning tool, with the dates as they are calculated now.
 * @param origin the file it came from, when it is of that format: then that file, with what people have changed since
 */
export function handOver(
  records: PlanRecords,
  today: string,
  { format, origin }: { readonly format: FileFormat; readonly origin?: Origin | undefined },
): HandedOver {
  const numbered = numberedBy(records, origin?.ours ?? new Map());
  const taken = origin ? takenIn(origin) : NOTHING_TAKEN;
  const inFile = new Set(origin?.records.tasks.flatMap(({ uid }) => uid ?? []));
  const { plan, given } = filePlan(numbered, today, { format, taken, inFile });
  const before = origin && filePlan(origin.records, today, { format, taken, inFile }).plan;
  if (format === 'pmxml') {
    const { xml, warnings } = writePmxml(plan, origin?.original, before);
    return { text: xml, given, losses: warnings };
  }
  return { text: writeMspdi(origin ? plan : inRows(plan), origin?.original, before), given, losses: [] };
}

/** The highest numbers in a file; those of work packages where it counts them by themselves. */
type Taken = HighestUids & { readonly packages?: number };

function takenIn({ format, original }: Origin): Taken {
  return format === 'pmxml' ? highestP6Uids(original) : highestUids(original);
}

const NOTHING_TAKEN: Taken = { calendars: 0, tasks: 0, resources: 0, assignments: 0 };

/** Tasks that were made here, went out with a file and came back with it keep the number it gave them. */
function numberedBy(records: PlanRecords, ours: Origin['ours']): PlanRecords {
  const tasks = records.tasks.map((row) => {
    const uid = row.uid ?? ours.get(row.id);
    return uid === undefined ? row : { ...row, uid };
  });
  return { ...records, tasks };
}

interface Written {
  readonly plan: Plan;
  readonly given: readonly Given[];
}

/** What a file holds of a plan. Work that nobody is assigned to yet stands in the file alone. */
function filePlan(
  records: PlanRecords,
  today: string,
  {
    format,
    taken,
    inFile,
  }: { readonly format: FileFormat; readonly taken: Taken; readonly inFile: ReadonlySet<number> },
): Written {
  const fitting = format === 'pmxml' ? inPackages(records, taken) : records;
  const mapped = toPlan(fitting, today, taken);
  const reckoned = withReckoned(mapped.plan);
  const tasks = reckoned.tasks.map((task) => ({
    ...task,
    // What was not in the file is known by its record, when the file comes back.
    guid: inFile.has(task.uid) ? undefined : mapped.idOf.get(task.uid)?.toUpperCase(),
  }));
  const assignments = reckoned.assignments.filter(({ resourceUid }) => resourceUid !== null);
  // A plan of Primavera says of tasks what Primavera says of them, whoever asks.
  const source = format === 'pmxml' && reckoned.rules !== undefined ? 'pmxml' : 'mspdi';
  return { plan: { ...reckoned, source, tasks, assignments }, given: givenIn(records, mapped) };
}

function givenIn(records: PlanRecords, { uidOf, numbers }: MappedPlan): Given[] {
  const lists = [
    ['calendar', records.calendars, numbers.calendar],
    ['resource', records.resources, numbers.resource],
    ['task', records.tasks, uidOf],
    ['assignment', records.assignments, numbers.assignment],
  ] as const;
  return lists.flatMap(([kind, rows, numbered]) =>
    rows.flatMap(({ id, uid }) => (uid === undefined ? [{ record: id, as: `${kind}:${numbered.get(id)}` }] : [])),
  );
}

function inRows(plan: Plan): Plan {
  return { ...plan, tasks: plan.tasks.map((task, index) => ({ ...task, id: index + 1 })) };
}

/**
 * Primavera counts work packages and activities apart. What was an activity and has rows below it by now is a package, with another number; a
 * package without rows is an activity, for Primavera shows nothing of an empty one.
 */
function inPackages(records: PlanRecords, taken: Taken): PlanRecords {
  const parents = new Set(records.tasks.flatMap(({ parent }) => parent ?? []));
  const uids = records.tasks.flatMap(({ uid }) => uid ?? []);
  let activity = uids.reduce((most, uid) => (uid < WBS_OFFSET ? Math.max(most, uid) : most), taken.tasks);
  let workPackage = uids.reduce((most, uid) => Math.max(most, uid), taken.packages ?? WBS_OFFSET);
  const tasks = records.tasks.map((row): TaskRecord => {
    const { uid = -1 } = row;
    if (parents.has(row.id)) return uid >= WBS_OFFSET ? row : { ...row, uid: (workPackage += 1) };
    return uid >= 0 && uid < WBS_OFFSET ? row : { ...row, uid: (activity += 1) };
  });
  return { ...records, tasks };
}
