import { ANYONE_REPORTS, defineKind, say } from '@callosum/kernel';

export const feedback = defineKind({
  name: 'feedback',
  discipline: 'adoption',
  prefix: 'FBK',
  label: { one: 'Feedback', many: 'Feedback' },
  help: 'What somebody says of the system or the change, and what he was answered. Whoever takes it up owns it until the answer is given; thanks alone is no answer.',
  fields: {
    title: { type: 'text', label: 'In short', required: true, maxLength: 300 },
    said: {
      type: 'text',
      label: 'What was said',
      help: 'In their own words, without a patient’s name.',
      multiline: true,
    },
    type: {
      type: 'choice',
      label: 'Kind',
      help: 'A concern for safety goes to the safety officer as well.',
      options: {
        difficulty: 'Difficulty',
        wish: 'Wish',
        question: 'Question',
        praise: 'Praise',
        concern: 'Concern for safety',
      },
      sortable: true,
    },
    source: {
      type: 'choice',
      label: 'Came by',
      help: 'How it came to the project.',
      options: {
        rounding: 'Rounding',
        survey: 'Survey',
        superUser: 'Super user',
        training: 'Training',
        desk: 'Service desk',
        meeting: 'Meeting',
        self: 'Reported from work',
      },
      sortable: true,
    },
    receivedOn: { type: 'date', label: 'Received on', required: true, sortable: true },
    from: { type: 'text', label: 'From', help: 'Name or role, as the person wishes.', maxLength: 300 },
    answer: { type: 'text', label: 'Answer', help: 'What was told to those who said it.', multiline: true },
    answeredOn: { type: 'date', label: 'Answered on' },
    owner: { type: 'person', label: 'Who answers' },
    due: { type: 'date', label: 'To be answered by', sortable: true },
  },
  lifecycle: {
    initial: 'open',
    states: {
      open: { label: 'Open' },
      answered: { label: 'Answered', closed: true },
      noAnswer: { label: 'Needs no answer', closed: true },
    },
    moves: {
      answer: { label: 'Answered', from: ['open'], to: 'answered' },
      dismiss: { label: 'Needs no answer', from: ['open'], to: 'noAnswer' },
      reopen: { label: 'Re-open', from: ['answered', 'noAnswer'], to: 'open' },
    },
  },
  links: {
    about: {
      to: ['workflow', 'workflowStep', 'course', 'communication', 'defect'],
      label: 'is about',
      inverse: 'has feedback',
    },
    in: { to: ['unit'], label: 'comes from', inverse: 'says' },
  },
  permissions: ANYONE_REPORTS,
  check: ({ answer, answeredOn, receivedOn, type }, { state }) => [
    ...(state === 'answered' && !answer?.trim()
      ? [{ at: ['answer'] as const, message: say`There is no answer.`, remedy: say`Write what was answered.` }]
      : []),
    ...(answeredOn !== undefined && answeredOn < receivedOn
      ? [
          {
            at: ['answeredOn'] as const,
            message: say`It was received on ${receivedOn} only.`,
            remedy: say`Give the day of the answer.`,
          },
        ]
      : []),
    ...(state === 'noAnswer' && type === 'concern'
      ? [
          {
            at: ['type'] as const,
            message: say`A concern for safety is always answered.`,
            remedy: say`Answer it, or mend the kind.`,
          },
        ]
      : []),
  ],
  list: { columns: ['title', 'type', 'source', 'receivedOn', 'owner', 'due'], sort: 'receivedOn' },
  form: [
    { title: 'Feedback', fields: ['title', 'said', 'type', 'source', 'receivedOn', 'from'] },
    { title: 'Answer', fields: ['owner', 'due', 'answer', 'answeredOn'] },
  ],
});
