import { defineKind, isOver, say, SCOPE_TYPES } from '@callosum/kernel';
import { OFFICERS_WRITE } from './shared.ts';

export const policy = defineKind({
  name: 'policy',
  discipline: 'compliance',
  prefix: 'POL',
  label: { one: 'Policy', many: 'Policies' },
  help: 'A rule of the organisation in writing, with version, approval and the day of its next review. Its owner keeps it true to what is done.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Policy', required: true, maxLength: 300 },
    purpose: {
      type: 'text',
      label: 'Purpose',
      help: 'What it protects, and which obligation asks for it.',
      multiline: true,
    },
    revision: {
      type: 'text',
      label: 'Revision',
      help: 'Raised whenever the content changes.',
      maxLength: 40,
      material: true,
    },
    content: {
      type: 'richText',
      label: 'Content',
      help: 'The text that is in force; drafts are earlier versions.',
      material: true,
    },
    appliesTo: { type: 'text', label: 'Applies to', help: 'Whom, and where.', maxLength: 300 },
    approvedOn: { type: 'date', label: 'Approved on', sortable: true, material: true },
    effectiveOn: { type: 'date', label: 'In force from', help: 'From this day people are held to it.', sortable: true },
    approver: { type: 'person', label: 'Approved by', help: 'Who answers for it in the organisation.' },
    owner: { type: 'person', label: 'Owner' },
    due: {
      type: 'date',
      label: 'Next review',
      help: 'At the latest; sooner when the law or the work changes.',
      sortable: true,
    },
  },
  lifecycle: {
    initial: 'draft',
    material: true,
    states: {
      draft: { label: 'Draft' },
      approved: { label: 'In force', rests: 'untilDue' },
      retired: { label: 'Retired', closed: true },
    },
    moves: {
      approve: {
        label: 'Approve',
        from: ['draft'],
        to: 'approved',
        by: [{ role: 'owner' }, { role: 'executive' }, { office: 'privacyOfficer' }, { office: 'securityOfficer' }],
      },
      revise: { label: 'Revise', from: ['approved', 'retired'], to: 'draft' },
      retire: { label: 'Retire', from: ['approved', 'draft'], to: 'retired' },
    },
  },
  links: {
    answers: { to: ['obligation'], label: 'answers', inverse: 'is answered by policy', pins: 'review' },
    taughtIn: { to: ['course'], label: 'is taught in', inverse: 'teaches policy' },
  },
  fails: ({ state, fields: { due } }, _graph, at) => {
    if (state !== 'approved') return say`is not in force`;
    return due !== undefined && isOver(due, at) ? say`is past its review` : undefined;
  },
  permissions: OFFICERS_WRITE,
  list: { columns: ['title', 'revision', 'approvedOn', 'effectiveOn', 'owner', 'due'], sort: 'title' },
  form: [
    { title: 'Policy', fields: ['title', 'purpose', 'appliesTo', 'revision', 'content'] },
    { title: 'Approval', fields: ['approver', 'approvedOn', 'effectiveOn', 'owner', 'due'] },
  ],
});
