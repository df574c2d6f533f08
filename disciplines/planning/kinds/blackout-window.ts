import { defineKind, LEADS_WRITE, OPEN_CLOSED, SCOPE_TYPES } from '@callosum/kernel';

export const blackoutWindow = defineKind({
  name: 'blackoutWindow',
  discipline: 'planning',
  prefix: 'BLK',
  label: { one: 'Blackout window', many: 'Blackout windows' },
  help: 'Days on which some work must not, or should not, happen: flu season, a survey, the end of the year, a freeze. Operations own it; the plan keeps out of it.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Window', required: true, maxLength: 300 },
    sort: {
      type: 'choice',
      label: 'Sort',
      help: 'Why the days are closed; several windows may overlap.',
      required: true,
      sortable: true,
      options: {
        flu: 'Flu season',
        survey: 'Accreditation survey',
        yearEnd: 'Year-end close',
        freeze: 'Freeze',
        holidays: 'Holidays',
        vendorUpgrade: 'Vendor upgrade',
        residents: 'Change of residents',
        other: 'Other',
      },
    },
    start: { type: 'date', label: 'First day', required: true, sortable: true, material: true },
    finish: { type: 'date', label: 'Last day', required: true, sortable: true, material: true },
    policy: {
      type: 'choice',
      label: 'Policy',
      help: 'Hard: nothing may happen. Soft: only with a reason.',
      required: true,
      options: { hard: 'Hard', soft: 'Soft' },
      sortable: true,
      material: true,
    },
    forbids: {
      type: 'choices',
      label: 'Keeps out',
      help: 'What may not happen, or should not, on these days.',
      options: {
        golive: 'Go-live and cutover',
        training: 'Training',
        testing: 'Tests with clinicians',
        downtime: 'Downtime',
        changes: 'Changes to the system',
        everything: 'Everything',
      },
      material: true,
    },
    reason: { type: 'text', label: 'Why', help: 'Who has said so, and who can make an exception.', multiline: true },
    owner: { type: 'person', label: 'Owner' },
  },
  lifecycle: OPEN_CLOSED,
  permissions: LEADS_WRITE,
  list: { columns: ['title', 'sort', 'start', 'finish', 'policy', 'owner'], sort: 'start' },
  form: [
    { title: 'Window', fields: ['title', 'sort', 'start', 'finish'] },
    { title: 'Policy', fields: ['policy', 'forbids', 'reason', 'owner'] },
  ],
  check: ({ start, finish }) =>
    finish < start
      ? [{ at: ['finish'], message: 'The window ends before it begins.', remedy: 'Correct one of the two days.' }]
      : [],
});
