import { defineKind, SCOPE_TYPES } from '@callosum/kernel';
import { CONFIDENTIAL } from './shared.ts';

export const finding = defineKind({
  name: 'finding',
  discipline: 'compliance',
  prefix: 'FND',
  label: { one: 'Finding', many: 'Findings' },
  help: 'Something an assessment has found wanting, and what is done about it. Its owner mends it by the day; whoever found it says whether it is mended.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Finding', required: true, maxLength: 300 },
    description: {
      type: 'text',
      label: 'What was found',
      help: 'What is, and what should be; no names of patients.',
      multiline: true,
    },
    severity: {
      type: 'choice',
      label: 'Severity',
      help: 'As whoever found it rates it.',
      sortable: true,
      options: { critical: 'Critical', high: 'High', moderate: 'Moderate', low: 'Low', observation: 'Observation' },
    },
    foundOn: { type: 'date', label: 'Found on', sortable: true },
    action: { type: 'text', label: 'What is done', help: 'The measure, not the intention.', multiline: true },
    mendedOn: { type: 'date', label: 'Mended on', help: 'When it was seen to be mended.', sortable: true },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'Mend by', sortable: true },
  },
  lifecycle: {
    initial: 'open',
    states: {
      open: { label: 'Open' },
      mended: { label: 'Mended' },
      verified: { label: 'Verified', closed: true },
      accepted: { label: 'Accepted as it is', closed: true },
    },
    moves: {
      mend: { label: 'Is mended', from: ['open'], to: 'mended' },
      verify: { label: 'Verify', from: ['mended'], to: 'verified' },
      accept: {
        label: 'Accept',
        from: ['open'],
        to: 'accepted',
        by: [{ role: 'owner' }, { role: 'executive' }, { office: 'securityOfficer' }],
      },
      reopen: { label: 'Re-open', from: ['mended', 'verified', 'accepted'], to: 'open' },
    },
  },
  links: {
    of: { to: ['assessment'], label: 'was found in', inverse: 'found', most: 1 },
    correctedBy: { to: ['task', 'action', 'safeguard'], label: 'is corrected by', inverse: 'corrects finding' },
    against: { to: ['obligation', 'safeguard', 'policy'], label: 'is against', inverse: 'has finding' },
  },
  permissions: CONFIDENTIAL,
  list: { columns: ['title', 'severity', 'foundOn', 'owner', 'due', 'mendedOn'], sort: 'due' },
  form: [
    { title: 'Finding', fields: ['title', 'description', 'severity', 'foundOn'] },
    { title: 'Remedy', fields: ['action', 'owner', 'due', 'mendedOn'] },
  ],
});
