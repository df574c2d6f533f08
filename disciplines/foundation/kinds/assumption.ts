import { defineKind, TEAM_WRITES } from '@callosum/kernel';

export const assumption = defineKind({
  name: 'assumption',
  discipline: 'foundation',
  prefix: 'ASM',
  label: { one: 'Assumption', many: 'Assumptions' },
  help: 'What the plan takes for true without proof. Its owner checks it by a day; one that proves wrong becomes an issue or a risk.',
  fields: {
    title: { type: 'text', label: 'Assumption', required: true, maxLength: 300, material: true },
    basis: {
      type: 'text',
      label: 'Why it is believed',
      help: 'Who said so, or from where it is known; a hope has no basis.',
      multiline: true,
    },
    ifWrong: { type: 'text', label: 'If it is wrong', help: 'What would have to change.', multiline: true },
    check: {
      type: 'text',
      label: 'Checked how',
      help: 'What is looked at or asked, so that it is true or false afterwards.',
      multiline: true,
    },
    confidence: {
      type: 'choice',
      label: 'Confidence',
      help: 'Low: plan what happens when it proves wrong.',
      options: { high: 'High', medium: 'Medium', low: 'Low' },
      sortable: true,
    },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'Check by', sortable: true },
  },
  lifecycle: {
    initial: 'open',
    material: true,
    states: {
      open: { label: 'Open' },
      confirmed: { label: 'Confirmed', closed: true },
      wrong: { label: 'Proved wrong', closed: true },
    },
    moves: {
      confirm: { label: 'Confirm', from: ['open'], to: 'confirmed' },
      refute: { label: 'Proves wrong', from: ['open', 'confirmed'], to: 'wrong' },
      reopen: { label: 'Re-open', from: ['confirmed', 'wrong'], to: 'open' },
    },
  },
  links: { under: { to: ['requirement', 'scopeItem', 'decision', 'benefit'], label: 'underlies', inverse: 'assumes' } },
  permissions: TEAM_WRITES,
  list: { columns: ['title', 'confidence', 'owner', 'due'], sort: 'due' },
  form: [
    { title: 'Assumption', fields: ['title', 'basis', 'confidence', 'ifWrong'] },
    { title: 'Check', fields: ['check', 'owner', 'due'] },
  ],
});
