import type { PlanProperties, PlanTask } from './plan.ts';

/** How a plan reckons unless its file says otherwise: days of eight hours, weeks of five days, as Microsoft Project begins. */
export const PLAN_DEFAULTS = {
  minutesPerDay: 480,
  minutesPerWeek: 2400,
  daysPerMonth: 20,
  defaultStartMinute: 480,
  defaultFinishMinute: 1020,
  weekStart: 0,
  scheduleFromStart: true,
  honorConstraints: true,
  multipleCriticalPaths: false,
  criticalSlackLimitDays: 0,
} as const satisfies Partial<PlanProperties>;

/** A task of which nothing is known yet. */
export const TASK_DEFAULTS = {
  outlineNumber: '',
  outlineLevel: 1,
  summary: false,
  milestone: false,
  active: true,
  manual: false,
  type: 'fixed-units',
  effortDriven: false,
  recurring: false,
  priority: 500,
  constraint: { type: 'asap' },
  ignoreResourceCalendar: false,
  percentComplete: 0,
  stored: {},
} as const satisfies Partial<PlanTask>;
