import { defineKind, say, SCOPE_TYPES } from '@callosum/kernel';
import { OFFICERS_WRITE } from './shared.ts';

export const safeguard = defineKind({
  name: 'safeguard',
  discipline: 'compliance',
  prefix: 'SGD',
  label: { one: 'Safeguard', many: 'Safeguards' },
  help: 'What is done to meet obligations: administrative, physical or technical. Its owner keeps it working; it counts while fresh evidence proves it.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Safeguard', required: true, maxLength: 300, material: true },
    type: {
      type: 'choice',
      label: 'Type',
      help: 'By the parts of the Security Rule: 45 CFR 164.308, 310, 312 and 314.',
      sortable: true,
      options: {
        administrative: 'Administrative',
        physical: 'Physical',
        technical: 'Technical',
        organisational: 'Organisational',
      },
    },
    description: {
      type: 'text',
      label: 'How it works',
      help: 'Who does what, with which system, so that somebody else could check it.',
      multiline: true,
      material: true,
    },
    operates: { type: 'text', label: 'Operated by', help: 'Team or system.', maxLength: 200 },
    rhythm: {
      type: 'choice',
      label: 'Checked',
      help: 'How often somebody looks whether it works.',
      options: {
        continuous: 'Continuously',
        monthly: 'Monthly',
        quarterly: 'Quarterly',
        yearly: 'Yearly',
        once: 'Once',
      },
      sortable: true,
    },
    verifiedOn: { type: 'date', label: 'Verified on', computed: true, sortable: true },
    verifiedBy: { type: 'person', label: 'Verified by', computed: true },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'In place by', sortable: true },
  },
  lifecycle: {
    initial: 'planned',
    material: true,
    states: {
      planned: { label: 'Planned' },
      implemented: { label: 'In place', rests: 'always' },
      suspended: { label: 'Suspended' },
      retired: { label: 'Retired', closed: true },
    },
    moves: {
      implement: { label: 'Is in place', from: ['planned', 'suspended'], to: 'implemented' },
      suspend: { label: 'Suspend', from: ['implemented'], to: 'suspended' },
      retire: { label: 'Retire', from: ['planned', 'implemented', 'suspended'], to: 'retired' },
      again: { label: 'Plan again', from: ['retired'], to: 'planned' },
    },
  },
  links: {
    meets: { to: ['obligation'], label: 'meets', inverse: 'is met by', pins: 'review' },
    protects: { to: ['dataAsset', 'system', 'interface'], label: 'protects', inverse: 'is protected by' },
    provenBy: {
      to: [
        'evidence',
        'agreement',
        'uatExecution',
        'interfaceTest',
        'restoreTest',
        'exercise',
        'proficiencyResult',
        'course',
      ],
      label: 'is proven by',
      inverse: 'proves',
      pins: 'verification',
      byHand: 'never',
    },
  },
  fails: ({ state }) => (state === 'implemented' ? undefined : say`is not in place`),
  permissions: OFFICERS_WRITE,
  list: { columns: ['title', 'type', 'rhythm', 'verifiedOn', 'owner', 'due'], sort: 'title' },
  form: [
    { title: 'Safeguard', fields: ['title', 'type', 'description', 'operates'] },
    { title: 'Proof', fields: ['rhythm', 'verifiedOn', 'verifiedBy', 'owner', 'due'] },
  ],
});
