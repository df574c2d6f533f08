import { defineKind, OPEN_CLOSED, LEADS_WRITE } from '@callosum/kernel';

export const jobRole = defineKind({
  name: 'jobRole',
  discipline: 'organisation',
  prefix: 'JOB',
  label: { one: 'Job role', many: 'Job roles' },
  help: 'What people do: nurse, physician, pharmacist, registrar. Training and access are planned by it.',
  home: ['organisation'],
  fields: {
    title: { type: 'text', label: 'Name', required: true, maxLength: 300 },
    code: { type: 'text', label: 'Code', help: 'As the staff system knows it.', maxLength: 60, sortable: true },
    clinical: { type: 'flag', label: 'Treats patients', help: 'Its holders care for patients.' },
    orders: {
      type: 'flag',
      label: 'Orders for patients',
      help: 'Physicians and others who sign orders: at go-live they need help closest by.',
    },
    duties: {
      type: 'text',
      label: 'Duties',
      help: 'What they do with the system in a day, in three lines.',
      multiline: true,
    },
  },
  lifecycle: OPEN_CLOSED,
  permissions: LEADS_WRITE,
  list: { columns: ['title', 'code', 'clinical'], sort: 'title' },
  form: [{ title: 'Job role', fields: ['title', 'code', 'clinical', 'orders', 'duties'] }],
});
