import { defineKind, LEADS_WRITE } from '@callosum/kernel';

export const selectionCriterion = defineKind({
  name: 'selectionCriterion',
  discipline: 'foundation',
  prefix: 'SEL',
  label: { one: 'Selection criterion', many: 'Selection criteria' },
  help: 'What vendors are compared by, and with what weight. Agreed before the offers are opened; scores stay blind until the panel meets.',
  fields: {
    title: { type: 'text', label: 'Criterion', required: true, maxLength: 300 },
    group: {
      type: 'choice',
      label: 'Group',
      help: 'Weights are compared within a group first, then between groups.',
      sortable: true,
      options: {
        functional: 'Functional fit',
        interoperability: 'Interoperability',
        technical: 'Technology',
        security: 'Security and compliance',
        vendor: 'Vendor and references',
        implementation: 'Implementation',
        cost: 'Cost over its life',
        contract: 'Contract',
      },
    },
    weight: {
      type: 'number',
      label: 'Weight',
      help: 'From 0 to 100, against the other criteria; agreed before the offers are opened.',
      min: 0,
      max: 100,
      required: true,
      sortable: true,
    },
    mandatory: { type: 'flag', label: 'Knock-out', help: 'Who does not meet it is out.', sortable: true },
    method: { type: 'text', label: 'Judged by', help: 'Scripted demonstration, reference, document.', multiline: true },
    low: {
      type: 'text',
      label: 'A score of 0 means',
      help: 'So that two scorers mean the same: what one would have to see.',
      multiline: true,
    },
    high: {
      type: 'text',
      label: 'A score of 5 means',
      help: 'So that two scorers mean the same: what one would have to see.',
      multiline: true,
    },
    owner: { type: 'person', label: 'Owner' },
  },
  lifecycle: {
    initial: 'draft',
    states: {
      draft: { label: 'Draft' },
      scoring: { label: 'Being scored' },
      consensus: { label: 'Panel meets' },
      closed: { label: 'Closed', closed: true },
    },
    moves: {
      open: { label: 'Open for scores', from: ['draft'], to: 'scoring' },
      disclose: { label: 'Show all scores', from: ['scoring'], to: 'consensus' },
      close: { label: 'Close', from: ['consensus'], to: 'closed' },
      again: { label: 'Score again', from: ['consensus', 'closed'], to: 'scoring' },
    },
  },
  links: { asks: { to: ['requirement'], label: 'asks for', inverse: 'is asked by' } },
  permissions: LEADS_WRITE,
  list: { columns: ['title', 'group', 'weight', 'mandatory', 'owner'], sort: 'group' },
  form: [
    { title: 'Criterion', fields: ['title', 'group', 'weight', 'mandatory', 'owner'] },
    { title: 'How it is scored', fields: ['method', 'low', 'high'] },
  ],
});
