import { defineKind, LEADS_WRITE, SCOPE_TYPES, say } from '@callosum/kernel';

export const person = defineKind({
  name: 'person',
  discipline: 'organisation',
  prefix: 'PSN',
  label: { one: 'Person', many: 'People' },
  help: 'Somebody who works here or with us; most have no account. The staff system keeps most of it: import its list.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Name', required: true, maxLength: 300 },
    employeeNumber: {
      type: 'text',
      label: 'Employee number',
      help: 'By it a later staff list finds the person again.',
      maxLength: 60,
      sortable: true,
    },
    email: { type: 'text', label: 'E-mail', maxLength: 320, sortable: true },
    phone: { type: 'text', label: 'Phone', maxLength: 60 },
    employer: {
      type: 'text',
      label: 'Employer',
      help: 'For people of vendors and partners.',
      maxLength: 300,
      sortable: true,
    },
    account: { type: 'person', label: 'Account', help: 'The account this person signs in with, when there is one.' },
  },
  lifecycle: {
    initial: 'active',
    states: { active: { label: 'Works here' }, left: { label: 'Has left', closed: true } },
    moves: {
      leave: { label: 'Leaves', from: ['active'], to: 'left' },
      comeBack: { label: 'Comes back', from: ['left'], to: 'active' },
    },
  },
  links: {
    does: { to: ['jobRole'], label: 'works as', inverse: 'is done by', most: 1 },
    worksIn: { to: ['unit'], label: 'works in', inverse: 'employs' },
    at: { to: ['site'], label: 'works at', inverse: 'is the place of work of' },
    on: { to: ['shift'], label: 'works on', inverse: 'is worked by' },
    reportsTo: { to: ['person'], label: 'reports to', inverse: 'leads', most: 1, acyclic: true },
  },
  permissions: LEADS_WRITE,
  check: ({ email }) =>
    email === undefined || /^[^\s@]+@[^\s@]+$/.test(email)
      ? []
      : [{ at: ['email'], message: say`“${email}” is no e-mail address.`, remedy: say`Write it as name@example.org.` }],
  list: { columns: ['title', 'employeeNumber', 'email', 'employer'], sort: 'title' },
  form: [{ title: 'Person', fields: ['title', 'employeeNumber', 'email', 'phone', 'employer', 'account'] }],
});
