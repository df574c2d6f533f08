import { defineKind, LEADS_WRITE, say } from '@callosum/kernel';

export const rehearsal = defineKind({
  name: 'rehearsal',
  discipline: 'golive',
  prefix: 'RHS',
  label: { one: 'Rehearsal', many: 'Rehearsals' },
  help: 'The cutover tried out before it counts. The cutover manager runs it; a good one is run by the people of the weekend at its hours, tries the way back as well, and its durations replace the estimates.',
  fields: {
    title: { type: 'text', label: 'Title', required: true, maxLength: 300 },
    type: {
      type: 'choice',
      label: 'Type',
      help: 'From reading the runbook together to doing it at its hours.',
      options: {
        walkthrough: 'Walk-through of the runbook',
        technical: 'Technical dress rehearsal',
        full: 'Full dress rehearsal',
        clinical: 'Clinical day in the life',
      },
      required: true,
      sortable: true,
    },
    owner: { type: 'person', label: 'Runs it' },
    people: {
      type: 'people',
      label: 'Took part',
      help: 'The people of the weekend; a rehearsal by others rehearses others.',
    },
    due: { type: 'date', label: 'Planned for', sortable: true },
    plannedDuration: { type: 'duration', label: 'Planned duration', help: 'By the clock: 41eh.' },
    startedAt: { type: 'localTime', exact: true, label: 'Began', help: 'First task of the runbook.', sortable: true },
    finishedAt: {
      type: 'localTime',
      exact: true,
      label: 'Ended',
      help: 'Last task; with the beginning it tells whether the window is wide enough.',
    },
    rolledBack: { type: 'flag', label: 'The way back was tried', help: 'A way back nobody has gone is no way back.' },
    rollbackDuration: {
      type: 'duration',
      label: 'The way back took',
      help: 'The last safe moment for going back is reckoned from it.',
    },
    scope: {
      type: 'text',
      label: 'What was rehearsed, and what was not',
      help: 'Which tasks, sites and systems.',
      multiline: true,
    },
    wentWell: { type: 'text', label: 'Went well', help: 'What stays as it is.', multiline: true },
    toMend: { type: 'text', label: 'To be mended', help: 'Becomes tasks before the next rehearsal.', multiline: true },
  },
  lifecycle: {
    initial: 'planned',
    states: {
      planned: { label: 'Planned' },
      held: { label: 'Held' },
      evaluated: { label: 'Evaluated', closed: true },
      cancelled: { label: 'Cancelled', closed: true },
    },
    moves: {
      hold: { label: 'Held', from: ['planned'], to: 'held' },
      evaluate: { label: 'Evaluated', from: ['held'], to: 'evaluated' },
      cancel: { label: 'Cancel', from: ['planned'], to: 'cancelled' },
      reopen: { label: 'Re-open', from: ['held', 'evaluated', 'cancelled'], to: 'planned' },
    },
  },
  links: {
    rehearses: {
      to: ['cutoverTask'],
      label: 'rehearses',
      inverse: 'was rehearsed in',
      fields: {
        outcome: {
          type: 'choice',
          label: 'Outcome',
          options: { worked: 'Worked', late: 'Worked, late', failed: 'Failed', notRun: 'Not run' },
        },
        remark: { type: 'text', label: 'Remark' },
      },
    },
    uses: { to: ['environment'], label: 'uses', inverse: 'is used by' },
    tries: { to: ['device'], label: 'tries', inverse: 'was tried in' },
  },
  permissions: LEADS_WRITE,
  list: { columns: ['title', 'type', 'due', 'startedAt', 'finishedAt', 'owner'], sort: 'due' },
  form: [
    { title: 'Rehearsal', fields: ['title', 'type', 'due', 'plannedDuration', 'scope', 'owner', 'people'] },
    {
      title: 'How it went',
      fields: ['startedAt', 'finishedAt', 'rolledBack', 'rollbackDuration', 'wentWell', 'toMend'],
    },
  ],
  check: ({ startedAt, finishedAt, rolledBack, rollbackDuration }, { state }) => [
    ...(startedAt !== undefined && finishedAt !== undefined && finishedAt < startedAt
      ? [
          {
            at: ['finishedAt'] as const,
            message: say`It ended before it began.`,
            remedy: say`Correct one of the times.`,
          },
        ]
      : []),
    ...((state === 'held' || state === 'evaluated') && (startedAt === undefined || finishedAt === undefined)
      ? [
          {
            at: [startedAt === undefined ? 'startedAt' : 'finishedAt'] as const,
            message: say`A rehearsal that was held began and ended at some time.`,
            remedy: say`Give both times.`,
          },
        ]
      : []),
    ...(rollbackDuration !== undefined && !(rolledBack ?? false)
      ? [
          {
            at: ['rolledBack'] as const,
            message: say`The way back has a duration, and was not tried.`,
            remedy: say`Tick it, or take the duration out.`,
          },
        ]
      : []),
  ],
});
