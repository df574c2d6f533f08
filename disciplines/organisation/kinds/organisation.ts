import { defineKind, NO_LIFECYCLE, MANAGERS_WRITE, type Permissions, rulesFor } from '@callosum/kernel';

/** Made with its scope and never withdrawn: its id is the id of the scope. */
const permissions: Permissions = { read: MANAGERS_WRITE.read, update: rulesFor(['owner', 'manager']) };

export const organisation = defineKind({
  name: 'organisation',
  discipline: 'organisation',
  prefix: 'ORG',
  label: { one: 'Organisation', many: 'Organisations' },
  help: 'Whose projects these are. What its people, units and sites are stands here once, for all projects to see.',
  home: ['organisation'],
  hidden: true,
  fields: {
    title: { type: 'text', label: 'Name', required: true, maxLength: 300 },
    key: { type: 'text', label: 'Key', required: true, computed: true },
    zone: { type: 'text', label: 'Time zone', required: true, computed: true },
    mission: { type: 'text', label: 'Mission', help: 'Whom it serves, and what it owes them.', multiline: true },
  },
  lifecycle: NO_LIFECYCLE,
  permissions,
  list: { columns: ['title'], sort: 'title' },
  form: [{ title: 'Organisation', fields: ['title', 'mission', 'key', 'zone'] }],
});
