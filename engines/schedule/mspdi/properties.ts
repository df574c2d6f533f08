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
    minutesPerDay: values.decimal(row, 'MinutesPerDay', 1, 1440) ?? 480,
    minutesPerWeek: values.decimal(row, 'MinutesPerWeek', 1, 10_080) ?? 2400,
    daysPerMonth: values.decimal(row, 'DaysPerMonth', 1, 31) ?? 20,
    defaultStartMinute: values.minute(row, 'DefaultStartTime') ?? 480,
    defaultFinishMinute: values.minute(row, 'DefaultFinishTime') ?? 1020,
    weekStart: values.integer(row, 'WeekStartDay', 0, 6) ?? 0,
    scheduleFromStart: values.flag(row, 'ScheduleFromStart', true),
    honorConstraints: values.flag(row, 'HonorConstraints', true),
    multipleCriticalPaths: values.flag(row, 'MultipleCriticalPaths', false),
    criticalSlackLimitDays: values.decimal(row, 'CriticalSlackLimit') ?? 0,
    saveVersion: values.integer(row, 'SaveVersion'),
    summaryTask,
  };
};
