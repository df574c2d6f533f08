import { defineKind, TEAM_WRITES, say } from '@callosum/kernel';

export const scopeItem = defineKind({
  name: 'scopeItem',
  discipline: 'foundation',
  prefix: 'SCI',
  label: { one: 'Scope item', many: 'Scope' },
  help: 'One thing the project delivers, leaves out, or puts off. The project manager keeps it; what nobody has written down as out is expected.',
  fields: {
    title: { type: 'text', label: 'Item', required: true, maxLength: 300, material: true },
    description: {
      type: 'text',
      label: 'Description',
      help: 'What exactly, and for whom; what a reader might take it to include and it does not.',
      multiline: true,
      material: true,
    },
    area: { type: 'text', label: 'Area', help: 'Module, department or work stream.', maxLength: 120, sortable: true },
    reason: { type: 'text', label: 'Reason', help: 'Why it is out, or put off.', multiline: true },
    addedOn: {
      type: 'date',
      label: 'Added on',
      help: 'When it came into the scope; growth is counted from the baseline day.',
      sortable: true,
    },
    baselined: { type: 'flag', label: 'In the agreed scope', help: 'Part of what was agreed at the charter.' },
    effort: {
      type: 'number',
      label: 'Effort',
      help: 'Person-days of the whole team; scope growth since the baseline is counted in them.',
      unit: 'days',
      min: 0,
    },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'Take up again on', help: 'For what is put off.', sortable: true },
  },
  lifecycle: {
    initial: 'proposed',
    material: true,
    states: {
      proposed: { label: 'Proposed' },
      in: { label: 'In', rests: 'always' },
      deferred: { label: 'Deferred', rests: 'untilDue' },
      out: { label: 'Out', closed: true },
    },
    moves: {
      include: { label: 'Include', from: ['proposed', 'deferred', 'out'], to: 'in' },
      defer: { label: 'Defer', from: ['proposed', 'in'], to: 'deferred' },
      exclude: { label: 'Leave out', from: ['proposed', 'in', 'deferred'], to: 'out' },
    },
  },
  links: { partOf: { to: ['scopeItem'], label: 'is part of', inverse: 'consists of', most: 1, acyclic: true } },
  permissions: TEAM_WRITES,
  list: { columns: ['title', 'area', 'baselined', 'addedOn', 'effort', 'owner'], sort: 'area' },
  form: [
    { title: 'Item', fields: ['title', 'description', 'area', 'owner'] },
    { title: 'Agreement', fields: ['baselined', 'addedOn', 'effort', 'reason', 'due'] },
  ],
  check: ({ reason }, { state }) =>
    (state === 'out' || state === 'deferred') && !reason?.trim()
      ? [
          {
            at: ['reason'],
            message: say`What is left out or put off needs a reason.`,
            remedy: say`Say why, in a sentence.`,
          },
        ]
      : [],
});
