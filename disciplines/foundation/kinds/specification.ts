import { defineKind, TEAM_WRITES } from '@callosum/kernel';

export const specification = defineKind({
  name: 'specification',
  discipline: 'foundation',
  prefix: 'SPC',
  label: { one: 'Specification', many: 'Specifications' },
  help: 'How a requirement is built or configured, exactly enough to build and check it. Its author owns it; a change after approval goes through change control.',
  fields: {
    title: { type: 'text', label: 'Specification', required: true, maxLength: 300 },
    content: {
      type: 'text',
      label: 'Content',
      help: 'Settings, values and rules as they are to be built, so that two builders would build the same.',
      multiline: true,
      material: true,
    },
    type: {
      type: 'choice',
      label: 'Type',
      help: 'What it is a part of; it decides who builds and who checks it.',
      sortable: true,
      options: {
        configuration: 'Configuration',
        orderSet: 'Order set',
        decisionSupport: 'Decision support',
        documentation: 'Documentation template',
        report: 'Report',
        interface: 'Interface',
        security: 'Access and security',
        infrastructure: 'Infrastructure',
        other: 'Other',
      },
    },
    clinical: {
      type: 'flag',
      label: 'Clinical content',
      help: 'Needs approval by the content committee.',
      sortable: true,
    },
    revision: {
      type: 'text',
      label: 'Revision',
      help: 'As printed on the document, such as 1.2.',
      maxLength: 40,
      material: true,
    },
    owner: { type: 'person', label: 'Author' },
    reviewers: {
      type: 'people',
      label: 'Reviewers',
      help: 'Who reads it before it is approved: one who builds, one who will work with it.',
    },
    approvedOn: { type: 'date', label: 'Approved on', sortable: true },
    due: { type: 'date', label: 'Due', sortable: true },
  },
  lifecycle: {
    initial: 'draft',
    material: true,
    states: {
      draft: { label: 'Draft' },
      review: { label: 'In review' },
      approved: { label: 'Approved', rests: 'always' },
      superseded: { label: 'Superseded', closed: true },
    },
    moves: {
      submit: { label: 'Submit for review', from: ['draft'], to: 'review' },
      approve: { label: 'Approve', from: ['review'], to: 'approved' },
      returned: { label: 'Return', from: ['review'], to: 'draft' },
      revise: { label: 'Revise', from: ['approved'], to: 'draft' },
      supersede: { label: 'Supersede', from: ['approved'], to: 'superseded' },
    },
  },
  links: {
    details: { to: ['requirement'], label: 'details', inverse: 'is detailed by', pins: 'review' },
    basedOn: { to: ['decision'], label: 'is based on', inverse: 'is the ground of', pins: 'review' },
  },
  permissions: TEAM_WRITES,
  list: { columns: ['title', 'type', 'clinical', 'revision', 'owner', 'due'], sort: 'title' },
  form: [
    { title: 'Specification', fields: ['title', 'type', 'clinical', 'content', 'revision'] },
    { title: 'Approval', fields: ['owner', 'reviewers', 'due', 'approvedOn'] },
  ],
});
