import { defineKind, SCOPE_TYPES } from '@callosum/kernel';
import { TEAM_AND_OFFICER } from '../permissions.ts';

const CHANNELS = {
  inPerson: 'In person',
  phone: 'Telephone',
  radio: 'Radio',
  paper: 'On paper',
  message: 'Message or e-mail',
  overhead: 'Overhead announcement',
} as const;

export const inject = defineKind({
  name: 'inject',
  discipline: 'safety',
  prefix: 'INJ',
  label: { one: 'Inject', many: 'Injects' },
  help: 'What players are told in the course of an exercise. Its leader writes them in order; a good inject has one message and says what is expected to happen.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Inject', required: true, maxLength: 300 },
    position: {
      type: 'number',
      label: 'Place in the script',
      help: 'Order in which they are given.',
      integer: true,
      min: 1,
      sortable: true,
    },
    minute: {
      type: 'number',
      label: 'Minute',
      help: 'After the start of the exercise.',
      unit: 'min',
      min: 0,
      sortable: true,
    },
    sender: { type: 'text', label: 'From', help: 'Whom it seems to come from.', maxLength: 300 },
    recipient: { type: 'text', label: 'To', help: 'Role or unit that gets it.', maxLength: 300 },
    channel: {
      type: 'choice',
      label: 'By',
      help: 'Ways that would work in the outage that is played.',
      options: CHANNELS,
    },
    message: { type: 'text', label: 'Message', help: 'As it is said or handed over, word for word.', multiline: true },
    expected: {
      type: 'text',
      label: 'Expected action',
      help: 'What a player who knows the plan does now.',
      multiline: true,
    },
    happened: {
      type: 'text',
      label: 'What happened',
      help: 'What players did; the evaluator writes it as he sees it.',
      multiline: true,
    },
    happenedAt: { type: 'dateTime', label: 'Delivered at', help: 'When it was given, by the clock on the wall.' },
  },
  lifecycle: {
    initial: 'planned',
    states: {
      planned: { label: 'Planned' },
      delivered: { label: 'Delivered', closed: true },
      skipped: { label: 'Skipped', closed: true },
    },
    moves: {
      deliver: { label: 'Deliver', from: ['planned'], to: 'delivered' },
      skip: { label: 'Skip', from: ['planned'], to: 'skipped' },
      reset: { label: 'Set back', from: ['delivered', 'skipped'], to: 'planned' },
    },
  },
  links: { of: { to: ['exercise'], label: 'belongs to', inverse: 'has inject', most: 1 } },
  permissions: TEAM_AND_OFFICER,
  list: { columns: ['position', 'minute', 'title', 'sender', 'recipient', 'expected'], sort: 'position' },
  form: [
    {
      title: 'Inject',
      fields: ['title', 'position', 'minute', 'sender', 'recipient', 'channel', 'message', 'expected'],
    },
    { title: 'In the exercise', fields: ['happenedAt', 'happened'] },
  ],
});
