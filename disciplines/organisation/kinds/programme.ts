import { defineKind, MANAGERS_WRITE, type Permissions, rulesFor } from '@callosum/kernel';

/** Made with its scope and never withdrawn: its id is the id of the scope. */
const permissions: Permissions = { read: MANAGERS_WRITE.read, update: rulesFor(['owner', 'manager']) };

export const programme = defineKind({
  name: 'programme',
  discipline: 'organisation',
  prefix: 'PRG',
  label: { one: 'Programme', many: 'Programmes' },
  help: 'Projects that serve one aim and share people, vendors or dates. The programme manager keeps it.',
  home: ['programme'],
  hidden: true,
  fields: {
    title: { type: 'text', label: 'Title', required: true, maxLength: 300 },
    key: { type: 'text', label: 'Key', help: 'Short name in capitals, such as CARE.', required: true, computed: true },
    zone: { type: 'text', label: 'Time zone', required: true, computed: true },
    parent: { type: 'text', label: 'Part of', help: 'Key of the scope above it.', computed: true },
    purpose: { type: 'text', label: 'Purpose', help: 'What the projects reach together.', multiline: true },
    owner: { type: 'person', label: 'Programme manager' },
  },
  lifecycle: {
    initial: 'active',
    states: { active: { label: 'Active', rests: 'always' }, closed: { label: 'Closed', closed: true } },
    moves: {
      close: { label: 'Close', from: ['active'], to: 'closed' },
      reopen: { label: 'Re-open', from: ['closed'], to: 'active' },
    },
  },
  permissions,
  list: { columns: ['key', 'title', 'owner'], sort: 'title' },
  form: [{ title: 'Programme', fields: ['title', 'purpose', 'owner', 'key', 'parent', 'zone'] }],
});
