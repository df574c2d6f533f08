import { type HighestUids, highestUids, type Plan, withReckoned, writeMspdi } from '@callosum/schedule';
import type { PlanRecords } from './records.ts';
import { toPlan } from './to-plan.ts';

/** A Microsoft Project file that a plan came from, and the records it would be had it just been imported. */
export interface Origin {
  readonly original: string;
  readonly records: PlanRecords;
  /** Numbers that tasks have in it, by the records they stand for. */
  readonly ours: ReadonlyMap<string, number>;
}

/**
 * The plan as Microsoft Project XML, with the dates as they are calculated now.
 * @param origin the file it came from: then that file, with what people have changed since
 */
export function mspdiOf(records: PlanRecords, today: string, origin?: Origin): string {
  if (origin === undefined) return writeMspdi(numbered(withReckoned(toPlan(records, today).plan)));
  const taken = highestUids(origin.original);
  const before = filePlan(origin.records, today, taken);
  return writeMspdi(filePlan(numberedBy(records, origin.ours), today, taken), origin.original, before);
}

/** Tasks that were made here, went out with a file and came back with it keep the number it gave them. */
function numberedBy(records: PlanRecords, ours: Origin['ours']): PlanRecords {
  const tasks = records.tasks.map((row) => {
    const uid = row.uid ?? ours.get(row.id);
    return uid === undefined ? row : { ...row, uid };
  });
  return { ...records, tasks };
}

/** What a file holds of a plan. Work that nobody is assigned to yet stands in the file alone. */
function filePlan(records: PlanRecords, today: string, taken: HighestUids): Plan {
  const { plan } = toPlan(records, today, taken);
  const reckoned = withReckoned(plan);
  return { ...reckoned, assignments: reckoned.assignments.filter(({ resourceUid }) => resourceUid !== null) };
}

function numbered(plan: Plan): Plan {
  return { ...plan, tasks: plan.tasks.map((task, index) => ({ ...task, id: index + 1 })) };
}
