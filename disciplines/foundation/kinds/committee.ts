import { defineKind, MANAGERS_WRITE, STANDS_CLOSED, SCOPE_TYPES, say } from '@callosum/kernel';
import { CURRENCIES } from './shared.ts';

export const committee = defineKind({
  name: 'committee',
  discipline: 'foundation',
  prefix: 'CMT',
  label: { one: 'Committee', many: 'Committees' },
  help: 'A body that decides: about what, within how many days, and to whom it passes what it cannot decide. Its chair owns it.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Committee', required: true, maxLength: 300 },
    purpose: { type: 'text', label: 'Purpose', help: 'What it decides, and what it does not.', multiline: true },
    decides: {
      type: 'text',
      label: 'Decides about',
      help: 'Its decision rights, one a line.',
      multiline: true,
      material: true,
    },
    consults: { type: 'text', label: 'Must hear', help: 'Whose word is needed before it decides.', multiline: true },
    limitDays: {
      type: 'number',
      label: 'Decides within',
      help: 'From the day a matter is ready; what takes longer passes to the body above.',
      unit: 'days',
      min: 1,
      max: 365,
      integer: true,
      material: true,
    },
    spendLimit: {
      type: 'money',
      label: 'Spends up to',
      help: 'For one decision; anything dearer passes to the body above.',
      currencies: CURRENCIES,
    },
    quorum: {
      type: 'number',
      label: 'Quorum',
      help: 'Members present without whom it decides nothing.',
      unit: 'members',
      min: 1,
      integer: true,
    },
    rhythm: {
      type: 'choice',
      label: 'Meets',
      help: 'A body that meets monthly cannot decide within ten days.',
      options: {
        weekly: 'Weekly',
        fortnightly: 'Every two weeks',
        monthly: 'Monthly',
        quarterly: 'Quarterly',
        asNeeded: 'As needed',
      },
      sortable: true,
    },
    owner: { type: 'person', label: 'Chair' },
    members: { type: 'people', label: 'Members', help: 'Those who vote; guests are invited to a meeting.' },
  },
  lifecycle: STANDS_CLOSED,
  links: {
    escalatesTo: { to: ['committee'], label: 'passes on to', inverse: 'takes over from', most: 1, acyclic: true },
  },
  permissions: MANAGERS_WRITE,
  list: { columns: ['title', 'rhythm', 'limitDays', 'quorum', 'owner'], sort: 'title' },
  form: [
    { title: 'Committee', fields: ['title', 'purpose', 'owner', 'members', 'rhythm'] },
    { title: 'Decision rights', fields: ['decides', 'consults', 'limitDays', 'spendLimit', 'quorum'] },
  ],
  check: ({ quorum, members }) =>
    quorum !== undefined && members && quorum > members.length
      ? [
          {
            at: ['quorum'],
            message: say`The quorum is larger than the committee.`,
            remedy: say`Lower it, or add members.`,
          },
        ]
      : [],
});
