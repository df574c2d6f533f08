import { defineKind, say, TEAM_WRITES } from '@callosum/kernel';

/** What two sides of an interface are compared by; the workbench asks the same eight questions. */
export const QUESTIONS = {
  messages: 'Messages',
  structure: 'Segments and groups',
  usage: 'Required, optional, unused',
  codes: 'Codes',
  lengths: 'Lengths',
  own: 'Segments of one’s own',
  meaning: 'Meaning',
  identifiers: 'Data of persons',
} as const;

export const TREATMENTS = {
  task: 'A task',
  risk: 'A risk',
  mapping: 'The mapping',
  accepted: 'Accepted as it is',
} as const;

export const interfaceGap = defineKind({
  name: 'interfaceGap',
  discipline: 'interoperability',
  prefix: 'GAP',
  label: { one: 'Difference', many: 'Differences' },
  help: 'Where two ends of an interface do not say the same, and what is done about it. The analyst finds them by comparing profiles; a good one has an owner, and an accepted one says why nobody is hurt.',
  fields: {
    title: { type: 'text', label: 'Title', required: true, maxLength: 300 },
    question: {
      type: 'choice',
      label: 'About',
      help: 'Which of the eight questions it answers with no.',
      options: QUESTIONS,
      sortable: true,
    },
    place: {
      type: 'text',
      label: 'Place',
      help: 'Message, segment and field, such as ADT^A01 PID-3.4.',
      maxLength: 300,
      sortable: true,
    },
    atSource: {
      type: 'text',
      label: 'At the source',
      help: 'What is sent there: usage, codes, length.',
      maxLength: 1_000,
      material: true,
    },
    atTarget: {
      type: 'text',
      label: 'At the target',
      help: 'What is expected there: usage, codes, length.',
      maxLength: 1_000,
      material: true,
    },
    treatment: {
      type: 'choice',
      label: 'Treated by',
      help: 'What it became; the record that treats it is linked.',
      options: TREATMENTS,
      sortable: true,
    },
    reason: {
      type: 'text',
      label: 'Why it is accepted',
      help: 'Why nothing is lost that somebody needs, and who at the target agreed.',
      multiline: true,
    },
    owner: { type: 'person', label: 'Owner', help: 'Sees to it that the two ends agree.' },
    due: { type: 'date', label: 'Settled by', sortable: true },
  },
  lifecycle: {
    initial: 'open',
    states: {
      open: { label: 'Open' },
      settled: { label: 'Settled', closed: true },
      accepted: { label: 'Accepted', closed: true },
    },
    moves: {
      settle: { label: 'Settled', from: ['open'], to: 'settled' },
      accept: { label: 'Accept as it is', from: ['open'], to: 'accepted' },
      reopen: { label: 'Re-open', from: ['settled', 'accepted'], to: 'open' },
    },
  },
  links: {
    source: { to: ['messageProfile'], label: 'is seen in what is sent', inverse: 'as sent, differs in', most: 1 },
    target: {
      to: ['messageProfile'],
      label: 'is seen in what is expected',
      inverse: 'as expected, differs in',
      most: 1,
    },
    of: { to: ['interface'], label: 'is a difference of', inverse: 'has difference' },
    treatedBy: { to: ['task', 'risk', 'mapping'], label: 'is treated by', inverse: 'treats difference' },
  },
  permissions: TEAM_WRITES,
  list: { columns: ['title', 'question', 'place', 'treatment', 'owner', 'due'], sort: 'place' },
  form: [
    { title: 'Difference', fields: ['title', 'question', 'place', 'atSource', 'atTarget'] },
    { title: 'What is done', fields: ['treatment', 'reason', 'owner', 'due'] },
  ],
  check: ({ reason }, { state }) =>
    state !== 'accepted' || reason?.trim()
      ? []
      : [
          {
            at: ['reason'],
            message: say`Nothing says why the difference can stay.`,
            remedy: say`Say why nothing is lost that somebody needs, and who agreed.`,
          },
        ],
});
