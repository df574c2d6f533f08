import { defineKind, MANAGERS_WRITE, say } from '@callosum/kernel';
import { CURRENCIES } from './shared.ts';

export const charter = defineKind({
  name: 'charter',
  discipline: 'foundation',
  prefix: 'CHA',
  label: { one: 'Charter', many: 'Charters' },
  help: 'The mandate of the project: why, what, for how much, until when, and who answers for it. The sponsor approves it; one page is enough.',
  fields: {
    title: { type: 'text', label: 'Title', required: true, maxLength: 300 },
    problem: {
      type: 'text',
      label: 'Problem',
      help: 'What is wrong today, with a figure.',
      multiline: true,
      material: true,
    },
    purpose: {
      type: 'text',
      label: 'Purpose',
      help: 'What will be better, and for whom.',
      multiline: true,
      material: true,
    },
    inScope: {
      type: 'text',
      label: 'In scope',
      help: 'What the project will hand over, in five lines; the scope items hold the detail.',
      multiline: true,
      material: true,
    },
    outOfScope: {
      type: 'text',
      label: 'Out of scope',
      help: 'What people may expect and will not get. The more exact, the fewer quarrels later.',
      multiline: true,
      material: true,
    },
    success: {
      type: 'text',
      label: 'Success criteria',
      help: 'How it will be told that it worked.',
      multiline: true,
      material: true,
    },
    budget: {
      type: 'money',
      label: 'Budget',
      help: 'Approved in all, with contingency; the budget lines divide it.',
      currencies: CURRENCIES,
      material: true,
    },
    tolerance: {
      type: 'number',
      label: 'Budget tolerance',
      help: 'By how much it may be overspent before the sponsor is asked again.',
      unit: '%',
      min: 0,
      max: 100,
    },
    start: { type: 'date', label: 'Starts' },
    due: { type: 'date', label: 'Go-live promised', sortable: true },
    sponsor: { type: 'person', label: 'Sponsor', help: 'Answers for the outcome and approves the charter.' },
    owner: { type: 'person', label: 'Project manager' },
    approvedOn: { type: 'date', label: 'Approved on', sortable: true },
  },
  lifecycle: {
    initial: 'draft',
    material: true,
    states: {
      draft: { label: 'Draft' },
      submitted: { label: 'Submitted' },
      approved: { label: 'Approved', rests: 'always' },
      superseded: { label: 'Superseded', closed: true },
    },
    moves: {
      submit: { label: 'Submit', from: ['draft'], to: 'submitted' },
      approve: {
        label: 'Approve',
        from: ['submitted'],
        to: 'approved',
        by: [{ role: 'owner' }, { role: 'executive' }, { office: 'sponsor' }],
      },
      revise: { label: 'Revise', from: ['submitted', 'approved'], to: 'draft' },
      supersede: { label: 'Supersede', from: ['approved'], to: 'superseded' },
    },
  },
  links: { serves: { to: ['goal'], label: 'serves', inverse: 'is served by the charter', pins: 'review' } },
  permissions: {
    ...MANAGERS_WRITE,
    update: [{ role: 'owner' }, { role: 'manager' }, { role: 'executive', where: { field: 'sponsor', isMe: true } }],
  },
  list: { columns: ['title', 'sponsor', 'owner', 'due', 'approvedOn'], sort: 'title' },
  form: [
    { title: 'Why', fields: ['title', 'problem', 'purpose', 'success'] },
    { title: 'What', fields: ['inScope', 'outOfScope'] },
    { title: 'Limits', fields: ['budget', 'tolerance', 'start', 'due'] },
    { title: 'Who', fields: ['sponsor', 'owner', 'approvedOn'] },
  ],
  check: ({ start, due, approvedOn }, { state }) => [
    ...(start && due && due < start
      ? [
          {
            at: ['due'] as const,
            message: say`Go-live is promised before the project starts.`,
            remedy: say`Correct one of the two dates.`,
          },
        ]
      : []),
    ...(state === 'approved' && !approvedOn
      ? [
          {
            at: ['approvedOn'] as const,
            message: say`An approved charter says when it was approved.`,
            remedy: say`Enter the day.`,
          },
        ]
      : []),
  ],
});
