import { defineKind, TEAM_WRITES, say } from '@callosum/kernel';

export const communication = defineKind({
  name: 'communication',
  discipline: 'adoption',
  prefix: 'COM',
  label: { one: 'Communication', many: 'Communications' },
  help: 'What is told to whom, when and by whom. The communications lead plans it; a good one says what changes for the reader and comes from somebody he trusts.',
  fields: {
    title: { type: 'text', label: 'Subject', required: true, maxLength: 300 },
    audience: {
      type: 'text',
      label: 'For whom',
      help: 'By role, unit and shift; everybody reads what is for nobody.',
      multiline: true,
    },
    channel: {
      type: 'choice',
      label: 'Channel',
      help: 'Where the readers look, not where it is easiest to send.',
      options: {
        email: 'E-mail',
        intranet: 'Intranet',
        poster: 'Poster',
        huddle: 'Huddle',
        townHall: 'Town hall',
        letter: 'Letter to patients',
        press: 'Press',
        screen: 'Sign-on screen',
      },
      sortable: true,
    },
    message: {
      type: 'text',
      label: 'Message',
      help: 'What changes for the reader, when, and whom he asks.',
      multiline: true,
    },
    action: {
      type: 'text',
      label: 'What they are to do',
      help: 'One thing, and until when. Empty when it only informs.',
      multiline: true,
    },
    sender: {
      type: 'text',
      label: 'In whose name',
      help: 'People listen to their own leaders more than to a project.',
      maxLength: 300,
    },
    approver: { type: 'person', label: 'Approved by', help: 'Somebody the readers listen to.' },
    due: { type: 'date', label: 'To be sent on', required: true, sortable: true },
    sentOn: { type: 'date', label: 'Sent on', sortable: true },
    reached: {
      type: 'number',
      label: 'People reached',
      help: 'As far as it can be counted: opened, attended, signed.',
      min: 0,
      integer: true,
    },
    owner: { type: 'person', label: 'Owner' },
  },
  lifecycle: {
    initial: 'planned',
    states: {
      planned: { label: 'Planned' },
      approved: { label: 'Approved' },
      sent: { label: 'Sent', closed: true },
      dropped: { label: 'Dropped', closed: true },
    },
    moves: {
      approve: { label: 'Approve', from: ['planned'], to: 'approved' },
      send: { label: 'Was sent', from: ['planned', 'approved'], to: 'sent' },
      drop: { label: 'Drop', from: ['planned', 'approved'], to: 'dropped' },
      reopen: { label: 'Plan again', from: ['approved', 'dropped'], to: 'planned' },
    },
  },
  links: {
    tells: { to: ['stakeholder', 'unit', 'jobRole'], label: 'tells', inverse: 'is told by' },
    about: {
      to: ['course', 'workflow', 'survey', 'task', 'changeRequest', 'wave'],
      label: 'is about',
      inverse: 'is announced by',
    },
  },
  permissions: TEAM_WRITES,
  check: ({ message, sentOn }, { state }) =>
    state !== 'sent'
      ? []
      : [
          ...(message?.trim()
            ? []
            : [{ at: ['message'] as const, message: say`Nothing was said.`, remedy: say`Keep what was sent.` }]),
          ...(sentOn === undefined
            ? [{ at: ['sentOn'] as const, message: say`It was sent on some day.`, remedy: say`Say which.` }]
            : []),
        ],
  list: { columns: ['title', 'channel', 'due', 'sentOn', 'sender', 'owner'], sort: 'due' },
  form: [
    { title: 'Communication', fields: ['title', 'audience', 'channel', 'message', 'action', 'sender'] },
    { title: 'Sending', fields: ['due', 'approver', 'sentOn', 'reached', 'owner'] },
  ],
});
