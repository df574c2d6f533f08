import type { LinkLag, PlanBaselineTask, PlanDuration, PlanLink, PlanTask } from '../plan.ts';
import { say } from '../say.ts';
import {
  CONSTRAINT_TYPES,
  DEFAULT_TIME_FORMAT,
  LINK_TYPES,
  NO_CALENDAR,
  SECONDS_PER_LAG_STEP,
  SLACK_STEPS_PER_MINUTE,
  TASK_TYPES,
  TIME_FORMATS,
} from './codes.ts';
import type { TimeFormat } from './codes.ts';
import type { Row } from './rows.ts';
import type { Values, Warn } from './values.ts';

/** A task as its own row states it, before its place in the outline is known. */
export type TaskDraft = Omit<PlanTask, 'outlineNumber' | 'outlineLevel' | 'parentUid' | 'summary'> & {
  readonly outlineNumber: string | undefined;
  readonly outlineLevel: number | undefined;
  /** As stated. */
  readonly summary: boolean | undefined;
};

const MAX_LEVEL = 65_535;

const format = (values: Values, row: Row, element: string): TimeFormat =>
  values.code(row, element, TIME_FORMATS, DEFAULT_TIME_FORMAT);

const duration = (values: Values, row: Row): PlanDuration | undefined => {
  const seconds = values.duration(row, 'Duration');
  if (seconds === undefined) return undefined;
  const shown = format(values, row, 'DurationFormat');
  return {
    seconds,
    unit: shown.unit,
    elapsed: shown.elapsed,
    estimated: values.flag(row, 'Estimated', shown.estimated) || shown.estimated,
  };
};

const slack = (values: Values, row: Row, element: string): number | undefined => {
  const steps = values.decimal(row, element);
  return steps === undefined ? undefined : steps / SLACK_STEPS_PER_MINUTE;
};

const constraint = (values: Values, warn: Warn, row: Row, uid: number): PlanTask['constraint'] => {
  const type = values.code(row, 'ConstraintType', CONSTRAINT_TYPES, 'asap');
  if (type === 'asap' || type === 'alap') return { type };
  const date = values.moment(row, 'ConstraintDate');
  if (date === undefined)
    warn('constraint-without-date', say`Task ${String(uid)} has the constraint ${type}.`, row, uid);
  return { type, date };
};

const levelingDelay = (values: Values, row: Row): PlanTask['levelingDelay'] => {
  const steps = values.decimal(row, 'LevelingDelay');
  if (steps === undefined || steps === 0) return undefined;
  return { minutes: steps / SLACK_STEPS_PER_MINUTE, elapsed: format(values, row, 'LevelingDelayFormat').elapsed };
};

