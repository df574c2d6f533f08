import { defineKind, TEAM_WRITES, say } from '@callosum/kernel';

export const workflow = defineKind({
  name: 'workflow',
  discipline: 'adoption',
  prefix: 'WFL',
  label: { one: 'Workflow', many: 'Workflows' },
  help: 'How work is done today, or will be: from a trigger to an outcome, step by step. The informaticist keeps it with those who do the work; one that only managers described is not good.',
  fields: {
    title: { type: 'text', label: 'Workflow', required: true, maxLength: 300 },
    map: {
      type: 'choice',
      label: 'State of the world',
      help: 'Today’s is drawn before tomorrow’s.',
      options: { current: 'Current', future: 'Future' },
      required: true,
      material: true,
      sortable: true,
    },
    area: {
      type: 'choice',
      label: 'Area',
      help: 'Whose work it is; scenarios and training follow it.',
      options: {
        access: 'Access and registration',
        ambulatory: 'Ambulatory care',
        inpatient: 'Inpatient care',
        emergency: 'Emergency',
        perioperative: 'Perioperative',
        medication: 'Medication',
        laboratory: 'Laboratory',
        imaging: 'Imaging',
        revenue: 'Revenue',
        other: 'Other',
      },
      sortable: true,
    },
    trigger: {
      type: 'text',
      label: 'Begins when',
      help: 'The event that makes somebody begin.',
      multiline: true,
      material: true,
    },
    outcome: {
      type: 'text',
      label: 'Ends when',
      help: 'What is there for the patient or the next in line.',
      multiline: true,
      material: true,
    },
    volume: {
      type: 'number',
      label: 'Runs',
      help: 'How often it is done; a small saving on a frequent one is worth more.',
      unit: 'a month',
      min: 0,
    },
    highRisk: {
      type: 'flag',
      label: 'Rare and dangerous',
      help: 'Such as transfusion, resuscitation, chemotherapy, downtime.',
    },
    methods: {
      type: 'choices',
      label: 'How it was found out',
      help: 'What managers tell and what is on paper is rarely what is done.',
      options: {
        observation: 'Observation on site',
        timeMotion: 'Time and motion',
        interviews: 'Interviews with those who do it',
        logs: 'Log analysis',
        managers: 'Told by managers',
        document: 'Procedure on paper',
      },
    },
    walked: {
      type: 'date',
      label: 'Walked through with the staff on',
      help: 'The day those who do the work went through it and agreed.',
      sortable: true,
    },
    pains: { type: 'text', label: 'What hurts', help: 'In the words of those who do it.', multiline: true },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'To be agreed by', sortable: true },
  },
  lifecycle: {
    initial: 'draft',
    material: true,
    states: {
      draft: { label: 'Draft' },
      validated: { label: 'Validated', rests: 'always' },
      agreed: { label: 'Agreed', closed: true },
      retired: { label: 'Retired', closed: true },
    },
    moves: {
      validate: { label: 'Validate', from: ['draft'], to: 'validated' },
      agree: { label: 'Agree', from: ['validated'], to: 'agreed' },
      revise: { label: 'Revise', from: ['validated', 'agreed'], to: 'draft' },
      retire: { label: 'Retire', from: ['draft', 'validated', 'agreed'], to: 'retired' },
    },
  },
  links: {
    replaces: { to: ['workflow'], label: 'replaces', inverse: 'is replaced by', most: 1, acyclic: true },
    in: { to: ['unit'], label: 'is done in', inverse: 'works by' },
    validatedBy: { to: ['person'], label: 'was validated by', inverse: 'validated' },
  },
  permissions: TEAM_WRITES,
  check: ({ walked, methods = [] }, { state }) => {
    if (state !== 'validated' && state !== 'agreed') return [];
    const heard = methods.some((method) => method !== 'managers' && method !== 'document');
    return [
      ...(walked === undefined
        ? [
            {
              at: ['walked'] as const,
              message: say`A validated workflow was walked through with those who do it.`,
              remedy: say`Give the day of the walk-through.`,
            },
          ]
        : []),
      ...(heard
        ? []
        : [
            {
              at: ['methods'] as const,
              message: say`Only managers or papers say that work is done this way.`,
              remedy: say`Observe it, measure it or ask those who do it.`,
            },
          ]),
    ];
  },
  list: { columns: ['title', 'map', 'area', 'volume', 'highRisk', 'walked', 'owner', 'due'], sort: 'title' },
  form: [
    { title: 'Workflow', fields: ['title', 'map', 'area', 'trigger', 'outcome', 'volume', 'highRisk'] },
    { title: 'Found out', fields: ['methods', 'walked', 'pains'] },
    { title: 'Work', fields: ['owner', 'due'] },
  ],
});
