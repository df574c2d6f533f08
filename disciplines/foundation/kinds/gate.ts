import { defineKind, NO_LIFECYCLE, MANAGERS_WRITE } from '@callosum/kernel';

export const gate = defineKind({
  name: 'gate',
  discipline: 'foundation',
  prefix: 'GTE',
  label: { one: 'Gate', many: 'Gates' },
  help: 'A point where somebody must say go, conditional go or no-go. The sponsor owns it; a good gate asks for facts, not for opinions.',
  fields: {
    title: { type: 'text', label: 'Title', required: true, maxLength: 300 },
    key: {
      type: 'text',
      label: 'Key',
      help: 'Short name, such as T-90.',
      required: true,
      maxLength: 40,
      sortable: true,
    },
    purpose: { type: 'text', label: 'Purpose', help: 'What is decided here, and what it opens.', multiline: true },
    offsetDays: {
      type: 'number',
      label: 'Days from go-live',
      help: 'Before go-live is negative. Moves the gate with the go-live date while it sits on a milestone of its own.',
      unit: 'd',
      integer: true,
      sortable: true,
    },
    goLive: { type: 'flag', label: 'Decides go-live' },
  },
  lifecycle: NO_LIFECYCLE,
  links: {
    sitsOn: { to: ['task'], label: 'sits on', inverse: 'carries gate', most: 1 },
  },
  permissions: MANAGERS_WRITE,
  list: { columns: ['key', 'title', 'offsetDays', 'goLive'], sort: 'offsetDays' },
  form: [{ title: 'Gate', fields: ['title', 'key', 'purpose', 'offsetDays', 'goLive'] }],
});