/** Reads the values of a task row. A task of zero duration counts as milestone unless the file says otherwise. */
export const readTask = (values: Values, warn: Warn, row: Row, uid: number): TaskDraft => {
  const length = duration(values, row);
  const calendar = values.integer(row, 'CalendarUID');
  const summary = values.has(row, 'Summary') ? values.flag(row, 'Summary', false) : undefined;
  const externalProject = values.text(row, 'ExternalTaskProject');
  const subprojectName = values.text(row, 'SubprojectName');
  return {
    uid,
    id: values.integer(row, 'ID'),
    guid: values.text(row, 'GUID'),
    name: values.text(row, 'Name') ?? '',
    wbs: values.text(row, 'WBS'),
    outlineNumber: values.text(row, 'OutlineNumber'),
    outlineLevel: values.integer(row, 'OutlineLevel', 0, MAX_LEVEL),
    summary,
    milestone: values.flag(row, 'Milestone', length?.seconds === 0 && summary !== true),
    active: values.flag(row, 'Active', true),
    manual: values.flag(row, 'Manual', false),
    type: values.code(row, 'Type', TASK_TYPES, 'fixed-units'),
    effortDriven: values.flag(row, 'EffortDriven', false),
    recurring: values.flag(row, 'Recurring', false),
    priority: values.integer(row, 'Priority', 0, 1000) ?? 500,
    duration: length,
    constraint: constraint(values, warn, row, uid),
    deadline: values.moment(row, 'Deadline'),
    calendarUid: calendar === NO_CALENDAR ? undefined : calendar,
    ignoreResourceCalendar: values.flag(row, 'IgnoreResourceCalendar', false),
    levelingDelay: levelingDelay(values, row),
    percentComplete: values.decimal(row, 'PercentComplete', 0, 100) ?? 0,
    physicalPercentComplete: values.decimal(row, 'PhysicalPercentComplete', 0, 100),
    actualStart: values.moment(row, 'ActualStart'),
    actualFinish: values.moment(row, 'ActualFinish'),
    actualDurationSeconds: values.duration(row, 'ActualDuration'),
    remainingDurationSeconds: values.duration(row, 'RemainingDuration'),
    stop: values.moment(row, 'Stop'),
    resume: values.moment(row, 'Resume'),
    manualStart: values.moment(row, 'ManualStart'),
    manualFinish: values.moment(row, 'ManualFinish'),
    manualDurationSeconds: values.duration(row, 'ManualDuration'),
    workSeconds: values.duration(row, 'Work'),
    actualWorkSeconds: values.duration(row, 'ActualWork'),
    cost: values.decimal(row, 'Cost'),
    actualCost: values.decimal(row, 'ActualCost'),
    valueByPhysical: values.flag(row, 'EarnedValueMethod', false) ? true : undefined,
    stored: {
      start: values.moment(row, 'Start'),
      finish: values.moment(row, 'Finish'),
      earlyStart: values.moment(row, 'EarlyStart'),
      earlyFinish: values.moment(row, 'EarlyFinish'),
      lateStart: values.moment(row, 'LateStart'),
      lateFinish: values.moment(row, 'LateFinish'),
      totalSlack: slack(values, row, 'TotalSlack'),
      freeSlack: slack(values, row, 'FreeSlack'),
      critical: values.has(row, 'Critical') ? values.flag(row, 'Critical', false) : undefined,
      bcws: values.decimal(row, 'BCWS'),
      bcwp: values.decimal(row, 'BCWP'),
      acwp: values.decimal(row, 'ACWP'),
    },
    notes: values.text(row, 'Notes'),
    external: values.flag(row, 'ExternalTask', false) ? { project: externalProject } : undefined,
    subproject:
      values.flag(row, 'IsSubproject', false) || subprojectName !== undefined ? { name: subprojectName } : undefined,
  };
};

/** `LinkLag` in tenths of a minute, or in percent where the format is one of the percent formats. */
const lag = (values: Values, row: Row): LinkLag => {
  const steps = values.decimal(row, 'LinkLag') ?? 0;
  const { unit, elapsed } = format(values, row, 'LagFormat');
  if (unit === 'percent') return { value: steps, unit: elapsed ? 'elapsed-percent' : 'percent', shownIn: unit };
  return { value: steps * SECONDS_PER_LAG_STEP, unit: elapsed ? 'elapsed' : 'working', shownIn: unit };
};

/** Reads a link of a task; undefined when it states no predecessor. */
export const readLink = (values: Values, warn: Warn, row: Row, to: number): PlanLink | undefined => {
  const from = values.integer(row, 'PredecessorUID');
  if (from === undefined) {
    warn('link-end-missing', say`A link to task ${String(to)} names no predecessor.`, row, to);
    return undefined;
  }
  return {
    from,
    to,
    type: values.code(row, 'Type', LINK_TYPES, 'FS'),
    lag: lag(values, row),
    crossProject: values.flag(row, 'CrossProject', false) ? { name: values.text(row, 'CrossProjectName') } : undefined,
  };
};

/** Reads a baseline of a task. `entry` is undefined when the baseline holds no value. */
export const readBaseline = (
  values: Values,
  row: Row,
  uid: number,
): { number: number | undefined; entry: PlanBaselineTask | undefined } => {
  const entry = {
    uid,
    start: values.moment(row, 'Start'),
    finish: values.moment(row, 'Finish'),
    durationSeconds: values.duration(row, 'Duration'),
    workSeconds: values.duration(row, 'Work'),
    cost: values.decimal(row, 'Cost'),
  };
  const { start, finish, durationSeconds, workSeconds, cost } = entry;
  const filled = [start, finish, durationSeconds, workSeconds, cost].some((value) => value !== undefined);
  return { number: values.integer(row, 'Number', 0, 10), entry: filled ? entry : undefined };
};
