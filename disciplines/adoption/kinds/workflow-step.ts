import { defineKind, NO_LIFECYCLE, TEAM_WRITES, say } from '@callosum/kernel';

export const workflowStep = defineKind({
  name: 'workflowStep',
  discipline: 'adoption',
  prefix: 'WST',
  label: { one: 'Workflow step', many: 'Workflow steps' },
  help: 'One thing that one role does in a workflow, with what it costs. The informaticist measures it; times are those of an ordinary run, not of the best.',
  fields: {
    title: { type: 'text', label: 'What is done', required: true, maxLength: 300, material: true },
    order: {
      type: 'number',
      label: 'Place in the workflow',
      help: '1 comes first; two may share a place when they run side by side.',
      min: 1,
      integer: true,
      sortable: true,
    },
    detail: {
      type: 'text',
      label: 'How',
      help: 'What is done, with which screen or paper.',
      multiline: true,
      material: true,
    },
    touch: { type: 'duration', label: 'Touch time', help: 'How long somebody works on it.' },
    wait: { type: 'duration', label: 'Wait', help: 'How long it lies before somebody does.' },
    handOff: { type: 'flag', label: 'Hand-off', help: 'It passes from one person to another.', material: true },
    reEntry: { type: 'flag', label: 'Re-entry', help: 'Something known already is typed in again.', material: true },
    decision: { type: 'flag', label: 'Decision', help: 'What follows depends on what is found.', material: true },
    completeAccurate: {
      type: 'number',
      label: 'Complete and accurate',
      help: 'How often the next one can use it as it comes.',
      unit: '%',
      min: 0,
      max: 100,
    },
    systems: {
      type: 'number',
      label: 'Systems touched',
      help: 'How many one has to look at or type into.',
      min: 0,
      integer: true,
    },
    workaround: { type: 'text', label: 'Workaround', help: 'What people do instead, and why.', multiline: true },
    valueAdding: {
      type: 'flag',
      label: 'Worth it to the patient',
      help: 'The patient would miss it if it were left out.',
    },
    safetyCritical: {
      type: 'flag',
      label: 'May harm when done wrongly',
      help: 'It belongs to the hazard log, and a scenario has to try it.',
      material: true,
      sortable: true,
    },
    noTraining: {
      type: 'text',
      label: 'Why nobody has to be taught it',
      help: 'Where no course teaches it: why that is safe.',
      multiline: true,
    },
    owner: { type: 'person', label: 'Owner' },
  },
  lifecycle: NO_LIFECYCLE,
  links: {
    partOf: { to: ['workflow'], label: 'is part of', inverse: 'consists of', most: 1 },
    follows: { to: ['workflowStep'], label: 'follows', inverse: 'is followed by' },
    doneBy: { to: ['jobRole'], label: 'is done by', inverse: 'does' },
  },
  permissions: TEAM_WRITES,
  check: ({ touch, wait }) =>
    Object.entries({ touch, wait }).flatMap(([name, time]) =>
      time !== undefined && time.seconds < 0
        ? [
            {
              at: [name === 'touch' ? 'touch' : 'wait'] as const,
              message: say`A time is not below nought.`,
              remedy: say`Give it as 5m or 2h.`,
            },
          ]
        : [],
    ),
  list: {
    columns: ['order', 'title', 'touch', 'wait', 'handOff', 'reEntry', 'completeAccurate', 'safetyCritical'],
    sort: 'order',
  },
  form: [
    { title: 'Step', fields: ['title', 'order', 'detail', 'decision', 'safetyCritical'] },
    { title: 'Time and waste', fields: ['touch', 'wait', 'handOff', 'reEntry', 'completeAccurate', 'systems'] },
    { title: 'In practice', fields: ['workaround', 'valueAdding', 'noTraining', 'owner'] },
  ],
});
