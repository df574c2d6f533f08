import { defineKind, NO_LIFECYCLE, LEADS_WRITE } from '@callosum/kernel';
import { exceptionsSchema, weekSchema, workWeeksSchema } from './calendar-shapes.ts';
import { IMPORTED_TEXT } from './limits.ts';

export const calendar = defineKind({
  name: 'calendar',
  discipline: 'planning',
  prefix: 'CAL',
  label: { one: 'Calendar', many: 'Calendars' },
  help: 'When work is done. The planner keeps it; a good calendar knows the holidays and the freeze periods of the hospital.',
  fields: {
    title: { type: 'text', label: 'Title', required: true, maxLength: IMPORTED_TEXT },
    base: { type: 'flag', label: 'Base calendar', help: 'Others may be based on it.' },
    week: {
      type: 'structure',
      label: 'Week',
      help: 'Working times of the seven days, Sunday first.',
      schema: weekSchema,
    },
    exceptions: { type: 'structure', label: 'Exceptions', help: 'Holidays and extra days.', schema: exceptionsSchema },
    workWeeks: {
      type: 'structure',
      label: 'Other weeks',
      help: 'Spans with a week of their own.',
      schema: workWeeksSchema,
    },
  },
  lifecycle: NO_LIFECYCLE,
  links: {
    basedOn: { to: ['calendar'], label: 'is based on', inverse: 'is the base of', most: 1, acyclic: true },
  },
  permissions: LEADS_WRITE,
  list: { columns: ['title', 'base'], sort: 'title' },
  form: [{ title: 'Calendar', fields: ['title', 'base', 'week', 'exceptions', 'workWeeks'] }],
});
