import { PLAN_DEFAULTS } from '../defaults.ts';
import type { PlanProperties, PlanTask } from '../plan.ts';
import { NO_CALENDAR } from './codes.ts';
import type { Row } from './rows.ts';
import type { Values } from './values.ts';

/** Reads the settings of the project; defaults are those of a new plan in Microsoft Project. */
export const readProperties = (values: Values, row: Row, summaryTask: PlanTask | undefined): PlanProperties => {
  const calendar = values.integer(row, 'CalendarUID');
  return {
    name: values.text(row, 'Name') ?? '',
    title: values.text(row, 'Title') ?? '',
    guid: values.text(row, 'GUID'),
    start: values.moment(row, 'StartDate'),
    finish: values.moment(row, 'FinishDate'),
    statusDate: values.moment(row, 'StatusDate'),
    currentDate: values.moment(row, 'CurrentDate'),
    calendarUid: calendar === NO_CALENDAR ? undefined : calendar,
    minutesPerDay: values.decimal(row, 'MinutesPerDay', 1, 1440) ?? PLAN_DEFAULTS.minutesPerDay,
    minutesPerWeek: values.decimal(row, 'MinutesPerWeek', 1, 10_080) ?? PLAN_DEFAULTS.minutesPerWeek,
    daysPerMonth: values.decimal(row, 'DaysPerMonth', 1, 31) ?? PLAN_DEFAULTS.daysPerMonth,
    defaultStartMinute: values.minute(row, 'DefaultStartTime') ?? PLAN_DEFAULTS.defaultStartMinute,
    defaultFinishMinute: values.minute(row, 'DefaultFinishTime') ?? PLAN_DEFAULTS.defaultFinishMinute,
    weekStart: values.integer(row, 'WeekStartDay', 0, 6) ?? PLAN_DEFAULTS.weekStart,
    scheduleFromStart: values.flag(row, 'ScheduleFromStart', PLAN_DEFAULTS.scheduleFromStart),
    honorConstraints: values.flag(row, 'HonorConstraints', PLAN_DEFAULTS.honorConstraints),
    multipleCriticalPaths: values.flag(row, 'MultipleCriticalPaths', PLAN_DEFAULTS.multipleCriticalPaths),
    criticalSlackLimitDays: values.decimal(row, 'CriticalSlackLimit') ?? PLAN_DEFAULTS.criticalSlackLimitDays,
    saveVersion: values.integer(row, 'SaveVersion'),
    summaryTask,
  };
};
