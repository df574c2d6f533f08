import { addDays, defineKind, TEAM_WRITES, say } from '@callosum/kernel';

/** A meeting waits for whoever called it so long before it begins. */
const NEAR_DAYS = 7;
/** How long a meeting takes of which nobody says. */
const USUAL_MINUTES = 60;

export const meeting = defineKind({
  name: 'meeting',
  discipline: 'foundation',
  prefix: 'MTG',
  label: { one: 'Meeting', many: 'Meetings' },
  help: 'A meeting with its agenda and minutes. Whoever calls it owns it; what is decided becomes a decision, what is promised an action.',
  fields: {
    title: { type: 'text', label: 'Meeting', required: true, maxLength: 300 },
    at: { type: 'dateTime', label: 'Begins', help: 'In the project’s time zone.', sortable: true },
    minutesPlanned: {
      type: 'number',
      label: 'Takes',
      help: 'As invited for.',
      unit: 'minutes',
      min: 5,
      max: 1_440,
      integer: true,
    },
    place: { type: 'text', label: 'Place', help: 'Room or link.', maxLength: 300 },
    agenda: {
      type: 'checklist',
      label: 'Agenda',
      help: 'What is to be settled, point by point; ticked as it is dealt with.',
    },
    invited: { type: 'people', label: 'Invited', help: 'Members and guests.' },
    present: { type: 'people', label: 'Present', help: 'Those who were there; the quorum is counted from them.' },
    minutes: {
      type: 'text',
      label: 'Minutes',
      help: 'What was said that matters later. Decisions and actions are records of their own.',
      multiline: true,
    },
    owner: { type: 'person', label: 'Called by' },
    due: { type: 'date', label: 'Minutes due', sortable: true },
  },
  lifecycle: {
    initial: 'planned',
    states: {
      planned: { label: 'Planned' },
      held: { label: 'Held' },
      approved: { label: 'Minutes approved', closed: true },
      cancelled: { label: 'Cancelled', closed: true },
    },
    moves: {
      hold: { label: 'Was held', from: ['planned'], to: 'held' },
      approve: { label: 'Approve minutes', from: ['held'], to: 'approved' },
      cancel: { label: 'Cancel', from: ['planned'], to: 'cancelled' },
      reopen: { label: 'Re-open', from: ['approved', 'cancelled'], to: 'planned' },
    },
  },
  links: {
    of: { to: ['committee'], label: 'is a meeting of', inverse: 'met', most: 1 },
    treats: {
      to: ['decision', 'issue', 'changeRequest', 'action', 'gate'],
      label: 'treats',
      inverse: 'was treated in',
    },
  },
  permissions: TEAM_WRITES,
  happens: ({ state, fields: { at, minutesPlanned = USUAL_MINUTES, place } }) => {
    if (at === undefined || state === 'cancelled') return undefined;
    const until = new Date(Date.parse(at) + minutesPlanned * 60_000).toISOString();
    return { from: at, until, ...(place === undefined ? {} : { place }) };
  },
  // Whoever called it: to hold it, shortly before and until it was held; then to write its minutes.
  waitsUntil: ({ state, fields: { at: begins, due } }, _graph, at) => {
    const day = begins?.slice(0, 10) ?? at.today;
    if (state === 'held') return due ?? day;
    return day <= addDays(at.today, NEAR_DAYS) ? day : undefined;
  },
  list: { columns: ['title', 'at', 'owner', 'due'], sort: 'at' },
  form: [
    { title: 'Meeting', fields: ['title', 'at', 'minutesPlanned', 'place', 'owner', 'invited'] },
    { title: 'Agenda', fields: ['agenda'] },
    { title: 'Minutes', fields: ['present', 'minutes', 'due'] },
  ],
  check: ({ minutes }, { state }) =>
    state === 'approved' && !minutes?.trim()
      ? [{ at: ['minutes'], message: say`There are no minutes to approve.`, remedy: say`Write them first.` }]
      : [],
});
