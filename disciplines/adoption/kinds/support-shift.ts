import { defineKind, TEAM_WRITES, say } from '@callosum/kernel';

export const supportShift = defineKind({
  name: 'supportShift',
  discipline: 'adoption',
  prefix: 'SUS',
  label: { one: 'Support shift', many: 'Support shifts' },
  help: 'Who stands where at the elbow of users, on which shift, from which day to which. The support lead keeps the rota; a good one has nobody alone at night with a unit that has just gone live.',
  fields: {
    title: { type: 'text', label: 'Line of the rota', required: true, maxLength: 300 },
    type: {
      type: 'choice',
      label: 'Kind of help',
      help: 'Who comes when somebody asks.',
      options: {
        elbow: 'At the elbow',
        superUser: 'Super user',
        zoneLead: 'Zone lead',
        commandCentre: 'Command centre',
        desk: 'Service desk',
      },
      sortable: true,
    },
    from: {
      type: 'date',
      label: 'From',
      help: 'First day of the rota; its shift says the hours.',
      required: true,
      sortable: true,
    },
    until: { type: 'date', label: 'Until', help: 'Last day.', required: true, sortable: true },
    needed: {
      type: 'number',
      label: 'People needed',
      help: 'By the ratio for the units it covers.',
      min: 1,
      integer: true,
    },
    external: {
      type: 'number',
      label: 'Of them from outside',
      help: 'From vendors or an agency; they do not know the house.',
      min: 0,
      integer: true,
    },
    place: { type: 'text', label: 'Where they meet', help: 'Where they begin and report.', maxLength: 300 },
    reach: { type: 'text', label: 'How to reach', help: 'What users dial or press.', maxLength: 300 },
    handover: { type: 'text', label: 'Handover', help: 'When, where and what is passed on.', multiline: true },
    owner: { type: 'person', label: 'Zone lead' },
    due: { type: 'date', label: 'To be filled by', sortable: true },
  },
  lifecycle: {
    initial: 'planned',
    states: {
      planned: { label: 'Planned' },
      confirmed: { label: 'Confirmed' },
      done: { label: 'Done', closed: true },
      cancelled: { label: 'Cancelled', closed: true },
    },
    moves: {
      confirm: { label: 'Confirm', from: ['planned'], to: 'confirmed' },
      doubt: { label: 'No longer sure', from: ['confirmed'], to: 'planned' },
      finish: { label: 'Was done', from: ['confirmed'], to: 'done' },
      cancel: { label: 'Cancel', from: ['planned', 'confirmed'], to: 'cancelled' },
    },
  },
  links: {
    covers: { to: ['jobRole', 'unit', 'shift'], label: 'covers', inverse: 'is supported by' },
    staffedBy: { to: ['person', 'superUser'], label: 'is staffed by', inverse: 'is on the rota of' },
  },
  permissions: TEAM_WRITES,
  check: ({ from, until, needed, external }) => [
    ...(until < from
      ? [{ at: ['until'] as const, message: say`It ends before it begins.`, remedy: say`Give a later day.` }]
      : []),
    ...(external !== undefined && external > (needed ?? 0)
      ? [
          {
            at: ['external'] as const,
            message: say`More come from outside than are needed.`,
            remedy: say`Raise the people needed, or lower this.`,
          },
        ]
      : []),
  ],
  list: { columns: ['title', 'type', 'from', 'until', 'needed', 'owner', 'due'], sort: 'from' },
  form: [
    { title: 'Rota', fields: ['title', 'type', 'from', 'until', 'needed', 'external'] },
    { title: 'On the day', fields: ['place', 'reach', 'handover', 'owner', 'due'] },
  ],
});
