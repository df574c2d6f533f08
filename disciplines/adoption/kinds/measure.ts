import { defineKind, LEADS_WRITE, say } from '@callosum/kernel';

export const measure = defineKind({
  name: 'measure',
  discipline: 'adoption',
  prefix: 'MSR',
  label: { one: 'Measure', many: 'Measures' },
  help: 'What is counted to see whether things get better, how exactly, from where and towards what. Its owner keeps the definition still: a measure that changes on the way proves nothing.',
  fields: {
    title: { type: 'text', label: 'Measure', required: true, maxLength: 300 },
    area: {
      type: 'choice',
      label: 'Area',
      help: 'Under which heading it is reported.',
      options: {
        experience: 'Experience',
        time: 'Time in the record',
        safety: 'Safety',
        quality: 'Quality of care',
        revenue: 'Revenue',
        operations: 'Operations',
        technology: 'Technology',
        adoption: 'Adoption',
      },
      sortable: true,
    },
    definition: {
      type: 'text',
      label: 'Definition',
      help: 'Numerator, denominator, what is left out.',
      multiline: true,
      material: true,
    },
    unit: { type: 'text', label: 'Unit', help: 'Such as minutes, or % of orders.', maxLength: 60, material: true },
    direction: {
      type: 'choice',
      label: 'Better is',
      help: 'Which way is better.',
      options: { higher: 'Higher', lower: 'Lower' },
      required: true,
      material: true,
    },
    source: { type: 'text', label: 'Where it comes from', help: 'Report, query, log.', multiline: true },
    every: {
      type: 'choice',
      label: 'Measured',
      help: 'How often a value is due; one that is overdue is counted.',
      options: { day: 'Daily', week: 'Weekly', month: 'Monthly', quarter: 'Quarterly', year: 'Yearly' },
      sortable: true,
    },
    baseline: { type: 'number', label: 'Baseline', help: 'As it was before.', material: true },
    baselineFrom: {
      type: 'date',
      label: 'Baseline from',
      help: 'First day of the time before, with which it is compared.',
    },
    baselineUntil: { type: 'date', label: 'Baseline until', help: 'Last day of it, before anything changed.' },
    target: {
      type: 'number',
      label: 'Target',
      help: 'In the unit above; the baseline says how far that is.',
      material: true,
    },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'Target reached by', sortable: true },
  },
  lifecycle: {
    initial: 'active',
    states: {
      active: { label: 'Measured', rests: 'untilDue' },
      paused: { label: 'Paused' },
      ended: { label: 'No longer measured', closed: true },
    },
    moves: {
      pause: { label: 'Pause', from: ['active'], to: 'paused' },
      resume: { label: 'Measure again', from: ['paused', 'ended'], to: 'active' },
      end: { label: 'End', from: ['active', 'paused'], to: 'ended' },
    },
  },
  links: {
    in: { to: ['unit'], label: 'is measured in', inverse: 'is measured by' },
    of: { to: ['workflow', 'need'], label: 'measures', inverse: 'is followed by the measure' },
  },
  permissions: LEADS_WRITE,
  check: ({ direction, baseline, target, baselineFrom, baselineUntil }) => [
    ...(baseline !== undefined &&
    target !== undefined &&
    (direction === 'higher' ? target < baseline : target > baseline)
      ? [
          {
            at: ['target'] as const,
            message: say`The target is worse than the baseline of ${baseline}, as ${direction} is better.`,
            remedy: say`Mend the target, the baseline or what is better.`,
          },
        ]
      : []),
    ...(baselineFrom !== undefined && baselineUntil !== undefined && baselineUntil < baselineFrom
      ? [{ at: ['baselineUntil'] as const, message: say`It ends before it begins.`, remedy: say`Give a later day.` }]
      : []),
  ],
  list: { columns: ['title', 'area', 'direction', 'baseline', 'target', 'every', 'owner', 'due'], sort: 'title' },
  form: [
    { title: 'Measure', fields: ['title', 'area', 'definition', 'unit', 'direction', 'source', 'every'] },
    { title: 'Baseline', fields: ['baseline', 'baselineFrom', 'baselineUntil'] },
    { title: 'Target', fields: ['target', 'due', 'owner'] },
  ],
});
