import { defineKind, MANAGERS_WRITE, NO_LIFECYCLE, type Permissions, rulesFor, SCOPE_TYPES } from '@callosum/kernel';
import { OFFICES } from '../offices.ts';

/** Made and ended by commands, so that no appointment is without a person. */
const permissions: Permissions = { read: MANAGERS_WRITE.read, withdraw: rulesFor(['owner', 'manager']) };

export const appointment = defineKind({
  name: 'appointment',
  discipline: 'organisation',
  prefix: 'APT',
  label: { one: 'Appointment', many: 'Appointments' },
  help: 'Who holds which office here, from when to when. One made further up holds for everything below.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Office and holder', required: true, maxLength: 700, computed: true },
    office: { type: 'choice', label: 'Office', options: OFFICES, required: true, computed: true, sortable: true },
    from: { type: 'date', label: 'From', required: true, computed: true, sortable: true },
    due: { type: 'date', label: 'Until', help: 'Last day in office.', computed: true, sortable: true },
    reason: {
      type: 'text',
      label: 'Decided by',
      help: 'The letter or decision it rests on.',
      multiline: true,
      computed: true,
    },
  },
  lifecycle: NO_LIFECYCLE,
  links: { of: { to: ['person'], label: 'appoints', inverse: 'is appointed by', most: 1 } },
  permissions,
  list: { columns: ['office', 'title', 'from', 'due'], sort: 'office' },
  form: [{ title: 'Appointment', fields: ['office', 'title', 'from', 'due', 'reason'] }],
});
