import type { PlanAssignment, PlanResource } from '../plan.ts';
import { NO_CALENDAR, RESOURCE_TYPES, UNASSIGNED_RESOURCES } from './codes.ts';
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
    warn('assignment-task-missing', `Assignment ${uid} names no task.`, row, uid);
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
  };
};
