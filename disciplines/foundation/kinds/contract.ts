import { defineKind, isOver, LEADS_WRITE, say, SCOPE_TYPES } from '@callosum/kernel';
import { CURRENCIES } from './shared.ts';

export const contract = defineKind({
  name: 'contract',
  discipline: 'foundation',
  prefix: 'CTR',
  label: { one: 'Contract', many: 'Contracts' },
  help: 'What a vendor has promised, for how much and until when, and how one gets out. Its manager owns it and looks at the notice day in time.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Contract', required: true, maxLength: 300 },
    reference: { type: 'text', label: 'Contract number', help: 'As it stands on the document.', maxLength: 120 },
    value: {
      type: 'money',
      label: 'Value',
      help: 'Over its whole term, without options.',
      currencies: CURRENCIES,
      material: true,
    },
    oneOff: {
      type: 'money',
      label: 'Paid once',
      help: 'Licences, delivery, set-up. Offers are compared by this and what is paid each year.',
      currencies: CURRENCIES,
      material: true,
    },
    yearly: {
      type: 'money',
      label: 'Paid each year',
      help: 'Licences, maintenance and hosting that come every year.',
      currencies: CURRENCIES,
      material: true,
    },
    start: { type: 'date', label: 'Begins', sortable: true },
    ends: {
      type: 'date',
      label: 'Ends',
      help: 'The last day it is in force unless it is renewed.',
      sortable: true,
      material: true,
    },
    due: {
      type: 'date',
      label: 'Give notice by',
      help: 'Last day on which it can be ended; afterwards it runs on.',
      sortable: true,
    },
    uptime: {
      type: 'number',
      label: 'Promised uptime',
      help: 'As the contract measures it, planned maintenance counted or not: say so in the remarks.',
      unit: '%',
      min: 0,
      max: 100,
      material: true,
    },
    restoreHours: {
      type: 'number',
      label: 'Restored within',
      help: 'After an outage, as promised.',
      unit: 'hours',
      min: 0,
      material: true,
    },
    clauses: {
      type: 'choices',
      label: 'Clauses agreed',
      help: 'What is in it. What is missing is found out at the worst time.',
      options: {
        agreement: 'Business associate agreement',
        dataReturn: 'Return of data and transition',
        credits: 'Service credits',
        escrow: 'Escrow',
        priceCap: 'Price cap',
        interfaces: 'Cost of interfaces',
        export: 'Export tested',
        incident: 'Notice of incidents',
        safety: 'Help with the safety case',
        openTalk: 'No gag clause',
      },
      material: true,
    },
    remarks: { type: 'text', label: 'Remarks', multiline: true },
    owner: { type: 'person', label: 'Contract manager' },
  },
  lifecycle: {
    initial: 'negotiating',
    material: true,
    states: {
      negotiating: { label: 'In negotiation' },
      signed: { label: 'In force', rests: 'untilDue' },
      ended: { label: 'Ended', closed: true },
      abandoned: { label: 'Abandoned', closed: true },
    },
    moves: {
      sign: { label: 'Is signed', from: ['negotiating'], to: 'signed' },
      end: { label: 'Has ended', from: ['signed'], to: 'ended' },
      abandon: { label: 'Abandon', from: ['negotiating'], to: 'abandoned' },
      renew: { label: 'Renew', from: ['ended', 'abandoned'], to: 'negotiating' },
    },
  },
  links: { with: { to: ['vendor'], label: 'is with', inverse: 'has contract', most: 1 } },
  fails: ({ state, fields: { ends } }, _graph, at) => {
    if (state !== 'signed') return say`is not in force`;
    return ends !== undefined && isOver(ends, at) ? say`has run out` : undefined;
  },
  permissions: LEADS_WRITE,
  list: { columns: ['title', 'value', 'start', 'ends', 'due', 'owner'], sort: 'ends' },
  form: [
    { title: 'Contract', fields: ['title', 'reference', 'value', 'oneOff', 'yearly', 'owner'] },
    { title: 'Term', fields: ['start', 'ends', 'due'] },
    { title: 'Service', fields: ['uptime', 'restoreHours', 'clauses', 'remarks'] },
  ],
  check: ({ start, ends, due }) => [
    ...(start && ends && ends < start
      ? [{ at: ['ends'] as const, message: say`It ends before it begins.`, remedy: say`Correct one of the two dates.` }]
      : []),
    ...(due && ends && due > ends
      ? [
          {
            at: ['due'] as const,
            message: say`Notice would be given after the end.`,
            remedy: say`Correct one of the two dates.`,
          },
        ]
      : []),
  ],
});
