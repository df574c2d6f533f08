import { defineKind, TEAM_WRITES } from '@callosum/kernel';

export const decision = defineKind({
  name: 'decision',
  discipline: 'foundation',
  prefix: 'DEC',
  label: { one: 'Decision', many: 'Decisions' },
  help: 'A decision the project waits for, prepared as an IT-SBAR. One person decides it, by a day; a decision without either is debt.',
  fields: {
    title: { type: 'text', label: 'Title', help: 'The question to be decided.', required: true, maxLength: 300 },
    situation: { type: 'text', label: 'Situation', help: 'What has to be decided, and why now.', multiline: true },
    background: { type: 'text', label: 'Background', help: 'What led here; who was heard.', multiline: true },
    assessment: { type: 'text', label: 'Assessment', help: 'The options, with their price.', multiline: true },
    recommendation: { type: 'text', label: 'Recommendation', multiline: true },
    owner: { type: 'person', label: 'Decides', help: 'The one person who decides.' },
    due: { type: 'date', label: 'Decide by', sortable: true },
    decidedOn: { type: 'date', label: 'Decided on', sortable: true },
    outcome: { type: 'text', label: 'Outcome', help: 'What was decided, and why.', multiline: true },
  },
  lifecycle: {
    initial: 'open',
    states: {
      open: { label: 'Open' },
      decided: { label: 'Decided', closed: true },
      dropped: { label: 'Dropped', closed: true },
    },
    moves: {
      decide: { label: 'Decide', from: ['open'], to: 'decided' },
      drop: { label: 'Drop', from: ['open'], to: 'dropped' },
      reopen: { label: 'Re-open', from: ['decided', 'dropped'], to: 'open' },
    },
  },
  permissions: TEAM_WRITES,
  list: { columns: ['title', 'owner', 'due', 'decidedOn'], sort: 'due' },
  form: [
    { title: 'Question', fields: ['title', 'owner', 'due'] },
    { title: 'IT-SBAR', fields: ['situation', 'background', 'assessment', 'recommendation'] },
    { title: 'Decision', fields: ['decidedOn', 'outcome'] },
  ],
});
