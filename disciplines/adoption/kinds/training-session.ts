import { defineKind, TEAM_WRITES, say } from '@callosum/kernel';

export const trainingSession = defineKind({
  name: 'trainingSession',
  discipline: 'adoption',
  prefix: 'TRS',
  label: { one: 'Training session', many: 'Training sessions' },
  help: 'A course held at a time and place for those registered. The trainer owns it; he marks who came before he leaves the room.',
  fields: {
    title: { type: 'text', label: 'Session', required: true, maxLength: 300 },
    starts: { type: 'dateTime', label: 'Starts', help: 'In the project’s time zone.', required: true, sortable: true },
    ends: { type: 'dateTime', label: 'Ends' },
    room: { type: 'text', label: 'Room or link', maxLength: 300 },
    seats: {
      type: 'number',
      label: 'Seats',
      help: 'Here and now; fewer than the course allows where the room is small.',
      min: 1,
      integer: true,
    },
    environment: { type: 'text', label: 'Training system', help: 'And which logins.', maxLength: 300 },
    backfill: { type: 'flag', label: 'Backfill is arranged', help: 'Somebody does their work meanwhile.' },
    kit: {
      type: 'checklist',
      label: 'To be ready',
      help: 'Machines, logins and patients of the training system, tried before people come.',
    },
    note: {
      type: 'text',
      label: 'Trainer’s note',
      help: 'What was hard to follow, for the next session.',
      multiline: true,
    },
    owner: { type: 'person', label: 'Trainer' },
    due: { type: 'date', label: 'Registration closes', sortable: true },
  },
  lifecycle: {
    initial: 'planned',
    states: {
      planned: { label: 'Planned' },
      open: { label: 'Open for registration', rests: 'untilDue' },
      held: { label: 'Held', closed: true },
      cancelled: { label: 'Cancelled', closed: true },
    },
    moves: {
      open: { label: 'Open registration', from: ['planned'], to: 'open' },
      hold: { label: 'Was held', from: ['planned', 'open'], to: 'held' },
      cancel: { label: 'Cancel', from: ['planned', 'open'], to: 'cancelled' },
      reopen: { label: 'Plan again', from: ['held', 'cancelled'], to: 'planned' },
    },
  },
  links: {
    of: { to: ['course'], label: 'is a session of', inverse: 'is held in', most: 1 },
    registers: {
      to: ['person'],
      label: 'is for',
      inverse: 'is registered for',
      fields: {
        attendance: {
          type: 'choice',
          label: 'Attendance',
          options: { registered: 'Registered', attended: 'Came', absent: 'Did not come', left: 'Left early' },
        },
      },
    },
    at: { to: ['site'], label: 'is at', inverse: 'hosts the session', most: 1 },
  },
  permissions: TEAM_WRITES,
  check: ({ starts, ends }) =>
    ends !== undefined && ends <= starts
      ? [{ at: ['ends'], message: say`It ends before it starts.`, remedy: say`Give a later end.` }]
      : [],
  until: ['starts'],
  list: { columns: ['title', 'starts', 'room', 'seats', 'backfill', 'owner'], sort: 'starts' },
  form: [
    { title: 'Session', fields: ['title', 'starts', 'ends', 'room', 'seats', 'owner', 'due'] },
    { title: 'Preparation', fields: ['environment', 'backfill', 'kit', 'note'] },
  ],
});
