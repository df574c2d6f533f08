import { defineKind, NO_LIFECYCLE, LEADS_WRITE } from '@callosum/kernel';

export const baseline = defineKind({
  name: 'baseline',
  discipline: 'planning',
  prefix: 'BSL',
  label: { one: 'Baseline', many: 'Baselines' },
  help: 'What the plan was when it was agreed. The planner takes it, the sponsor agrees; slip is measured against baseline 0.',
  fields: {
    title: { type: 'text', label: 'Title', required: true, maxLength: 300 },
    baselineNumber: {
      type: 'number',
      label: 'Baseline number',
      help: '0 is the baseline slip is measured against; 1 to 10 are further ones.',
      integer: true,
      min: 0,
      max: 10,
      sortable: true,
    },
    takenOn: { type: 'date', label: 'Taken on', sortable: true },
  },
  lifecycle: NO_LIFECYCLE,
  links: {
    holds: {
      to: ['task'],
      label: 'holds',
      inverse: 'is held by',
      fields: {
        start: { type: 'localTime', label: 'Start' },
        finish: { type: 'localTime', label: 'Finish' },
        duration: { type: 'duration', label: 'Duration' },
        work: { type: 'duration', label: 'Work' },
      },
    },
  },
  permissions: LEADS_WRITE,
  list: { columns: ['title', 'baselineNumber', 'takenOn'], sort: 'baselineNumber' },
  form: [{ title: 'Baseline', fields: ['title', 'baselineNumber', 'takenOn'] }],
});
