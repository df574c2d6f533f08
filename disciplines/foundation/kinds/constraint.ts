import { defineKind, LEADS_WRITE, STANDS_CLOSED } from '@callosum/kernel';

export const constraint = defineKind({
  name: 'constraint',
  discipline: 'foundation',
  prefix: 'CNS',
  label: { one: 'Constraint', many: 'Constraints' },
  help: 'A limit the project cannot move: a law, a date, a budget, a technology. The project manager keeps it and says where it comes from.',
  fields: {
    title: { type: 'text', label: 'Constraint', required: true, maxLength: 300, material: true },
    type: {
      type: 'choice',
      label: 'Type',
      help: 'What sets the limit.',
      sortable: true,
      options: {
        time: 'Time',
        cost: 'Cost',
        law: 'Law and regulation',
        technology: 'Technology',
        people: 'People',
        contract: 'Contract',
        clinical: 'Clinical operation',
      },
    },
    source: { type: 'text', label: 'Source', help: 'Who or what sets the limit.', maxLength: 300 },
    effect: {
      type: 'text',
      label: 'Effect on the project',
      help: 'What the project would do otherwise, and cannot.',
      multiline: true,
    },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'Review on', sortable: true },
  },
  lifecycle: STANDS_CLOSED,
  links: { limits: { to: ['requirement', 'scopeItem', 'charter'], label: 'limits', inverse: 'is limited by' } },
  permissions: LEADS_WRITE,
  list: { columns: ['title', 'type', 'source', 'owner'], sort: 'title' },
  form: [{ title: 'Constraint', fields: ['title', 'type', 'source', 'effect', 'owner', 'due'] }],
});
