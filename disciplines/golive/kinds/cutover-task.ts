import { defineKind, TEAM_WRITES } from '@callosum/kernel';
import { cutoverFaults } from '../cutover-rules.ts';
import { plannedFinish } from '../cutover-time.ts';

export const PHASES = {
  prepare: 'Prepare',
  freeze: 'Freeze',
  extract: 'Extract',
  load: 'Load',
  validate: 'Validate',
  interfaces: 'Interfaces up',
  smoke: 'Clinicians try it',
  open: 'Open to users',
  stabilise: 'Stabilise',
  rollback: 'Roll back',
} as const;

export const cutoverTask = defineKind({
  name: 'cutoverTask',
  discipline: 'golive',
  prefix: 'CUT',
  label: { one: 'Cutover task', many: 'Cutover tasks' },
  help: 'One step of the cutover weekend. Its owner does it and reports; a good one has a backup, says how it is seen that it worked, how it is taken back, and until when it can be.',
  fields: {
    title: { type: 'text', label: 'Title', required: true, maxLength: 300 },
    phase: {
      type: 'choice',
      label: 'Phase',
      help: 'The stretch of the weekend; phases do not begin before their decision point.',
      options: PHASES,
      sortable: true,
    },
    instructions: {
      type: 'text',
      label: 'What is done',
      help: 'So that a deputy can do it at three in the morning.',
      multiline: true,
    },
    owner: { type: 'person', label: 'Owner', help: 'Does it, or has it done.' },
    backup: { type: 'person', label: 'Backup', help: 'Can do it when the owner cannot.' },
    place: { type: 'text', label: 'Where', help: 'Room, bridge or phone number.', maxLength: 300 },
    plannedStart: {
      type: 'localTime',
      exact: true,
      label: 'Planned start',
      help: 'In the project’s time zone.',
      sortable: true,
    },
    plannedDuration: { type: 'duration', label: 'Planned duration', help: 'By the clock: 45em, 2eh.' },
    plannedFinish: {
      type: 'formula',
      label: 'Planned finish',
      help: 'Planned start and duration; it is not typed.',
      result: { type: 'localTime', exact: true, label: 'Planned finish' },
      of: ({ plannedStart, plannedDuration }) => plannedFinish(plannedStart, plannedDuration),
    },
    rehearsedStart: {
      type: 'localTime',
      exact: true,
      label: 'Rehearsed start',
      help: 'When it began in the last rehearsal.',
    },
    rehearsedDuration: {
      type: 'duration',
      label: 'Rehearsed duration',
      help: 'As long as it took in the last rehearsal; it replaces the estimate.',
    },
    actualStart: {
      type: 'localTime',
      exact: true,
      label: 'Actual start',
      help: 'Set as it is begun on the day.',
      sortable: true,
    },
    actualFinish: {
      type: 'localTime',
      exact: true,
      label: 'Actual finish',
      help: 'When its result was checked, not when it was thought done.',
    },
    verification: {
      type: 'text',
      label: 'How it is seen that it worked',
      help: 'Count, screen, report, and who looks.',
      multiline: true,
    },
    rollback: { type: 'text', label: 'How it is taken back', help: 'Or: why it cannot be.', multiline: true },
    lastSafeRollback: {
      type: 'localTime',
      exact: true,
      label: 'Last safe rollback',
      help: 'Until then the old system can be back in time for patients.',
      sortable: true,
    },
    tell: { type: 'text', label: 'Who is told', help: 'When it begins, ends or fails.', maxLength: 1_000 },
  },
  lifecycle: {
    initial: 'planned',
    states: {
      planned: { label: 'Planned', rests: 'untilDue' },
      running: { label: 'Running' },
      done: { label: 'Done', closed: true },
      failed: { label: 'Failed' },
      skipped: { label: 'Skipped', closed: true },
    },
    moves: {
      start: { label: 'Start', from: ['planned', 'failed'], to: 'running' },
      finish: { label: 'Done', from: ['running'], to: 'done' },
      fail: { label: 'Failed', from: ['running'], to: 'failed' },
      skip: { label: 'Skip', from: ['planned', 'failed'], to: 'skipped' },
      reopen: { label: 'Back to planned', from: ['running', 'done', 'failed', 'skipped'], to: 'planned' },
    },
  },
  links: {
    dependsOn: { to: ['cutoverTask'], label: 'depends on', inverse: 'is needed by', acyclic: true },
    waitsFor: { to: ['decisionPoint'], label: 'waits for', inverse: 'lets begin' },
    nestsIn: { to: ['task'], label: 'is part of plan activity', inverse: 'is worked out to the minute by', most: 1 },
    loads: { to: ['dataClass'], label: 'loads', inverse: 'is loaded by' },
    starts: { to: ['interface'], label: 'brings up', inverse: 'is brought up by' },
  },
  happens: ({ state, fields: { plannedStart, plannedDuration, place } }) => {
    if (plannedStart === undefined || state === 'skipped') return undefined;
    const until = plannedFinish(plannedStart, plannedDuration)?.replace(' ', 'T');
    return { from: plannedStart, ...(until === undefined ? {} : { until }), ...(place === undefined ? {} : { place }) };
  },
  until: ['plannedStart'],
  permissions: TEAM_WRITES,
  urgent: { state: ['failed'] },
  list: {
    columns: ['title', 'phase', 'plannedStart', 'plannedDuration', 'rehearsedDuration', 'owner', 'backup'],
    sort: 'plannedStart',
  },
  form: [
    { title: 'Task', fields: ['title', 'phase', 'instructions', 'owner', 'backup', 'place', 'tell'] },
    { title: 'Planned', fields: ['plannedStart', 'plannedDuration', 'plannedFinish'] },
    { title: 'Rehearsed', fields: ['rehearsedStart', 'rehearsedDuration'] },
    { title: 'Actual', fields: ['actualStart', 'actualFinish'] },
    { title: 'When it works, and when not', fields: ['verification', 'rollback', 'lastSafeRollback'] },
  ],
  check: cutoverFaults,
});
