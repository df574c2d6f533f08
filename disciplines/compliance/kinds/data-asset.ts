import { defineKind, SCOPE_TYPES } from '@callosum/kernel';
import { OFFICERS_WRITE } from './shared.ts';

export const dataAsset = defineKind({
  name: 'dataAsset',
  discipline: 'compliance',
  prefix: 'DAT',
  label: { one: 'Data asset', many: 'Data assets' },
  help: 'A place where electronic patient data is made, received, kept or sent. The privacy officer keeps the list; a risk analysis that misses one is incomplete.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Asset', required: true, maxLength: 300 },
    form: {
      type: 'choice',
      label: 'Form',
      sortable: true,
      options: {
        database: 'Database',
        files: 'Files',
        messages: 'Messages in transit',
        device: 'Device',
        backup: 'Backup',
        paper: 'Printed',
        mail: 'Mail and chat',
        cloud: 'Cloud service',
      },
    },
    phi: { type: 'flag', label: 'Holds patient data', sortable: true, material: true },
    classes: {
      type: 'choices',
      label: 'Holds',
      material: true,
      options: {
        identity: 'Identity and contact',
        clinical: 'Clinical records',
        images: 'Images',
        billing: 'Billing',
        behavioural: 'Behavioural health',
        substance: 'Substance use (42 CFR Part 2)',
        reproductive: 'Reproductive health',
        genetic: 'Genetic',
        staff: 'Staff',
      },
    },
    records: { type: 'number', label: 'About so many people', min: 0, integer: true },
    location: { type: 'text', label: 'Where', help: 'Site, data centre or region.', maxLength: 300, material: true },
    outsideCountry: { type: 'flag', label: 'Leaves the country', sortable: true, material: true },
    encryption: {
      type: 'choice',
      label: 'Encrypted',
      options: { both: 'At rest and in transit', rest: 'At rest', transit: 'In transit', none: 'Not' },
      sortable: true,
      material: true,
    },
    retention: { type: 'text', label: 'Kept for', maxLength: 200 },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'Review on', sortable: true },
  },
  lifecycle: {
    initial: 'inUse',
    material: true,
    states: {
      planned: { label: 'Planned' },
      inUse: { label: 'In use' },
      disposed: { label: 'Disposed of', closed: true },
    },
    moves: {
      use: { label: 'Takes up use', from: ['planned', 'disposed'], to: 'inUse' },
      plan: { label: 'Is planned only', from: ['inUse'], to: 'planned' },
      dispose: { label: 'Disposed of', from: ['inUse', 'planned'], to: 'disposed' },
    },
  },
  links: {
    in: { to: ['system'], label: 'lies in', inverse: 'holds data' },
    flows: { to: ['interface'], label: 'flows through', inverse: 'carries', pins: 'review' },
  },
  permissions: OFFICERS_WRITE,
  list: { columns: ['title', 'form', 'phi', 'encryption', 'outsideCountry', 'owner', 'due'], sort: 'title' },
  form: [
    { title: 'Asset', fields: ['title', 'form', 'phi', 'classes', 'records', 'owner', 'due'] },
    { title: 'Protection', fields: ['location', 'outsideCountry', 'encryption', 'retention'] },
  ],
});
