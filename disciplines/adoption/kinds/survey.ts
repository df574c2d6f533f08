import { defineKind, LEADS_WRITE, say } from '@callosum/kernel';

export const INSTRUMENTS = {
  sus: 'System Usability Scale',
  nees: 'Net EHR Experience Score',
  adkar: 'ADKAR',
  oric: 'Organizational readiness (ORIC)',
  pulse: 'Pulse',
} as const;

export const survey = defineKind({
  name: 'survey',
  discipline: 'adoption',
  prefix: 'SRV',
  label: { one: 'Survey', many: 'Surveys' },
  help: 'A round of questions to those who work with the system. The change lead owns it; a good one is short, tells people what came of the last, and is repeated.',
  fields: {
    title: { type: 'text', label: 'Survey', required: true, maxLength: 300 },
    instrument: {
      type: 'choice',
      label: 'Instrument',
      help: 'Says which part of the answer sheet is filled in, and how it is scored.',
      options: INSTRUMENTS,
      required: true,
      sortable: true,
    },
    phase: {
      type: 'choice',
      label: 'When',
      help: 'Rounds are compared with the round before go-live.',
      options: { before: 'Before go-live', early: 'First weeks', settled: 'Settled', later: 'A year or more after' },
      sortable: true,
    },
    audience: {
      type: 'text',
      label: 'Who is asked',
      help: 'Roles and units; the same people as in the last round where it is compared.',
      multiline: true,
    },
    purpose: { type: 'text', label: 'What will be done with it', help: 'Told to everybody asked.', multiline: true },
    opens: { type: 'date', label: 'Opens', help: 'The first day people can answer.', required: true, sortable: true },
    due: { type: 'date', label: 'Closes', sortable: true },
    invited: {
      type: 'number',
      label: 'People asked',
      help: 'Against them the share of answers is reckoned.',
      min: 1,
      integer: true,
    },
    responseTarget: {
      type: 'number',
      label: 'Response aimed for',
      help: 'Of those asked. The fewer answer, the more the figures speak for those few alone.',
      unit: '%',
      min: 1,
      max: 100,
    },
    told: {
      type: 'text',
      label: 'What was told back',
      help: 'What was found, and what is done about it.',
      multiline: true,
    },
    owner: { type: 'person', label: 'Owner' },
  },
  lifecycle: {
    initial: 'prepared',
    states: {
      prepared: { label: 'Being prepared' },
      open: { label: 'Open' },
      counted: { label: 'Closed' },
      reported: { label: 'Told back', closed: true },
    },
    moves: {
      open: { label: 'Open', from: ['prepared'], to: 'open' },
      close: { label: 'Close', from: ['open'], to: 'counted' },
      report: { label: 'Was told back', from: ['counted'], to: 'reported' },
      reopen: { label: 'Open again', from: ['counted'], to: 'open' },
    },
  },
  links: { asks: { to: ['unit', 'jobRole'], label: 'asks', inverse: 'is asked by' } },
  permissions: LEADS_WRITE,
  check: ({ opens, due, told, invited, responseTarget }, { state }) => [
    ...(due !== undefined && due < opens
      ? [{ at: ['due'] as const, message: say`It closes before it opens on ${opens}.`, remedy: say`Give a later day.` }]
      : []),
    ...(responseTarget !== undefined && invited === undefined
      ? [
          {
            at: ['invited'] as const,
            message: say`A response cannot be told without the number of people asked.`,
            remedy: say`Say how many were asked.`,
          },
        ]
      : []),
    ...(state === 'reported' && !told?.trim()
      ? [
          {
            at: ['told'] as const,
            message: say`Nothing says what was told back.`,
            remedy: say`Write what people were told was found and is done.`,
          },
        ]
      : []),
  ],
  list: { columns: ['title', 'instrument', 'phase', 'opens', 'due', 'invited', 'owner'], sort: 'opens' },
  form: [
    { title: 'Survey', fields: ['title', 'instrument', 'phase', 'audience', 'purpose', 'owner'] },
    { title: 'Round', fields: ['opens', 'due', 'invited', 'responseTarget'] },
    { title: 'Afterwards', fields: ['told'] },
  ],
});
