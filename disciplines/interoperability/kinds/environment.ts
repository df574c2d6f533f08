import { defineKind, LEADS_WRITE, SCOPE_TYPES, say } from '@callosum/kernel';
import { limits } from '../limits.ts';

export const PURPOSES = {
  build: 'Build',
  test: 'Test',
  acceptance: 'Acceptance (UAT)',
  training: 'Training',
  rehearsal: 'Migration and rehearsal',
  production: 'Production',
  readOnly: 'Read-only in a downtime',
  recovery: 'Disaster recovery',
} as const;

/** Where patient data is at home; elsewhere it takes a reason. */
const WITH_PATIENTS: ReadonlySet<string> = new Set(['production', 'readOnly', 'recovery']);

export const environment = defineKind({
  name: 'environment',
  discipline: 'interoperability',
  prefix: 'ENV',
  label: { one: 'Environment', many: 'Environments' },
  help: 'One installation of a system: for build, test, training or production. The technical lead keeps it; a good one is as near to production as what is proved in it has to be.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Name', required: true, maxLength: 300 },
    purpose: {
      type: 'choice',
      label: 'Purpose',
      help: 'One installation may not serve two purposes at once.',
      options: PURPOSES,
      required: true,
      sortable: true,
    },
    version: { type: 'text', label: 'Version', help: 'Of the system that runs in it.', maxLength: 100, material: true },
    address: { type: 'text', label: 'Where it is', help: 'Address or name; no passwords.', maxLength: 500 },
    likeProduction: {
      type: 'choice',
      label: 'Compared with production',
      help: 'What is tested elsewhere than in its like has to be tested again.',
      options: {
        same: 'The same in what matters',
        known: 'Differs in known ways',
        unknown: 'Nobody has compared',
      },
      sortable: true,
      material: true,
    },
    differences: {
      type: 'text',
      label: 'Differences',
      help: 'And what therefore cannot be proved here.',
      multiline: true,
    },
    refreshedOn: {
      type: 'date',
      label: 'Refreshed from production on',
      help: 'Test data older than this lacks later settings.',
      sortable: true,
    },
    refreshDays: {
      type: 'number',
      label: 'Refreshed every',
      help: `${limits.refreshEveryDays} days unless stated.`,
      unit: 'days',
      min: 1,
      max: 3_650,
      integer: true,
    },
    carriesPhi: {
      type: 'flag',
      label: 'Carries patient data',
      help: 'Then it is protected, and trained with, as production is.',
      sortable: true,
    },
    phiReason: {
      type: 'text',
      label: 'Why patient data',
      help: 'Outside production: what for, who agreed, how it is protected and when it goes.',
      multiline: true,
    },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'Needed by', sortable: true },
  },
  lifecycle: {
    initial: 'planned',
    states: {
      planned: { label: 'Planned' },
      available: { label: 'Available', rests: 'always' },
      removed: { label: 'Removed', closed: true },
    },
    moves: {
      provide: { label: 'Available', from: ['planned'], to: 'available' },
      takeDown: { label: 'Take down', from: ['available'], to: 'planned' },
      remove: { label: 'Remove', from: ['planned', 'available'], to: 'removed' },
      bringBack: { label: 'Bring back', from: ['removed'], to: 'planned' },
    },
  },
  links: {
    of: { to: ['system'], label: 'is an installation of', inverse: 'is installed as' },
  },
  permissions: LEADS_WRITE,
  list: {
    columns: ['title', 'purpose', 'version', 'likeProduction', 'refreshedOn', 'carriesPhi', 'owner'],
    sort: 'title',
  },
  form: [
    { title: 'Environment', fields: ['title', 'purpose', 'version', 'address', 'owner', 'due'] },
    { title: 'How like production', fields: ['likeProduction', 'differences', 'refreshedOn', 'refreshDays'] },
    { title: 'Patient data', fields: ['carriesPhi', 'phiReason'] },
  ],
  check: ({ purpose, carriesPhi, phiReason, likeProduction, differences }) => [
    ...((carriesPhi ?? false) && !WITH_PATIENTS.has(purpose) && !phiReason?.trim()
      ? [
          {
            at: ['phiReason'] as const,
            message: say`Patient data outside production needs a reason.`,
            remedy: say`Say what for, who agreed and when it goes; or de-identify it.`,
          },
        ]
      : []),
    ...(likeProduction === 'known' && !differences?.trim()
      ? [
          {
            at: ['differences'] as const,
            message: say`The differences are said to be known, and none is named.`,
            remedy: say`Name them, and what cannot be proved here.`,
          },
        ]
      : []),
  ],
});
