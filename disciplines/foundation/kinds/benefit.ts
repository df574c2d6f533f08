import { defineKind, LEADS_WRITE, SCOPE_TYPES, say } from '@callosum/kernel';

export const benefit = defineKind({
  name: 'benefit',
  discipline: 'foundation',
  prefix: 'BNF',
  label: { one: 'Benefit', many: 'Benefits' },
  help: 'What will be better in figures, and who answers for it after the project has gone. Realised means measured; what gets worse is a dis-benefit and stands here too.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Benefit', required: true, maxLength: 300 },
    sign: {
      type: 'choice',
      label: 'Sort',
      help: 'A dis-benefit is what gets worse: it is measured and owned as well.',
      required: true,
      options: { benefit: 'Benefit', disbenefit: 'Dis-benefit' },
      sortable: true,
    },
    category: {
      type: 'choice',
      label: 'Category',
      help: 'What kind of gain or loss it is; money saved elsewhere is counted once.',
      sortable: true,
      options: {
        safety: 'Safety and quality',
        time: 'Time',
        money: 'Money',
        experience: 'Experience',
        compliance: 'Compliance',
      },
    },
    unit: { type: 'text', label: 'Unit', help: 'Such as minutes a shift, or % of orders.', maxLength: 60 },
    direction: {
      type: 'choice',
      label: 'Better is',
      help: 'Which way the figure has to go.',
      options: { higher: 'Higher', lower: 'Lower' },
    },
    baseline: { type: 'number', label: 'Before', help: 'Average over the months before go-live.', material: true },
    baselineMonths: {
      type: 'number',
      label: 'Months measured before',
      help: 'How long it was measured before; less than three months shows the season, not the work.',
      unit: 'months',
      min: 0,
      max: 60,
      integer: true,
    },
    target: {
      type: 'number',
      label: 'Target',
      help: 'Of a dis-benefit: the worst that is accepted.',
      material: true,
    },
    rampMonths: {
      type: 'number',
      label: 'Months until the target is expected',
      help: 'From go-live, on a straight line; a year unless said otherwise.',
      unit: 'months',
      min: 0,
      max: 120,
      integer: true,
      material: true,
    },
    realised: { type: 'number', label: 'Measured last', help: 'The last figure, in the unit above.' },
    realisedOn: { type: 'date', label: 'Measured on', sortable: true },
    formula: {
      type: 'text',
      label: 'How it is worked out',
      help: 'Numerator, denominator and what is left out, so that two people get the same figure.',
      multiline: true,
    },
    source: {
      type: 'text',
      label: 'Source of the data',
      help: 'The report or system it is read from, and who runs it.',
      maxLength: 300,
    },
    owner: { type: 'person', label: 'Owner', help: 'In operation, not in the project.' },
    due: { type: 'date', label: 'Next review', sortable: true },
  },
  lifecycle: {
    initial: 'planned',
    states: {
      planned: { label: 'Planned' },
      measuring: { label: 'Being measured', rests: 'untilDue' },
      realised: { label: 'Realised', closed: true },
      missed: { label: 'Missed', closed: true },
    },
    moves: {
      measure: { label: 'Begin to measure', from: ['planned'], to: 'measuring' },
      realise: { label: 'Is realised', from: ['measuring'], to: 'realised' },
      miss: { label: 'Is missed', from: ['measuring'], to: 'missed' },
      reopen: { label: 'Measure again', from: ['realised', 'missed'], to: 'measuring' },
    },
  },
  links: {
    realises: { to: ['need', 'goal'], label: 'realises', inverse: 'is realised by', pins: 'review' },
    measuredBy: { to: ['measure'], label: 'is measured by', inverse: 'tells the benefit', most: 1 },
  },
  permissions: LEADS_WRITE,
  list: { columns: ['title', 'sign', 'category', 'baseline', 'target', 'realised', 'owner', 'due'], sort: 'due' },
  form: [
    { title: 'Benefit', fields: ['title', 'sign', 'category', 'owner', 'due'] },
    {
      title: 'Measure',
      fields: ['unit', 'direction', 'baseline', 'baselineMonths', 'target', 'rampMonths', 'formula', 'source'],
    },
    { title: 'Realised', fields: ['realised', 'realisedOn'] },
  ],
  check: ({ sign, realised, realisedOn, baseline, target, direction }, { state }) => [
    ...(state === 'realised' && realised === undefined
      ? [
          {
            at: ['realised'] as const,
            message: say`Realised means measured.`,
            remedy: say`Enter the figure, or go on measuring.`,
          },
        ]
      : []),
    ...(realised !== undefined && !realisedOn
      ? [{ at: ['realisedOn'] as const, message: say`The figure has no day.`, remedy: say`Say when it was measured.` }]
      : []),
    // A dis-benefit gets worse by its nature; its target says how much of that is accepted.
    ...(sign !== 'disbenefit' &&
    baseline !== undefined &&
    target !== undefined &&
    direction !== undefined &&
    (direction === 'higher' ? target < baseline : target > baseline)
      ? [
          {
            at: ['target'] as const,
            message: say`The target is worse than today.`,
            remedy: say`Correct target, baseline or direction.`,
          },
        ]
      : []),
  ],
});
