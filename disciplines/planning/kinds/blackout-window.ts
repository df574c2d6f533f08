import { WORK_CLASSES } from './work-class.ts';
import { defineKind, LEADS_WRITE, STANDS_CLOSED, SCOPE_TYPES, say } from '@callosum/kernel';

export const blackoutWindow = defineKind({
  name: 'blackoutWindow',
  discipline: 'planning',
  prefix: 'BLK',
  label: { one: 'Blackout window', many: 'Blackout windows' },
  help: 'Days on which some work must not, or should not, happen: flu season, a survey, the end of the year, a freeze. Operations own it; the plan keeps out of it.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Window', required: true, maxLength: 300 },
    sort: {
      type: 'choice',
      label: 'Sort',
      help: 'Why the days are closed; several windows may overlap.',
      required: true,
      sortable: true,
      options: {
        flu: 'Flu season',
        survey: 'Accreditation survey',
        yearEnd: 'Year-end close',
        freeze: 'Freeze',
        holidays: 'Holidays',
        vendorUpgrade: 'Vendor upgrade',
        residents: 'Change of residents',
        other: 'Other',
      },
    },
    start: { type: 'date', label: 'First day', required: true, sortable: true, material: true },
    finish: { type: 'date', label: 'Last day', required: true, sortable: true, material: true },
    policy: {
      type: 'choice',
      label: 'Policy',
      help: 'Hard: the plan lets work of this sort pause, and milestones wait for the end. Soft: only with a reason. Priced: it may happen, and the price is told.',
      required: true,
      options: { hard: 'Hard', soft: 'Soft', priced: 'Priced' },
      sortable: true,
      material: true,
    },
    forbids: {
      type: 'choices',
      label: 'Keeps out',
      help: 'What may not happen, or should not, on these days; everything unless stated.',
      options: { ...WORK_CLASSES, everything: 'Everything' },
      material: true,
    },
    price: {
      type: 'money',
      label: 'Price',
      help: 'What it costs to work inside it after all: penalties, standby, double shifts.',
      currencies: ['USD', 'GBP', 'EUR'],
      material: true,
    },
    reason: { type: 'text', label: 'Why', help: 'Who has said so, and who can make an exception.', multiline: true },
    owner: { type: 'person', label: 'Owner' },
  },
  happens: ({ state, fields: { start, finish } }) => (state === 'open' ? { from: start, until: finish } : undefined),
  lifecycle: STANDS_CLOSED,
  permissions: LEADS_WRITE,
  list: { columns: ['title', 'sort', 'start', 'finish', 'policy', 'owner'], sort: 'start' },
  form: [
    { title: 'Window', fields: ['title', 'sort', 'start', 'finish'] },
    { title: 'Policy', fields: ['policy', 'forbids', 'price', 'reason', 'owner'] },
  ],
  check: ({ start, finish, policy, price }) => [
    ...(finish < start
      ? [
          {
            at: ['finish'] as const,
            message: say`The window ends before it begins.`,
            remedy: say`Correct one of the two days.`,
          },
        ]
      : []),
    ...(policy === 'priced' && price === undefined
      ? [
          {
            at: ['price'] as const,
            message: say`A priced window needs a price.`,
            remedy: say`Give the price, or choose another policy.`,
          },
        ]
      : []),
  ],
});
