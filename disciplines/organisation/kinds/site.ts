import { defineKind, OPEN_CLOSED, LEADS_WRITE } from '@callosum/kernel';

export const site = defineKind({
  name: 'site',
  discipline: 'organisation',
  prefix: 'SIT',
  label: { one: 'Site', many: 'Sites' },
  help: 'A place where people work: a campus, a building, a practice. Facilities keep it.',
  home: ['organisation'],
  fields: {
    title: { type: 'text', label: 'Name', required: true, maxLength: 300 },
    code: { type: 'text', label: 'Code', help: 'As systems know it.', maxLength: 60, sortable: true },
    address: { type: 'text', label: 'Address', multiline: true },
    zone: { type: 'text', label: 'Time zone', help: 'IANA name, such as America/Chicago.', maxLength: 64 },
  },
  lifecycle: OPEN_CLOSED,
  permissions: LEADS_WRITE,
  list: { columns: ['title', 'code', 'zone'], sort: 'title' },
  form: [{ title: 'Site', fields: ['title', 'code', 'address', 'zone'] }],
});
