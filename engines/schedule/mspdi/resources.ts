import type { PlanAssignment, PlanResource } from '../plan.ts';
import { say } from '../say.ts';
import {
  CONTOUR_LOADS,
  DEFAULT_TIME_FORMAT,
  FLAT_LOAD,
  NO_CALENDAR,
  REMAINING_WORK,
  RESOURCE_TYPES,
  SECONDS_PER_LAG_STEP,
  TIME_FORMATS,
  UNASSIGNED_RESOURCES,
} from './codes.ts';
import type { Row } from './rows.ts';
import type { Values, Warn } from './values.ts';

/** Reads the values of a resource row. */
export const readResource = (values: Values, row: Row, uid: number): PlanResource => {
  const calendar = values.integer(row, 'CalendarUID');
  const type = values.code(row, 'Type', RESOURCE_TYPES, 'work');
  return {
    uid,
    id: values.integer(row, 'ID'),
    guid: values.text(row, 'GUID'),
    name: values.text(row, 'Name') ?? '',
    type: values.flag(row, 'IsCostResource', false) ? 'cost' : type,
    initials: values.text(row, 'Initials'),
    group: values.text(row, 'Group'),
    email: values.text(row, 'EmailAddress'),
    maxUnits: values.decimal(row, 'MaxUnits', 0) ?? 1,
    calendarUid: calendar === NO_CALENDAR ? undefined : calendar,
    generic: values.flag(row, 'IsGeneric', false),
    inactive: values.flag(row, 'IsInactive', false),
  };
};

/** Reads the values of an assignment row; undefined when it names no task. */
export const readAssignment = (values: Values, warn: Warn, row: Row, uid: number): PlanAssignment | undefined => {
  const taskUid = values.integer(row, 'TaskUID');
  if (taskUid === undefined) {
    warn('assignment-task-missing', say`Assignment ${String(uid)} names no task.`, row, uid);
    return undefined;
  }
  const resource = values.integer(row, 'ResourceUID');
  return {
    uid,
    taskUid,
    resourceUid: resource === undefined || UNASSIGNED_RESOURCES.has(resource) ? null : resource,
    units: values.decimal(row, 'Units') ?? 1,
    workSeconds: values.duration(row, 'Work'),
    start: values.moment(row, 'Start'),
    finish: values.moment(row, 'Finish'),
    percentWorkComplete: values.decimal(row, 'PercentWorkComplete', 0, 100) ?? 0,
    actualWorkSeconds: unlessZero(values.duration(row, 'ActualWork')),
    overtimeSeconds: unlessZero(values.duration(row, 'OvertimeWork')),
    delaySeconds: unlessZero((values.decimal(row, 'Delay') ?? 0) * SECONDS_PER_LAG_STEP),
    levelingDelay: levelingDelay(values, row),
    contourLoad: contourLoad(values, row),
    pauses: pauses(values, row),
  };
};

const contourLoad = (values: Values, row: Row): number | undefined => {
  const load = values.code(row, 'WorkContour', CONTOUR_LOADS, FLAT_LOAD);
  return load === FLAT_LOAD ? undefined : load;
};

const unlessZero = (value: number | undefined): number | undefined => (value === 0 ? undefined : value);

const levelingDelay = (values: Values, row: Row): PlanAssignment['levelingDelay'] => {
  const steps = values.decimal(row, 'LevelingDelay') ?? 0;
  if (steps === 0) return undefined;
  const { elapsed } = values.code(row, 'LevelingDelayFormat', TIME_FORMATS, DEFAULT_TIME_FORMAT);
  return { seconds: steps * SECONDS_PER_LAG_STEP, elapsed };
};

/** Periods of remaining work that hold none, between two that do. */
const pauses = (values: Values, row: Row): PlanAssignment['pauses'] => {
  const found: { from: string; to: string }[] = [];
  let worked = false;
  let waiting: { from: string; to: string }[] = [];
  for (const period of row.rows) {
    if (values.integer(period, 'Type') !== REMAINING_WORK) continue;
    const from = values.moment(period, 'Start');
    const to = values.moment(period, 'Finish');
    if (from === undefined || to === undefined) continue;
    if ((values.duration(period, 'Value') ?? 0) === 0) waiting.push({ from, to });
    else {
      if (worked) found.push(...waiting);
      worked = true;
      waiting = [];
    }
  }
  return found.length === 0 ? undefined : found;
};
