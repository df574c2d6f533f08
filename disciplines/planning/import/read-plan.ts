import { type FieldValues, say, told } from '@callosum/kernel';
import type { Plan, PlanBaseline, PlanBaselineTask, PlanCalendar, PlanResource, PlanTask } from '@callosum/schedule';
import { mendTask } from './mend-task.ts';
import { assignmentDetailsOf } from './read-details.ts';
import { bare, type Mend, NO_NAME, taskLinks, taskRecord } from './read-tasks.ts';
import { onlyTrue, percentOf, plain, storable, working } from './values.ts';
import { type ImportWarning, titleOf, type Wanted, type WantedLink, type WantedRecord } from './wanted.ts';

/**
 * Everything a plan wants the records to be.
 * @param positions of the tasks, in the order of the file.
 */
export function readPlan(plan: Plan, positions: readonly number[]): Wanted {
  const warnings: ImportWarning[] = [];
  const text: Mend = (written, uid) => {
    if (written === undefined || written === '') return null;
    const { text: kept, mended } = storable(written);
    if (mended) {
      const message = say`A text of row ${String(uid)} held characters that cannot be stored; they were replaced.`;
      warnings.push({ code: 'text-mended', ...told(message), uid });
    }
    return kept;
  };
  const uids = new Set(plan.tasks.map(({ uid }) => uid));
  const network = taskLinks(plan, uids);
  const mend = (task: PlanTask): PlanTask => {
    const { task: mended, warnings: odd } = mendTask(task);
    warnings.push(...odd);
    return mended;
  };
  const unassigned = Map.groupBy(
    plan.assignments.filter(({ resourceUid }) => resourceUid === null),
    ({ taskUid }) => taskUid,
  );
  const tasks = plan.tasks.map((task, index) =>
    taskRecord(mend(task), positions[index] ?? index + 1, unassigned.get(task.uid) ?? [], text),
  );
  const resources = plan.resources.map((one) => resourceRecord(one, text));
  const assigned = readAssignments(plan, [...tasks, ...resources]);
  const records = [
    ...plan.calendars.map((one) => calendarRecord(one, text)),
    ...resources,
    ...tasks,
    ...assigned.records,
    ...plan.baselines.map(baselineRecord),
  ];
  const known = new Set(records.map(({ key }) => key));
  const links = [
    ...plan.calendars.flatMap(({ uid, baseUid }) =>
      baseUid === undefined ? [] : [bare('calendar.basedOn', `calendar:${uid}`, `calendar:${baseUid}`)],
    ),
    ...plan.resources.flatMap(({ uid, calendarUid }) =>
      calendarUid === undefined ? [] : [bare('resource.uses', `resource:${uid}`, `calendar:${calendarUid}`)],
    ),
    ...network.links,
    ...assigned.links,
    ...plan.baselines.flatMap(baselineLinks),
  ].filter(({ from, to }) => known.has(from) && known.has(to));
  return { records, links, warnings: [...warnings, ...network.warnings] };
}

function calendarRecord(one: PlanCalendar, text: Mend): WantedRecord {
  return {
    kind: 'calendar',
    key: `calendar:${one.uid}`,
    fields: {
      title: text(one.name, one.uid) ?? NO_NAME,
      base: one.isBase,
      week: plain(one.week),
      exceptions: one.exceptions.length === 0 ? null : plain(one.exceptions),
      workWeeks: one.workWeeks.length === 0 ? null : plain(one.workWeeks),
    },
  };
}

function resourceRecord(one: PlanResource, text: Mend): WantedRecord {
  return {
    kind: 'resource',
    key: `resource:${one.uid}`,
    fields: {
      title: text(one.name, one.uid) ?? NO_NAME,
      initials: text(one.initials, one.uid),
      group: text(one.group, one.uid),
      email: text(one.email, one.uid),
      resourceType: one.type,
      maxUnits: percentOf(one.maxUnits),
      generic: onlyTrue(one.generic),
      inactive: onlyTrue(one.inactive),
    },
  };
}

/** Work that nobody is assigned to is not an assignment. */
function readAssignments(plan: Plan, named: readonly WantedRecord[]): { records: WantedRecord[]; links: WantedLink[] } {
  const titles = new Map(named.map(({ key, fields }) => [key, titleOf(fields)]));
  const tasks = new Map(plan.tasks.map((one) => [one.uid, one]));
  const records: WantedRecord[] = [];
  const links: WantedLink[] = [];
  for (const one of plan.assignments) {
    const task = `task:${one.taskUid}`;
    const resource = `resource:${one.resourceUid}`;
    if (one.resourceUid === null || !titles.has(task) || !titles.has(resource)) continue;
    const key = `assignment:${one.uid}`;
    records.push({
      kind: 'assignment',
      key,
      fields: {
        title: `${titles.get(task)} ← ${titles.get(resource)}`,
        units: percentOf(one.units),
        work: working(one.workSeconds, 'hours'),
        percentComplete: one.percentWorkComplete,
        planDetails: plain(assignmentDetailsOf(one, tasks.get(one.taskUid))),
      },
    });
    links.push(bare('assignment.of', key, task), bare('assignment.by', key, resource));
  }
  return { records, links };
}

function baselineRecord({ number }: PlanBaseline): WantedRecord {
  const title = number === 0 ? 'Baseline' : `Baseline ${number}`;
  return { kind: 'baseline', key: `baseline:${number}`, fields: { title, baselineNumber: number } };
}

function baselineLinks({ number, tasks }: PlanBaseline): WantedLink[] {
  return tasks.map((held) => ({
    type: 'baseline.holds',
    from: `baseline:${number}`,
    to: `task:${held.uid}`,
    fields: heldValues(held),
  }));
}

function heldValues({ start, finish, durationSeconds, workSeconds }: PlanBaselineTask): FieldValues {
  const duration = working(durationSeconds, 'days');
  const work = working(workSeconds, 'hours');
  return {
    ...(start === undefined ? {} : { start }),
    ...(finish === undefined ? {} : { finish }),
    ...(duration ? { duration } : {}),
    ...(work ? { work } : {}),
  };
}
