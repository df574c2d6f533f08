import { defineKind, SCOPE_TYPES, TEAM_WRITES, say } from '@callosum/kernel';
import { CRITICALITY } from './criticality.ts';

export const SYSTEM_TYPES = {
  ehr: 'Electronic health record',
  laboratory: 'Laboratory (LIS)',
  imaging: 'Imaging (RIS, PACS)',
  pharmacy: 'Pharmacy and dispensing',
  device: 'Medical device or its gateway',
  scheduling: 'Scheduling',
  revenue: 'Billing and revenue cycle',
  engine: 'Integration engine',
  identity: 'Identity and access',
  registry: 'Registry or public health',
  exchange: 'Exchange or partner',
  portal: 'Patient portal',
  analytics: 'Warehouse and analytics',
  administration: 'Supply, finance, staff',
  infrastructure: 'Infrastructure',
  other: 'Other',
} as const;

export const system = defineKind({
  name: 'system',
  discipline: 'interoperability',
  prefix: 'SYS',
  label: { one: 'System', many: 'Systems' },
  help: 'Software or a device that patient care or the business runs on. Its application owner keeps it; a good entry says who is called at night, and until when the vendor supports the version in use.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Name', required: true, maxLength: 300 },
    type: {
      type: 'choice',
      label: 'Type',
      help: 'What it is to those who use it.',
      options: SYSTEM_TYPES,
      sortable: true,
    },
    purpose: { type: 'text', label: 'What it is for', help: 'Which work stops without it.', multiline: true },
    criticality: {
      type: 'choice',
      label: 'Criticality',
      help: 'What its loss does to patients.',
      options: CRITICALITY,
      sortable: true,
    },
    owner: { type: 'person', label: 'Application owner', help: 'Answers for it: changes, access, downtime.' },
    technicalOwner: { type: 'person', label: 'Technical owner', help: 'Keeps it running.' },
    supportDesk: { type: 'text', label: 'Who is called', help: 'Also at night and at weekends.', maxLength: 500 },
    version: { type: 'text', label: 'Version in use', help: 'As its own screen says.', maxLength: 100, material: true },
    supportEnds: {
      type: 'date',
      label: 'Support ends',
      help: 'Last day on which the vendor mends faults of this version.',
      sortable: true,
    },
    hosting: {
      type: 'choice',
      label: 'Runs',
      help: 'Decides whose agreement, whose backup and whose night call.',
      options: {
        here: 'In our data centre',
        vendor: 'At the vendor',
        cloud: 'In a cloud',
        hybrid: 'In several places',
      },
    },
    holdsPhi: { type: 'flag', label: 'Holds patient data', help: 'Whether protected health information lies in it.' },
    identifiers: {
      type: 'text',
      label: 'Known as',
      help: 'Sending application, facility code, OID or base address: as messages name it.',
      multiline: true,
    },
    maintenance: { type: 'text', label: 'Maintenance window', help: 'When it is regularly down.', maxLength: 300 },
    replacedOn: {
      type: 'date',
      label: 'Leaves service on',
      help: 'From then on its interfaces have to end somewhere else.',
      sortable: true,
    },
  },
  lifecycle: {
    initial: 'planned',
    states: {
      planned: { label: 'Planned' },
      inUse: { label: 'In use', rests: 'untilDue' },
      leaving: { label: 'Being replaced' },
      retired: { label: 'Retired', closed: true },
    },
    moves: {
      commission: { label: 'Take into use', from: ['planned'], to: 'inUse' },
      replace: { label: 'Begin to replace', from: ['inUse'], to: 'leaving' },
      keep: { label: 'Keep after all', from: ['leaving'], to: 'inUse' },
      retire: { label: 'Retire', from: ['planned', 'inUse', 'leaving'], to: 'retired' },
      bringBack: { label: 'Bring back', from: ['retired'], to: 'inUse' },
    },
  },
  links: {
    suppliedBy: { to: ['vendor'], label: 'is supplied by', inverse: 'supplies' },
    replaces: { to: ['system'], label: 'replaces', inverse: 'is replaced by', acyclic: true },
    runsOn: { to: ['system'], label: 'runs on', inverse: 'carries', acyclic: true },
    usedBy: { to: ['unit'], label: 'is used by', inverse: 'works with' },
  },
  permissions: TEAM_WRITES,
  until: ['supportEnds'],
  list: { columns: ['title', 'type', 'criticality', 'version', 'supportEnds', 'owner'], sort: 'title' },
  form: [
    { title: 'System', fields: ['title', 'type', 'purpose', 'criticality', 'holdsPhi', 'identifiers'] },
    { title: 'Who answers for it', fields: ['owner', 'technicalOwner', 'supportDesk'] },
    { title: 'Service', fields: ['version', 'supportEnds', 'hosting', 'maintenance', 'replacedOn'] },
  ],
  check: ({ replacedOn }, { state }) =>
    state !== 'leaving' || replacedOn !== undefined
      ? []
      : [
          {
            at: ['replacedOn'],
            message: say`A system that is being replaced leaves service on some day.`,
            remedy: say`Give the day it leaves service; it can be moved later.`,
          },
        ],
});
