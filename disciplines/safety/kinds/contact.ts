import { defineKind, type Fault, SCOPE_TYPES, say } from '@callosum/kernel';
import { TEAM_AND_OFFICER } from '../permissions.ts';

const HOURS = { always: 'Day and night', day: 'Working hours', onCall: 'On call, by roster' } as const;

export const contact = defineKind({
  name: 'contact',
  discipline: 'safety',
  prefix: 'CTC',
  label: { one: 'Contact', many: 'Contacts' },
  help: 'Whom one calls when it is down, and whom they call in turn. The emergency manager keeps the call tree; a good contact has a second way that needs no network, and was called lately.',
  home: SCOPE_TYPES,
  fields: {
    title: {
      type: 'text',
      label: 'Who',
      help: 'The function, such as “Pharmacist on call”.',
      required: true,
      maxLength: 300,
    },
    organisation: {
      type: 'text',
      label: 'Organisation',
      help: 'For people of vendors and authorities.',
      maxLength: 300,
      sortable: true,
    },
    duty: { type: 'text', label: 'Called for', help: 'In which situations, and what he is to do.', multiline: true },
    phone: { type: 'text', label: 'Telephone', maxLength: 60 },
    second: {
      type: 'text',
      label: 'Second telephone',
      help: 'One that works without the network of the house.',
      maxLength: 60,
    },
    offNetwork: {
      type: 'text',
      label: 'Without the network',
      help: 'Radio, pager, runner: what works when telephones do not.',
      maxLength: 300,
    },
    email: { type: 'text', label: 'E-mail', maxLength: 320 },
    hours: {
      type: 'choice',
      label: 'Can be reached',
      help: 'Outside of them the next in the tree is called.',
      options: HOURS,
      sortable: true,
    },
    respondsWithin: {
      type: 'number',
      label: 'Answers within',
      help: 'As agreed with him, or in the contract.',
      unit: 'min',
      min: 0,
    },
    checkedOn: { type: 'date', label: 'Last called', help: 'When somebody last tried these ways.', sortable: true },
    reached: {
      type: 'choice',
      label: 'Was reached',
      help: 'At the last trial call.',
      options: { yes: 'Yes', no: 'No' },
      sortable: true,
    },
    owner: { type: 'person', label: 'Kept by' },
  },
  lifecycle: {
    initial: 'inUse',
    states: { inUse: { label: 'In use' }, ended: { label: 'Ended', closed: true } },
    moves: {
      end: { label: 'End', from: ['inUse'], to: 'ended' },
      resume: { label: 'Resume', from: ['ended'], to: 'inUse' },
    },
  },
  links: {
    calls: {
      to: ['contact'],
      label: 'calls',
      inverse: 'is called by',
      acyclic: true,
      fields: { order: { type: 'number', label: 'Order', integer: true, min: 1 } },
    },
    deputy: { to: ['contact'], label: 'has as deputy', inverse: 'stands in for', acyclic: true },
    is: { to: ['person'], label: 'is', inverse: 'is reached as', most: 1 },
    servesIn: { to: ['contingencyPlan'], label: 'serves in', inverse: 'has contact' },
  },
  // A call tree waits for nobody in particular.
  waits: [],
  permissions: TEAM_AND_OFFICER,
  list: {
    columns: ['title', 'organisation', 'phone', 'offNetwork', 'hours', 'checkedOn', 'reached'],
    sort: 'checkedOn',
  },
  form: [
    { title: 'Contact', fields: ['title', 'organisation', 'duty', 'owner'] },
    { title: 'How to reach', fields: ['phone', 'second', 'offNetwork', 'email', 'hours', 'respondsWithin'] },
    { title: 'Last call', fields: ['checkedOn', 'reached'] },
  ],
  check: ({ phone, second, offNetwork, email, reached, checkedOn }) => {
    const faults: Fault<'phone' | 'checkedOn'>[] = [];
    if (![phone, second, offNetwork, email].some((way) => way?.trim()))
      faults.push({
        at: ['phone'],
        message: say`There is no way to reach this contact.`,
        remedy: say`Give at least one.`,
      });
    if (reached !== undefined && checkedOn === undefined)
      faults.push({ at: ['checkedOn'], message: say`It was tried on a day.`, remedy: say`Say when.` });
    return faults;
  },
});
