import { defineKind, TEAM_WRITES, say } from '@callosum/kernel';

export const superUser = defineKind({
  name: 'superUser',
  discipline: 'adoption',
  prefix: 'SUP',
  label: { one: 'Super user', many: 'Super users' },
  help: 'A colleague who helps others at work, from go-live on and for weeks after. Unit managers choose them; the good ones explain patiently and speak well of the change, and are freed from their own work meanwhile.',
  fields: {
    title: { type: 'text', label: 'Name', required: true, maxLength: 300 },
    chosenBy: { type: 'text', label: 'Chosen by', help: 'Which manager, and why.', maxLength: 300 },
    from: {
      type: 'date',
      label: 'Helps from',
      help: 'Usually some weeks before go-live, to know the system by then.',
      sortable: true,
    },
    until: { type: 'date', label: 'Helps until', help: 'Not before support at the elbow ends.', sortable: true },
    release: {
      type: 'choice',
      label: 'Freed from own work',
      help: 'Nobody helps colleagues and does a full shift of his own work.',
      options: { full: 'Fully', part: 'In part', none: 'Not yet agreed' },
      sortable: true,
    },
    trained: { type: 'date', label: 'Trained as super user on', help: 'They learn before their colleagues.' },
    strengths: {
      type: 'choices',
      label: 'Strengths',
      help: 'What colleagues say of him; it decides where he stands.',
      options: {
        proactive: 'Goes to people',
        explains: 'Explains in depth',
        positive: 'Speaks well of it',
        shares: 'Passes on what is new',
      },
    },
    devices: { type: 'text', label: 'How to reach', help: 'Telephone, pager or badge, on the shift.', maxLength: 120 },
    note: { type: 'text', label: 'Note', multiline: true },
    owner: { type: 'person', label: 'Looked after by' },
    due: { type: 'date', label: 'Next talk' },
  },
  lifecycle: {
    initial: 'named',
    states: {
      named: { label: 'Named' },
      ready: { label: 'Trained and freed', rests: 'untilDue' },
      active: { label: 'On the floor', rests: 'untilDue' },
      released: { label: 'Released', closed: true },
    },
    moves: {
      prepare: { label: 'Trained and freed', from: ['named'], to: 'ready' },
      deploy: { label: 'Send to the floor', from: ['ready'], to: 'active' },
      standDown: { label: 'Back to ready', from: ['active'], to: 'ready' },
      release: { label: 'Release', from: ['named', 'ready', 'active'], to: 'released' },
      renew: { label: 'Name again', from: ['released'], to: 'named' },
    },
  },
  links: {
    is: { to: ['person'], label: 'is', inverse: 'helps as', most: 1 },
    covers: { to: ['jobRole', 'unit', 'shift'], label: 'covers', inverse: 'is helped by' },
  },
  permissions: TEAM_WRITES,
  check: ({ from, until, trained, release }, { state }) => [
    ...(from !== undefined && until !== undefined && until < from
      ? [{ at: ['until'] as const, message: say`It ends before it begins.`, remedy: say`Give a later day.` }]
      : []),
    ...((state === 'ready' || state === 'active') &&
    (trained === undefined || release === undefined || release === 'none')
      ? [
          {
            at: [trained === undefined ? 'trained' : 'release'] as const,
            message: say`Somebody who is ready was trained and is freed from the own work.`,
            remedy: say`Give the day of the training and what was agreed with the manager.`,
          },
        ]
      : []),
  ],
  list: { columns: ['title', 'from', 'until', 'release', 'trained', 'owner'], sort: 'title' },
  form: [
    { title: 'Super user', fields: ['title', 'chosenBy', 'strengths', 'devices', 'owner', 'due'] },
    { title: 'Time', fields: ['from', 'until', 'release', 'trained', 'note'] },
  ],
});
