import { ANYONE_REPORTS, defineKind, say } from '@callosum/kernel';

export const issue = defineKind({
  name: 'issue',
  discipline: 'foundation',
  prefix: 'ISS',
  label: { one: 'Issue', many: 'Issues' },
  help: 'Something that has gone wrong and hinders the project now. Anybody reports it; its owner ends it or passes it on in time.',
  fields: {
    title: { type: 'text', label: 'Issue', required: true, maxLength: 300 },
    description: {
      type: 'text',
      label: 'What happened',
      help: 'What, where, since when, and what it holds up.',
      multiline: true,
    },
    effect: { type: 'text', label: 'Effect', help: 'On time, cost, quality, safety.', multiline: true },
    severity: {
      type: 'choice',
      label: 'Severity',
      help: 'Critical: the date or the safety of go-live is at stake.',
      options: { critical: 'Critical', high: 'High', medium: 'Medium', low: 'Low' },
      sortable: true,
    },
    category: {
      type: 'choice',
      label: 'Category',
      help: 'What it hits first.',
      sortable: true,
      options: {
        scope: 'Scope',
        schedule: 'Schedule',
        cost: 'Cost',
        technical: 'Technical',
        clinical: 'Clinical',
        people: 'People',
        vendor: 'Vendor',
        compliance: 'Compliance',
      },
    },
    safety: {
      type: 'flag',
      label: 'Touches patient safety',
      help: 'A patient may come to harm through it. The safety officer looks at every one.',
      sortable: true,
    },
    raisedOn: { type: 'date', label: 'Raised on', sortable: true },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'Solve by', sortable: true },
    resolution: {
      type: 'text',
      label: 'Solution',
      help: 'What was done, and how one knows that it helped.',
      multiline: true,
    },
  },
  lifecycle: {
    initial: 'open',
    states: {
      open: { label: 'Open' },
      escalated: { label: 'Escalated' },
      solved: { label: 'Solved', closed: true },
      dropped: { label: 'Dropped', closed: true },
    },
    moves: {
      escalate: { label: 'Escalate', from: ['open'], to: 'escalated' },
      solve: { label: 'Solve', from: ['open', 'escalated'], to: 'solved' },
      drop: { label: 'Drop', from: ['open', 'escalated'], to: 'dropped' },
      reopen: { label: 'Re-open', from: ['solved', 'dropped'], to: 'open' },
    },
  },
  links: {
    hinders: { to: ['task', 'requirement', 'gate'], label: 'hinders', inverse: 'is hindered by' },
    cameOf: { to: ['risk', 'assumption'], label: 'came of', inverse: 'became' },
    escalatedTo: { to: ['committee'], label: 'was escalated to', inverse: 'has to solve', most: 1 },
  },
  permissions: ANYONE_REPORTS,
  list: { columns: ['title', 'severity', 'category', 'safety', 'owner', 'due'], sort: 'due' },
  form: [
    { title: 'Issue', fields: ['title', 'description', 'effect', 'severity', 'category', 'safety', 'raisedOn'] },
    { title: 'Solution', fields: ['owner', 'due', 'resolution'] },
  ],
  check: ({ resolution }, { state }) =>
    state === 'solved' && !resolution?.trim()
      ? [{ at: ['resolution'], message: say`A solved issue says how it was solved.`, remedy: say`Write the solution.` }]
      : [],
});
