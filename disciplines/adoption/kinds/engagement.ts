import { defineKind, TEAM_WRITES, say } from '@callosum/kernel';
import { STANCES } from './stakeholder.ts';

export const engagement = defineKind({
  name: 'engagement',
  discipline: 'adoption',
  prefix: 'ENG',
  label: { one: 'Engagement', many: 'Engagements' },
  help: 'A contact with stakeholders: talk, visit, demonstration. Whoever holds it writes down what was heard, not only what was said.',
  fields: {
    title: { type: 'text', label: 'What about', required: true, maxLength: 300 },
    form: {
      type: 'choice',
      label: 'Form',
      help: 'Talks in person and visits change more minds than messages.',
      options: {
        talk: 'Talk in person',
        meeting: 'Meeting',
        visit: 'Visit on the unit',
        demonstration: 'Demonstration',
        workshop: 'Workshop',
        townHall: 'Town hall',
        call: 'Call or message',
      },
      sortable: true,
    },
    due: { type: 'date', label: 'On', required: true, sortable: true },
    duration: {
      type: 'duration',
      label: 'Duration',
      help: 'It shows what the talks cost; leave it empty when nobody looked at the clock.',
    },
    heard: { type: 'text', label: 'What was heard', help: 'Worries, wishes and promises.', multiline: true },
    promised: {
      type: 'text',
      label: 'What was promised',
      help: 'By whom and until when; a promise becomes an action.',
      multiline: true,
    },
    stanceAfter: {
      type: 'choice',
      label: 'Stance afterwards',
      help: 'How they stood when it ended.',
      options: STANCES,
    },
    participants: { type: 'people', label: 'From the project', help: 'Who of the project was there.' },
    owner: { type: 'person', label: 'Held by' },
  },
  lifecycle: {
    initial: 'planned',
    states: {
      planned: { label: 'Planned' },
      held: { label: 'Held', closed: true },
      cancelled: { label: 'Cancelled', closed: true },
    },
    moves: {
      hold: { label: 'Was held', from: ['planned'], to: 'held' },
      cancel: { label: 'Cancel', from: ['planned'], to: 'cancelled' },
      reopen: { label: 'Plan again', from: ['held', 'cancelled'], to: 'planned' },
    },
  },
  links: { with: { to: ['stakeholder'], label: 'is with', inverse: 'was engaged in' } },
  permissions: TEAM_WRITES,
  check: ({ heard, stanceAfter }, { state }) => [
    ...(state === 'held' && !heard?.trim()
      ? [
          {
            at: ['heard'] as const,
            message: say`An engagement that was held says what was heard.`,
            remedy: say`Write down worries, wishes or that there were none.`,
          },
        ]
      : []),
    ...(state === 'planned' && stanceAfter !== undefined
      ? [
          {
            at: ['stanceAfter'] as const,
            message: say`Nobody knows the stance after a talk that is still to come.`,
            remedy: say`Empty it, or move the engagement to “Held”.`,
          },
        ]
      : []),
  ],
  list: { columns: ['title', 'form', 'due', 'stanceAfter', 'owner'], sort: 'due' },
  form: [
    { title: 'Engagement', fields: ['title', 'form', 'due', 'duration', 'owner', 'participants'] },
    { title: 'Outcome', fields: ['heard', 'promised', 'stanceAfter'] },
  ],
});
