import { defineKind, SCOPE_TYPES, say } from '@callosum/kernel';
import { CONFIDENTIAL, nistRisk } from './shared.ts';

export const securityRisk = defineKind({
  name: 'securityRisk',
  discipline: 'compliance',
  prefix: 'SRK',
  label: { one: 'Security risk', many: 'Security risks' },
  help: 'A threat that could use a weakness of an asset, with likelihood and impact by NIST’s table. The security officer owns the analysis; it covers every place that holds patient data.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Risk', required: true, maxLength: 300 },
    threat: { type: 'text', label: 'Threat', help: 'Who or what.', multiline: true, material: true },
    source: {
      type: 'choice',
      label: 'Source',
      help: 'The kinds of threat source of NIST SP 800-30, table D-2.',
      sortable: true,
      options: {
        adversarial: 'Adversary',
        accidental: 'Accident',
        structural: 'Failure',
        environmental: 'Environment',
      },
    },
    vulnerability: {
      type: 'text',
      label: 'Weakness',
      help: 'What makes the threat possible here.',
      multiline: true,
      material: true,
    },
    measures: {
      type: 'text',
      label: 'Measures there are',
      help: 'What is in place and works today, not what is planned.',
      multiline: true,
    },
    initial: {
      type: 'rating',
      label: 'Without more measures',
      help: 'Level of risk by NIST SP 800-66r2, table 7, with what is in place today.',
      table: nistRisk,
      sortable: true,
      material: true,
    },
    residual: {
      type: 'rating',
      label: 'With planned measures',
      help: 'By the same table, once the plan is carried out.',
      table: nistRisk,
      sortable: true,
      material: true,
    },
    response: {
      type: 'choice',
      label: 'Response',
      help: 'Accepting is a signed move of those who may.',
      options: { mitigate: 'Mitigate', accept: 'Accept', transfer: 'Transfer', avoid: 'Avoid' },
      sortable: true,
    },
    plan: { type: 'text', label: 'Plan', help: 'Which measures, by whom, until when.', multiline: true },
    closedBecause: {
      type: 'text',
      label: 'Why it is closed',
      help: 'What is gone: the threat, the weakness, or what it threatened. A risk that is borne is accepted, not closed.',
      multiline: true,
    },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'Next review', sortable: true },
  },
  lifecycle: {
    initial: 'identified',
    states: {
      identified: { label: 'Identified' },
      treated: { label: 'In treatment', rests: 'untilDue' },
      accepted: { label: 'Accepted', rests: 'untilDue' },
      closed: { label: 'Closed', closed: true },
    },
    moves: {
      treat: { label: 'Treat', from: ['identified', 'accepted'], to: 'treated' },
      accept: {
        label: 'Accept',
        from: ['identified', 'treated'],
        to: 'accepted',
        by: [{ role: 'owner' }, { role: 'executive' }, { office: 'securityOfficer' }],
        signs: 'accepts the security risk',
      },
      close: { label: 'Close', from: ['treated', 'accepted'], to: 'closed' },
      reopen: { label: 'Re-open', from: ['closed'], to: 'identified' },
    },
  },
  links: {
    threatens: {
      to: ['dataAsset', 'system', 'interface', 'device'],
      label: 'threatens',
      inverse: 'is threatened by',
      pins: 'review',
    },
    reducedBy: { to: ['safeguard'], label: 'is reduced by', inverse: 'reduces' },
  },
  permissions: CONFIDENTIAL,
  list: { columns: ['title', 'source', 'initial', 'residual', 'response', 'owner', 'due'], sort: 'residual' },
  form: [
    { title: 'Risk', fields: ['title', 'source', 'threat', 'vulnerability', 'measures'] },
    { title: 'Rating', fields: ['initial', 'residual'] },
    { title: 'Response', fields: ['response', 'plan', 'closedBecause', 'owner', 'due'] },
  ],
  check: ({ residual, initial, closedBecause }, { state }) => [
    ...(residual && initial && residual.rank > initial.rank
      ? [
          {
            at: ['residual'] as const,
            message: say`With the planned measures the risk would be higher.`,
            remedy: say`Correct one of the two ratings.`,
          },
        ]
      : []),
    ...(state === 'closed' && !closedBecause?.trim()
      ? [
          {
            at: ['closedBecause'] as const,
            message: say`A security risk is closed for a reason.`,
            remedy: say`Say what is gone: the threat, the weakness, or what it threatened.`,
          },
        ]
      : []),
  ],
});
