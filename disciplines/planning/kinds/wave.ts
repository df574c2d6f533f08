import { defineKind, LEADS_WRITE } from '@callosum/kernel';

export const wave = defineKind({
  name: 'wave',
  discipline: 'planning',
  prefix: 'WAV',
  label: { one: 'Wave', many: 'Waves' },
  help: 'Sites and units that go live together. The programme manager owns it; waves share one pool of support, so they keep apart.',
  fields: {
    title: { type: 'text', label: 'Wave', required: true, maxLength: 300 },
    order: { type: 'number', label: 'Order', help: '1 goes first.', min: 1, integer: true, sortable: true },
    goLive: {
      type: 'date',
      label: 'Goes live',
      help: 'The first day on which people work with the system.',
      sortable: true,
      material: true,
    },
    users: {
      type: 'number',
      label: 'Users',
      help: 'Who will log in, in all units of the wave.',
      min: 0,
      integer: true,
    },
    support: {
      type: 'number',
      label: 'Support staff',
      min: 0,
      integer: true,
      help: 'At the elbow and in the command centre.',
    },
    supportDays: {
      type: 'number',
      label: 'Support lasts',
      help: 'Days of support at the elbow; two waves draw on one pool.',
      unit: 'days',
      min: 0,
      integer: true,
    },
    lead: {
      type: 'text',
      label: 'Local lead',
      help: 'Who speaks for the sites on the days of go-live.',
      maxLength: 200,
    },
    owner: { type: 'person', label: 'Owner' },
    remarks: { type: 'text', label: 'Remarks', multiline: true },
  },
  lifecycle: {
    initial: 'planned',
    states: {
      planned: { label: 'Planned' },
      live: { label: 'Live', rests: 'always' },
      stabilised: { label: 'Stabilised', closed: true },
      cancelled: { label: 'Cancelled', closed: true },
    },
    moves: {
      goLive: { label: 'Has gone live', from: ['planned'], to: 'live' },
      stabilise: { label: 'Is stable', from: ['live'], to: 'stabilised' },
      cancel: { label: 'Cancel', from: ['planned'], to: 'cancelled' },
      plan: { label: 'Plan again', from: ['cancelled'], to: 'planned' },
    },
  },
  links: {
    takes: { to: ['site', 'unit'], label: 'takes live', inverse: 'goes live in' },
    draws: { to: ['resource'], label: 'draws on', inverse: 'supports', most: 1 },
    ends: { to: ['task'], label: 'ends with', inverse: 'is the go-live of', most: 1 },
  },
  permissions: LEADS_WRITE,
  happens: ({ state, fields: { goLive } }) =>
    goLive === undefined || state === 'cancelled' ? undefined : { from: goLive },
  until: ['goLive'],
  list: { columns: ['title', 'order', 'goLive', 'users', 'support', 'owner'], sort: 'goLive' },
  form: [
    { title: 'Wave', fields: ['title', 'order', 'goLive', 'owner', 'lead'] },
    { title: 'People', fields: ['users', 'support', 'supportDays', 'remarks'] },
  ],
});
