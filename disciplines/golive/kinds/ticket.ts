import { ANYONE_REPORTS, defineKind, type Permissions, type Rule } from '@callosum/kernel';
import { severity } from '../limits.ts';
import { ticketFaults } from '../ticket-rules.ts';

const SAFETY: readonly Rule[] = [{ office: 'safetyOfficer' }];
const permissions: Permissions = { ...ANYONE_REPORTS, update: [...(ANYONE_REPORTS.update ?? []), ...SAFETY] };

const labelOf = (key: string): string => severity.levels.find((level) => level.key === key)?.label ?? key;

/** States in which somebody still has to do something. */
export const OPEN_TICKET = ['new', 'taken', 'waiting'] as const;

export const ticket = defineKind({
  name: 'ticket',
  discipline: 'golive',
  prefix: 'TKT',
  label: { one: 'Ticket', many: 'Tickets' },
  help: 'What somebody could not do, or was afraid of. The command centre sorts it and the one it is given to solves it; a good one says who, where and what, and whether a patient could come to harm – whatever its severity.',
  fields: {
    title: { type: 'text', label: 'Title', required: true, maxLength: 300 },
    story: { type: 'text', label: 'What happened', help: 'No patient’s name or number.', multiline: true },
    severity: {
      type: 'choice',
      label: 'Severity',
      help: 'How much it hinders the work. Whether it may harm is asked apart.',
      options: { '1': labelOf('1'), '2': labelOf('2'), '3': labelOf('3'), '4': labelOf('4') },
      required: true,
      sortable: true,
    },
    safety: {
      type: 'flag',
      label: 'A patient could come to harm',
      help: 'Apart from severity: the safety officer reads every one.',
      sortable: true,
    },
    category: {
      type: 'choice',
      label: 'Category',
      help: 'What it turned out to be; the command centre staffs by it.',
      options: {
        howTo: 'How to',
        build: 'Build',
        access: 'Access',
        device: 'Print and device',
        interface: 'Interface',
        data: 'Migrated data',
        performance: 'Speed and availability',
        policy: 'Workflow and policy',
        other: 'Other',
      },
      sortable: true,
    },
    channel: {
      type: 'choice',
      label: 'Came by',
      help: 'How it reached the command centre.',
      options: {
        phone: 'Phone',
        rounding: 'Rounding',
        superUser: 'Super user',
        portal: 'Portal',
        monitor: 'Monitoring',
      },
    },
    openedAt: {
      type: 'dateTime',
      label: 'Reported',
      help: 'When somebody first told of it; times are reckoned from it.',
      required: true,
      sortable: true,
    },
    owner: { type: 'person', label: 'Given to' },
    respondedAt: { type: 'dateTime', label: 'Taken up', help: 'When somebody began to work on it.' },
    resolvedAt: {
      type: 'dateTime',
      label: 'Solved',
      help: 'When whoever reported it could work again.',
      sortable: true,
    },
    workaround: { type: 'text', label: 'Workaround', help: 'And whether it is safe.', multiline: true },
    cause: {
      type: 'text',
      label: 'Root cause',
      help: 'What has to change so that it does not come again.',
      multiline: true,
    },
    fix: {
      type: 'choice',
      label: 'Solved by',
      help: 'What ended it; many of one sort are one problem.',
      options: {
        explained: 'Explained',
        configured: 'Configuration',
        access: 'Access',
        hardware: 'Hardware',
        data: 'Data mended',
        interface: 'Interface mended',
        vendor: 'Vendor',
        policy: 'Policy',
        nothing: 'Nothing needed',
      },
    },
    solution: { type: 'text', label: 'Solution', help: 'As whoever reported it is told.', multiline: true },
    safetyReviewedBy: {
      type: 'person',
      label: 'Read for safety by',
      help: 'Clinical safety officer or deputy.',
      write: SAFETY,
    },
    safetyReviewedOn: { type: 'date', label: 'Read for safety on', write: SAFETY },
    safetyFinding: {
      type: 'text',
      label: 'What it means for patients',
      help: 'Needed where a patient may come to harm: what could happen, and what keeps it off.',
      multiline: true,
      write: SAFETY,
    },
  },
  lifecycle: {
    initial: 'new',
    states: {
      new: { label: 'New' },
      taken: { label: 'Taken up' },
      waiting: { label: 'Waiting for others' },
      solved: { label: 'Solved', closed: true },
      confirmed: { label: 'Confirmed by who reported it', closed: true },
      duplicate: { label: 'Duplicate', closed: true },
    },
    moves: {
      take: { label: 'Take up', from: ['new', 'waiting'], to: 'taken' },
      wait: { label: 'Wait for others', from: ['taken'], to: 'waiting' },
      solve: { label: 'Solved', from: ['new', 'taken', 'waiting'], to: 'solved' },
      confirm: { label: 'Confirmed', from: ['solved'], to: 'confirmed' },
      merge: { label: 'Is a duplicate', from: ['new', 'taken', 'waiting'], to: 'duplicate' },
      reopen: { label: 'Re-open', from: ['solved', 'confirmed', 'duplicate'], to: 'taken' },
    },
  },
  links: {
    about: { to: ['hazard', 'interface', 'system', 'workflow'], label: 'is about', inverse: 'has ticket' },
    duplicates: { to: ['ticket'], label: 'duplicates', inverse: 'is duplicated by', most: 1, acyclic: true },
    at: { to: ['unit'], label: 'comes from', inverse: 'reported', most: 1 },
    reportedAs: { to: ['jobRole'], label: 'was reported by', inverse: 'reported', most: 1 },
    mendedBy: { to: ['changeRequest'], label: 'is mended by', inverse: 'mends' },
    concerns: { to: ['device', 'dataClass'], label: 'concerns', inverse: 'is concerned by' },
  },
  permissions,
  urgent: { allOf: [{ field: 'severity', is: '1' }, { state: OPEN_TICKET }] },
  list: {
    columns: ['title', 'severity', 'safety', 'category', 'openedAt', 'respondedAt', 'owner'],
    sort: 'openedAt',
  },
  form: [
    { title: 'Report', fields: ['title', 'story', 'severity', 'safety', 'category', 'channel', 'openedAt'] },
    { title: 'Work', fields: ['owner', 'respondedAt', 'workaround'] },
    { title: 'Solution', fields: ['resolvedAt', 'cause', 'fix', 'solution'] },
    { title: 'Read for safety', fields: ['safetyReviewedBy', 'safetyReviewedOn', 'safetyFinding'] },
  ],
  check: ticketFaults,
});
