import { defineKind, TEAM_WRITES, say } from '@callosum/kernel';

export const uatScenario = defineKind({
  name: 'uatScenario',
  discipline: 'adoption',
  prefix: 'UAS',
  label: { one: 'UAT scenario', many: 'UAT scenarios' },
  help: 'A piece of real work that users try before they accept the system, and in which roles, units and shifts it is to be tried. The test lead owns it; a good one is a patient’s journey, not a list of clicks.',
  fields: {
    title: { type: 'text', label: 'Scenario', required: true, maxLength: 300 },
    area: {
      type: 'choice',
      label: 'Area',
      help: 'Whose work it is; coverage is told by it.',
      options: {
        access: 'Access and registration',
        orders: 'Orders and results',
        medication: 'Medication',
        documentation: 'Documentation',
        perioperative: 'Perioperative',
        emergency: 'Emergency',
        revenue: 'Revenue',
        downtime: 'Downtime',
        other: 'Other',
      },
      sortable: true,
    },
    story: { type: 'text', label: 'Story', help: 'Who comes with what.', multiline: true, material: true },
    script: { type: 'text', label: 'Script', help: 'What the tester does.', multiline: true, material: true },
    expected: {
      type: 'text',
      label: 'Expected outcome',
      help: 'What the tester sees at the end when all is well; he cannot pass it without.',
      multiline: true,
      material: true,
    },
    data: { type: 'text', label: 'Data needed', help: 'Test patients, orders, devices.', multiline: true },
    safetyCritical: {
      type: 'flag',
      label: 'Tests a safety control',
      help: 'A control of the hazard log rests on its outcome.',
      material: true,
      sortable: true,
    },
    highRisk: {
      type: 'flag',
      label: 'Rare and dangerous',
      help: 'Seldom done and harmful when done wrongly: try it on every shift.',
      sortable: true,
    },
    minutes: { type: 'duration', label: 'Time to plan', help: 'One run by somebody who does the work.' },
    round: {
      type: 'number',
      label: 'Round',
      help: '1 is the first; later rounds repeat what failed.',
      min: 1,
      integer: true,
      sortable: true,
    },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'To be run by', sortable: true },
  },
  lifecycle: {
    initial: 'draft',
    states: {
      draft: { label: 'Draft' },
      ready: { label: 'Ready to run', rests: 'always' },
      accepted: { label: 'Accepted', closed: true },
      retired: { label: 'Retired', closed: true },
    },
    moves: {
      approve: { label: 'Approve', from: ['draft'], to: 'ready' },
      accept: {
        label: 'Accept',
        from: ['ready'],
        to: 'accepted',
        signs: 'accepts for the users that the system does what this scenario asks of it',
      },
      revise: { label: 'Revise', from: ['ready', 'accepted'], to: 'draft' },
      retire: { label: 'Retire', from: ['draft', 'ready', 'accepted'], to: 'retired' },
    },
  },
  links: {
    tests: { to: ['requirement'], label: 'tests', inverse: 'is tested by', pins: 'review' },
    plannedFor: { to: ['jobRole', 'unit', 'shift'], label: 'is planned for', inverse: 'is to try' },
    walks: {
      to: ['workflow', 'workflowStep'],
      label: 'walks through',
      inverse: 'is walked through by',
      pins: 'review',
    },
  },
  permissions: TEAM_WRITES,
  check: ({ script, expected }, { state }) =>
    state === 'ready' || state === 'accepted'
      ? Object.entries({ script, expected }).flatMap(([name, text]) =>
          text?.trim()
            ? []
            : [
                {
                  at: [name === 'script' ? 'script' : 'expected'] as const,
                  message: say`A scenario that is ready says what is done and what should come of it.`,
                  remedy: say`Write both, or keep it as a draft.`,
                },
              ],
        )
      : [],
  list: { columns: ['title', 'area', 'round', 'safetyCritical', 'highRisk', 'owner', 'due'], sort: 'due' },
  form: [
    { title: 'Scenario', fields: ['title', 'area', 'story', 'script', 'expected', 'data'] },
    { title: 'Risk', fields: ['safetyCritical', 'highRisk'] },
    { title: 'Round', fields: ['round', 'minutes', 'owner', 'due'] },
  ],
});
