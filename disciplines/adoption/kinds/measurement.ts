import { defineKind, TEAM_WRITES, say } from '@callosum/kernel';

export const measurement = defineKind({
  name: 'measurement',
  discipline: 'adoption',
  prefix: 'MEA',
  label: { one: 'Measurement', many: 'Measurements' },
  help: 'One value of a measure at one time. Whoever reads the report enters it; what was counted goes with it, so that it can be checked.',
  fields: {
    title: { type: 'text', label: 'Measurement', required: true, maxLength: 300 },
    on: { type: 'date', label: 'For', help: 'The last day of the time measured.', required: true, sortable: true },
    value: { type: 'number', label: 'Value', help: 'In the unit of the measure.', required: true, sortable: true },
    numerator: { type: 'number', label: 'Numerator', help: 'What was counted.' },
    denominator: { type: 'number', label: 'Denominator', help: 'Out of how many.', min: 0 },
    phase: {
      type: 'choice',
      label: 'Phase',
      help: 'Before, in the weeks of go-live, or when it has settled.',
      options: { before: 'Before', golive: 'Go-live', after: 'After' },
      sortable: true,
    },
    provisional: { type: 'flag', label: 'Provisional', help: 'May still change.' },
    note: { type: 'text', label: 'What happened then', help: 'What explains a step or a peak.', multiline: true },
  },
  lifecycle: {
    initial: 'entered',
    material: true,
    states: { entered: { label: 'Counts' }, voided: { label: 'Void', closed: true } },
    moves: {
      void: { label: 'Void', from: ['entered'], to: 'voided' },
      restore: { label: 'Counts again', from: ['voided'], to: 'entered' },
    },
  },
  links: { of: { to: ['measure'], label: 'is a value of', inverse: 'was measured as', most: 1 } },
  permissions: TEAM_WRITES,
  check: ({ numerator, denominator }) =>
    numerator !== undefined && (denominator === undefined || denominator === 0)
      ? [
          {
            at: ['denominator'],
            message: say`A numerator is counted out of something.`,
            remedy: say`Give the denominator; it is above nought.`,
          },
        ]
      : [],
  list: { columns: ['title', 'on', 'value', 'phase', 'provisional'], sort: 'on' },
  form: [
    { title: 'Measurement', fields: ['title', 'on', 'value', 'phase', 'provisional'] },
    { title: 'Counted', fields: ['numerator', 'denominator', 'note'] },
  ],
});
