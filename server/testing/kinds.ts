import {
  COMMANDS_WRITE,
  defineKind,
  MANAGERS_WRITE,
  NO_LIFECYCLE,
  OPEN_CLOSED,
  rulesFor,
  SCOPE_TYPES,
} from '@callosum/kernel';

/** A project's own record. */
export const project = defineKind({
  name: 'project',
  discipline: 'test',
  prefix: 'PRJ',
  label: { one: 'Project', many: 'Projects' },
  help: 'The project or programme itself.',
  home: ['programme', 'project'],
  fields: {
    title: { type: 'text', label: 'Title', required: true },
    parent: { type: 'text', label: 'Part of', computed: true },
  },
  lifecycle: NO_LIFECYCLE,
  permissions: COMMANDS_WRITE,
  list: { columns: ['title'], sort: 'title' },
  form: [{ title: 'Project', fields: ['title'] }],
});

/** Everybody reads it, owners write it. */
export const item = defineKind({
  name: 'item',
  discipline: 'test',
  prefix: 'ITM',
  label: { one: 'Item', many: 'Items' },
  help: 'Something to do.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Title', required: true },
    remark: { type: 'text', label: 'Remark', multiline: true },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'Due', sortable: true },
    size: { type: 'number', label: 'Size', min: 0, max: 1_000_000, sortable: true, material: true },
    effort: { type: 'duration', label: 'Effort', sortable: true },
    urgent: { type: 'flag', label: 'Urgent', sortable: true },
    checkedOn: { type: 'date', label: 'Checked on', computed: true },
  },
  lifecycle: OPEN_CLOSED,
  links: {
    needs: {
      to: ['item'],
      label: 'needs',
      inverse: 'is needed by',
      acyclic: true,
      pins: 'review',
      fields: { lag: { type: 'number', label: 'Lag' } },
    },
    main: {
      to: ['item', 'note'],
      label: 'is mainly about',
      inverse: 'is the subject of',
      most: 1,
      pins: 'verification',
    },
  },
  permissions: MANAGERS_WRITE,
  urgent: { field: 'urgent', is: true },
  list: { columns: ['title', 'due', 'size'], sort: 'title' },
  form: [{ title: 'Item', fields: ['title', 'remark', 'owner', 'due', 'size', 'effort', 'urgent'] }],
});

/** Readers see those that are shared and open, and their own. */
export const note = defineKind({
  name: 'note',
  discipline: 'test',
  prefix: 'NTE',
  label: { one: 'Note', many: 'Notes' },
  help: 'Something not everybody may read.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Title', required: true },
    owner: { type: 'person', label: 'Owner' },
    shared: { type: 'flag', label: 'Shared' },
    weight: { type: 'number', label: 'Weight' },
    topic: { type: 'choice', label: 'Topic', options: { a: 'A', b: 'B' } },
  },
  lifecycle: OPEN_CLOSED,
  links: { about: { to: ['note', 'item'], label: 'is about', inverse: 'is the subject of note' } },
  permissions: {
    ...MANAGERS_WRITE,
    read: [
      ...rulesFor(['owner', 'manager']),
      { role: 'reader', where: { allOf: [{ field: 'shared', is: true }, { state: ['open'] }] } },
      { role: 'reader', where: { field: 'owner', isMe: true } },
    ],
  },
  list: { columns: ['title'], sort: 'title' },
  form: [{ title: 'Note', fields: ['title', 'owner', 'shared', 'weight', 'topic'] }],
});
