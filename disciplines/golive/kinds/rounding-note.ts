import { ANYONE_REPORTS, defineKind, say } from '@callosum/kernel';

export const roundingNote = defineKind({
  name: 'roundingNote',
  discipline: 'golive',
  prefix: 'RND',
  label: { one: 'Rounding note', many: 'Rounding notes' },
  help: 'What somebody heard who walked through a unit and asked. Whoever rounds writes it in two minutes; a good one hears those who do not call, and comes back with an answer.',
  fields: {
    title: { type: 'text', label: 'In one sentence', required: true, maxLength: 300 },
    roundedAt: {
      type: 'dateTime',
      label: 'Heard',
      help: 'Round at the hours when nobody else is about.',
      required: true,
      sortable: true,
    },
    mood: {
      type: 'choice',
      label: 'How the unit copes',
      help: 'As the people there say, not as it looks.',
      options: {
        '1': '1 – Cannot work',
        '2': '2 – Struggles',
        '3': '3 – Gets by',
        '4': '4 – Works well',
        '5': '5 – Better than before',
      },
      sortable: true,
    },
    spokeWith: { type: 'text', label: 'Spoke with', help: 'Roles, not names.', maxLength: 300 },
    works: { type: 'text', label: 'What works', help: 'Tell it to others: it helps them.', multiline: true },
    hurts: { type: 'text', label: 'What hurts', help: 'In their words, without a patient’s name.', multiline: true },
    workarounds: {
      type: 'text',
      label: 'Workarounds seen',
      help: 'Each is a hazard nobody has rated yet.',
      multiline: true,
    },
    needs: {
      type: 'choices',
      label: 'Needs',
      help: 'What would help them on this shift.',
      options: {
        support: 'Somebody at the elbow',
        training: 'Training',
        device: 'A device',
        access: 'Access',
        build: 'A change',
        staff: 'Staff',
        rest: 'Rest',
      },
    },
    safety: {
      type: 'flag',
      label: 'A patient could come to harm',
      help: 'Then report it as a ticket with a safety flag at once.',
      sortable: true,
    },
    owner: { type: 'person', label: 'Comes back with an answer' },
    due: { type: 'date', label: 'Comes back by', sortable: true },
    answer: { type: 'text', label: 'Answer', help: 'What those who said it were told.', multiline: true },
  },
  lifecycle: {
    initial: 'noted',
    states: {
      noted: { label: 'Noted' },
      answered: { label: 'Answered', closed: true },
    },
    moves: {
      answer: { label: 'Answered', from: ['noted'], to: 'answered' },
      reopen: { label: 'Re-open', from: ['answered'], to: 'noted' },
    },
  },
  links: {
    at: { to: ['unit'], label: 'was heard in', inverse: 'was rounded in', most: 1 },
    on: { to: ['shift'], label: 'was heard on', inverse: 'was rounded on', most: 1 },
    raised: { to: ['ticket'], label: 'raised', inverse: 'was heard in' },
  },
  permissions: ANYONE_REPORTS,
  list: { columns: ['title', 'roundedAt', 'mood', 'safety', 'needs', 'owner', 'due'], sort: 'roundedAt' },
  form: [
    { title: 'Note', fields: ['title', 'roundedAt', 'mood', 'spokeWith', 'works', 'hurts', 'workarounds', 'safety'] },
    { title: 'Answer', fields: ['needs', 'owner', 'due', 'answer'] },
  ],
  check: ({ answer }, { state }) =>
    state !== 'answered' || answer?.trim()
      ? []
      : [
          {
            at: ['answer'],
            message: say`It is answered, and nothing says how.`,
            remedy: say`Write what the unit was told.`,
          },
        ],
});
