import { defineKind, OPEN_CLOSED, LEADS_WRITE } from '@callosum/kernel';

export const UNIT_TYPES = {
  hospital: 'Hospital',
  department: 'Department',
  ward: 'Ward',
  clinic: 'Clinic',
  laboratory: 'Laboratory',
  pharmacy: 'Pharmacy',
  imaging: 'Imaging',
  theatre: 'Operating theatre',
  emergency: 'Emergency department',
  administration: 'Administration',
  information: 'Information technology',
  other: 'Other',
} as const;

export const unit = defineKind({
  name: 'unit',
  discipline: 'organisation',
  prefix: 'UNT',
  label: { one: 'Unit', many: 'Units' },
  help: 'A part of the organisation with people of its own: a hospital, a department, a ward. Its head keeps it.',
  home: ['organisation'],
  fields: {
    title: { type: 'text', label: 'Name', required: true, maxLength: 300 },
    type: {
      type: 'choice',
      label: 'Type',
      help: 'What kind of place it is; support and contingency are planned by it.',
      options: UNIT_TYPES,
      sortable: true,
    },
    code: { type: 'text', label: 'Code', help: 'Cost centre, or as systems know it.', maxLength: 60, sortable: true },
    clinical: {
      type: 'flag',
      label: 'Treats patients',
      help: 'Patients are cared for here: downtime kits and support are asked for it.',
    },
    beds: { type: 'number', label: 'Beds', help: 'As staffed, not as licensed.', min: 0, integer: true },
  },
  lifecycle: OPEN_CLOSED,
  links: {
    partOf: { to: ['unit'], label: 'is part of', inverse: 'consists of', most: 1, acyclic: true },
    at: { to: ['site'], label: 'is at', inverse: 'houses' },
  },
  permissions: LEADS_WRITE,
  list: { columns: ['title', 'type', 'code', 'beds'], sort: 'title' },
  form: [{ title: 'Unit', fields: ['title', 'type', 'code', 'clinical', 'beds'] }],
});
