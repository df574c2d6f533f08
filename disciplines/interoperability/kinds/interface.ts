import { defineKind, rulesFor, TEAM_WRITES, say } from '@callosum/kernel';
import { CRITICALITY } from './criticality.ts';

export const STANDARDS = {
  hl7v2: 'HL7 version 2',
  fhir: 'HL7 FHIR',
  cda: 'HL7 CDA',
  dicom: 'DICOM',
  ncpdp: 'NCPDP SCRIPT',
  x12: 'X12',
  ihe: 'IHE profile',
  file: 'File',
  database: 'Database view',
  own: 'Own protocol',
} as const;

const TRANSPORTS = {
  mllp: 'MLLP',
  https: 'HTTPS',
  sftp: 'SFTP',
  dimse: 'DICOM (DIMSE)',
  queue: 'Message queue',
  share: 'File share',
  database: 'Database',
  serial: 'Serial line',
  other: 'Other',
} as const;

const LEADS = rulesFor(['owner', 'manager', 'lead']);

export const interfaceKind = defineKind({
  name: 'interface',
  discipline: 'interoperability',
  prefix: 'INT',
  label: { one: 'Interface', many: 'Interfaces' },
  help: 'What one system tells another, and how. The interface analyst keeps it; a good one has an owner at either end, a test for every trigger, and a way to work when it is down.',
  fields: {
    title: { type: 'text', label: 'Title', required: true, maxLength: 300 },
    purpose: {
      type: 'text',
      label: 'What it carries, and who needs it',
      help: 'What somebody at the other end cannot do without it.',
      multiline: true,
    },
    owner: { type: 'person', label: 'Interface analyst', help: 'Builds it and answers for its going live.' },
    sourceOwner: { type: 'person', label: 'Owner at the source', help: 'Answers for what is sent.' },
    targetOwner: { type: 'person', label: 'Owner at the target', help: 'Answers for what is done with what arrives.' },
    standard: {
      type: 'choice',
      label: 'Standard',
      help: 'The one its profile is written in.',
      options: STANDARDS,
      material: true,
      sortable: true,
    },
    standardVersion: { type: 'text', label: 'Version', help: 'Such as 2.5.1 or R4.', maxLength: 60, material: true },
    transport: {
      type: 'choice',
      label: 'Transport',
      help: 'How it gets from one end to the other.',
      options: TRANSPORTS,
      material: true,
    },
    protection: {
      type: 'choice',
      label: 'Protection on the way',
      help: 'None is a finding where patient data is carried.',
      options: {
        tls: 'TLS',
        mutualTls: 'TLS, both ends known',
        vpn: 'VPN',
        network: 'Separate network',
        none: 'None',
      },
    },
    carriesPhi: {
      type: 'flag',
      label: 'Carries patient data',
      help: 'Then an agreement has to cover it where it leaves the house.',
    },
    mode: {
      type: 'choice',
      label: 'Exchange',
      help: 'In batches: what is not there before the next one.',
      options: { push: 'Sent as it happens', query: 'Asked and answered', batch: 'In batches' },
      material: true,
    },
    triggers: {
      type: 'text',
      label: 'Triggers',
      help: 'One to a line, as tests name them: ADT^A01, ORU^R01. Each needs a test from end to end.',
      multiline: true,
      material: true,
    },
    perDay: { type: 'number', label: 'Messages a day', help: 'On an ordinary working day.', min: 0, integer: true },
    perHourPeak: {
      type: 'number',
      label: 'Messages in the busiest hour',
      help: 'The volume test has to reach it.',
      min: 0,
      integer: true,
    },
    criticality: {
      type: 'choice',
      label: 'Criticality',
      help: 'By what happens to patients when it stops.',
      options: CRITICALITY,
      sortable: true,
    },
    fallback: {
      type: 'text',
      label: 'When it is down',
      help: 'What people do meanwhile, how they notice, and how what was missed is caught up.',
      multiline: true,
    },
    fallbackFor: {
      type: 'duration',
      label: 'How long that carries',
      help: 'How long people can work by the fallback before care suffers.',
    },
    due: { type: 'date', label: 'Needed by', sortable: true },
  },
  lifecycle: {
    initial: 'planned',
    states: {
      planned: { label: 'Planned' },
      specified: { label: 'Specified' },
      built: { label: 'Built' },
      released: { label: 'Released for go-live', rests: 'always' },
      live: { label: 'Live', rests: 'always' },
      retired: { label: 'Retired', closed: true },
    },
    moves: {
      specify: { label: 'Specification agreed', from: ['planned'], to: 'specified' },
      build: { label: 'Built', from: ['planned', 'specified'], to: 'built' },
      release: { label: 'Release for go-live', from: ['built'], to: 'released', by: LEADS },
      goLive: { label: 'Goes live', from: ['released'], to: 'live', by: LEADS },
      rework: { label: 'Back to build', from: ['released', 'live'], to: 'built' },
      retire: {
        label: 'Retire',
        from: ['planned', 'specified', 'built', 'released', 'live'],
        to: 'retired',
        by: LEADS,
      },
      bringBack: { label: 'Bring back', from: ['retired'], to: 'planned', by: LEADS },
    },
  },
  links: {
    implements: {
      to: ['requirement', 'specification'],
      label: 'implements',
      inverse: 'is implemented by',
      pins: 'review',
    },
    source: { to: ['system'], label: 'is sent by', inverse: 'sends', most: 1 },
    target: { to: ['system'], label: 'is received by', inverse: 'receives' },
    through: { to: ['system'], label: 'passes through', inverse: 'passes on' },
  },
  permissions: TEAM_WRITES,
  list: { columns: ['title', 'standard', 'criticality', 'owner', 'sourceOwner', 'targetOwner', 'due'], sort: 'title' },
  form: [
    { title: 'Interface', fields: ['title', 'purpose', 'criticality', 'due'] },
    { title: 'Who answers for it', fields: ['owner', 'sourceOwner', 'targetOwner'] },
    {
      title: 'How it talks',
      fields: ['standard', 'standardVersion', 'transport', 'protection', 'carriesPhi', 'mode', 'triggers'],
    },
    { title: 'How much', fields: ['perDay', 'perHourPeak'] },
    { title: 'When it is down', fields: ['fallback', 'fallbackFor'] },
  ],
  check: ({ perDay, perHourPeak, fallback, fallbackFor }) => [
    ...(perDay !== undefined && perHourPeak !== undefined && perHourPeak > perDay
      ? [
          {
            at: ['perHourPeak'] as const,
            message: say`The busiest hour has more messages than the day.`,
            remedy: say`Correct one of the two.`,
          },
        ]
      : []),
    ...(fallbackFor !== undefined && !fallback?.trim()
      ? [
          {
            at: ['fallback'] as const,
            message: say`It says how long people can do without, and not how.`,
            remedy: say`Say what is done while it is down.`,
          },
        ]
      : []),
  ],
});
