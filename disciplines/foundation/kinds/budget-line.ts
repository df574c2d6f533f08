import { defineKind, type Rule, STANDS_CLOSED, say } from '@callosum/kernel';
import { CURRENCIES } from './shared.ts';

const SEEN_BY: readonly Rule[] = [{ role: 'owner' }, { role: 'manager' }, { role: 'executive' }, { role: 'lead' }];
const MANAGERS: readonly Rule[] = [{ role: 'owner' }, { role: 'manager' }];

export const budgetLine = defineKind({
  name: 'budgetLine',
  discipline: 'foundation',
  prefix: 'BUD',
  label: { one: 'Budget line', many: 'Budget' },
  help: 'What one thing may cost, what is committed and spent, and what it will come to. The project manager keeps it; backfill for training belongs here too.',
  fields: {
    title: { type: 'text', label: 'Line', required: true, maxLength: 300 },
    category: {
      type: 'choice',
      label: 'Category',
      help: 'The heading it is reported under.',
      sortable: true,
      options: {
        licence: 'Licences',
        hosting: 'Hosting and infrastructure',
        implementation: 'Implementation services',
        interfaces: 'Interfaces',
        devices: 'Devices',
        staff: 'Own staff',
        backfill: 'Training and backfill',
        support: 'Go-live support',
        legacy: 'Legacy run-off and archive',
        contingency: 'Contingency',
        sustaining: 'Running cost',
      },
    },
    year: {
      type: 'number',
      label: 'Year',
      min: 1,
      max: 15,
      integer: true,
      help: '1 is the first year of the project.',
      sortable: true,
    },
    untilYear: {
      type: 'number',
      label: 'Again each year until',
      min: 1,
      max: 15,
      integer: true,
      help: 'The last year it is paid in. Empty: once.',
    },
    planned: {
      type: 'money',
      label: 'Planned',
      help: 'As approved; changes come by change request.',
      currencies: CURRENCIES,
    },
    committed: {
      type: 'money',
      label: 'Committed',
      help: 'Ordered or contracted, paid or not.',
      currencies: CURRENCIES,
    },
    spent: { type: 'money', label: 'Spent', help: 'Invoiced and paid until the day below.', currencies: CURRENCIES },
    forecast: {
      type: 'money',
      label: 'Will come to',
      help: 'What it will have cost at the end, as one knows today.',
      currencies: CURRENCIES,
    },
    asOf: { type: 'date', label: 'As of', help: 'The day of the books from which the figures are.', sortable: true },
    reason: {
      type: 'text',
      label: 'Reason for the difference',
      help: 'Needed where the forecast departs from the plan.',
      multiline: true,
    },
    owner: { type: 'person', label: 'Owner' },
  },
  lifecycle: STANDS_CLOSED,
  links: { pays: { to: ['contract', 'scopeItem', 'benefit'], label: 'pays for', inverse: 'is paid from' } },
  permissions: { read: [...SEEN_BY, { role: 'reader' }], create: MANAGERS, update: MANAGERS, withdraw: MANAGERS },
  list: { columns: ['title', 'category', 'year', 'planned', 'spent', 'forecast', 'asOf'], sort: 'category' },
  form: [
    { title: 'Line', fields: ['title', 'category', 'year', 'untilYear', 'owner'] },
    { title: 'Money', fields: ['planned', 'committed', 'spent', 'forecast', 'asOf', 'reason'] },
  ],
  check: (fields) => {
    const { planned, committed, spent, forecast, year = 1, untilYear } = fields;
    if (untilYear !== undefined && untilYear < year) {
      return [
        { at: ['untilYear'], message: say`It ends before it begins.`, remedy: say`Correct one of the two years.` },
      ];
    }
    const currencies = new Set([planned, committed, spent, forecast].flatMap((one) => (one ? [one.currency] : [])));
    return currencies.size > 1
      ? [
          {
            at: ['forecast'],
            message: say`The amounts of one line are in different currencies.`,
            remedy: say`Use one currency, or make two lines.`,
          },
        ]
      : [];
  },
});
