import { type Fault, type Fields, type ValuesOf, say } from '@callosum/kernel';

const WEEKDAYS = {
  sunday: 'Sunday',
  monday: 'Monday',
  tuesday: 'Tuesday',
  wednesday: 'Wednesday',
  thursday: 'Thursday',
  friday: 'Friday',
  saturday: 'Saturday',
} as const;

/** What the plan file imported last says about the plan as a whole. A calculation starts from it. */
export const PLAN_FIELDS = {
  planStart: { type: 'localTime', label: 'Start of the plan', computed: true },
  planFinish: { type: 'localTime', label: 'Finish of the plan', computed: true },
  statusDate: { type: 'localTime', label: 'Status date', help: 'Progress is reported up to here.', computed: true },
  scheduleFrom: {
    type: 'choice',
    label: 'Scheduled from',
    options: { start: 'Its start', finish: 'Its finish' },
    computed: true,
  },
  minutesPerDay: {
    type: 'number',
    label: 'A day is',
    help: 'What “1 day” means in a duration; working times are the calendar’s.',
    unit: 'min',
    min: 1,
    max: 1_440,
    computed: true,
  },
  minutesPerWeek: { type: 'number', label: 'A week is', unit: 'min', min: 1, max: 10_080, computed: true },
  daysPerMonth: { type: 'number', label: 'A month is', unit: 'd', min: 1, max: 31, computed: true },
  weekStart: { type: 'choice', label: 'The week begins on', options: WEEKDAYS, computed: true },
  dayStart: {
    type: 'text',
    label: 'A day starts at',
    help: 'For a date typed without a time.',
    maxLength: 5,
    computed: true,
  },
  dayFinish: { type: 'text', label: 'A day finishes at', maxLength: 5, computed: true },
  constraintsHold: {
    type: 'flag',
    label: 'Constraint dates win',
    help: 'Over a link that contradicts them.',
    computed: true,
  },
  criticalPathEach: {
    type: 'flag',
    label: 'Every network has a critical path',
    help: 'Otherwise the one that ends last.',
    computed: true,
  },
  criticalSlackDays: {
    type: 'number',
    label: 'Critical up to',
    help: 'A task with no more total float than this is critical.',
    unit: 'd',
    computed: true,
  },
  lagCalendar: {
    type: 'choice',
    label: 'Lags count in',
    help: 'Whose working time a lag is counted in; that of what waits unless stated.',
    options: {
      successor: 'The calendar of what waits',
      predecessor: 'The calendar of what is waited for',
      project: 'The calendar of the project',
      clock: 'Time by the clock',
    },
    computed: true,
  },
  outOfSequence: {
    type: 'choice',
    label: 'Work begun too early',
    help: 'Whether what remains of a task that began before its turn waits all the same (retained logic) or goes on at the status date (progress override). Where one of them is stated, nothing undone is planned before the status date.',
    options: { retained: 'Retained logic', override: 'Progress override' },
    computed: true,
  },
} as const satisfies Fields;

const CLOCK = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** Times of day are texts, so that they read as a clock does. */
export function planFaults(fields: Pick<ValuesOf<typeof PLAN_FIELDS>, 'dayStart' | 'dayFinish'>) {
  return (['dayStart', 'dayFinish'] as const).flatMap((name): Fault<typeof name>[] => {
    const time = fields[name];
    if (time === undefined || CLOCK.test(time)) return [];
    return [{ at: [name], message: say`“${time}” is not a time of day.`, remedy: say`Write it as 08:00.` }];
  });
}
