import { defineKind, type Permissions, type Rule, LEADS_WRITE, say } from '@callosum/kernel';

const DECIDE: readonly Rule[] = [{ role: 'owner' }, { role: 'manager' }, { role: 'executive' }];
const permissions: Permissions = {
  ...LEADS_WRITE,
  update: [...(LEADS_WRITE.update ?? []), { role: 'executive', where: { field: 'owner', isMe: true } }],
};

export const decisionPoint = defineKind({
  name: 'decisionPoint',
  discipline: 'golive',
  prefix: 'DPT',
  label: { one: 'Decision point', many: 'Decision points' },
  help: 'A moment of the cutover at which one person says go on, hold or go back. The cutover manager prepares it; a good one has criteria that were agreed on a quiet day, and the last safe time for going back.',
  fields: {
    title: { type: 'text', label: 'Title', required: true, maxLength: 300 },
    due: { type: 'date', label: 'Day', sortable: true },
    at: { type: 'localTime', exact: true, label: 'Decided at', help: 'As the runbook plans it.', sortable: true },
    owner: { type: 'person', label: 'Decides', help: 'The one person who decides.' },
    deputy: { type: 'person', label: 'Deputy', help: 'Decides when the one who decides cannot be reached.' },
    panel: { type: 'people', label: 'Are heard', help: 'They speak; one decides.' },
    criteria: {
      type: 'checklist',
      label: 'Criteria',
      help: 'What must be true to go on; ticked one by one when it is.',
    },
    lastSafeRollback: {
      type: 'localTime',
      exact: true,
      label: 'Last safe rollback',
      help: 'Later than this there is only the way forward.',
      sortable: true,
    },
    tell: {
      type: 'text',
      label: 'Who is told',
      help: 'Units, vendors and partners, and by which way.',
      maxLength: 1_000,
    },
    conditions: {
      type: 'text',
      label: 'Conditions',
      help: 'What a go in spite of open criteria asks for.',
      multiline: true,
    },
    decidedAt: {
      type: 'localTime',
      exact: true,
      label: 'Decided',
      help: 'By the clock; the last safe time for going back is told by it.',
      sortable: true,
    },
    reason: { type: 'text', label: 'Reason', help: 'What was known at that moment.', multiline: true },
  },
  lifecycle: {
    initial: 'planned',
    states: {
      planned: { label: 'Planned' },
      held: { label: 'On hold' },
      go: { label: 'Go on', closed: true },
      back: { label: 'Go back', closed: true },
    },
    moves: {
      go: { label: 'Go on', from: ['planned', 'held'], to: 'go', by: DECIDE, signs: 'decides to go on' },
      hold: { label: 'Hold', from: ['planned'], to: 'held' },
      back: { label: 'Go back', from: ['planned', 'held'], to: 'back', by: DECIDE, signs: 'decides to go back' },
      reopen: { label: 'Re-open', from: ['go', 'back'], to: 'planned', by: DECIDE },
    },
  },
  until: ['at', 'due'],
  urgent: { state: ['held', 'back'] },
  permissions,
  list: { columns: ['title', 'at', 'lastSafeRollback', 'owner', 'decidedAt'], sort: 'at' },
  form: [
    { title: 'Decision point', fields: ['title', 'due', 'at', 'owner', 'deputy', 'panel', 'tell'] },
    { title: 'What it rests on', fields: ['criteria', 'lastSafeRollback'] },
    { title: 'Decision', fields: ['conditions', 'decidedAt', 'reason'] },
  ],
  check: ({ criteria = [], conditions, decidedAt, owner, deputy, at, lastSafeRollback }, { state }) => {
    const open = criteria.filter(({ done }) => done === undefined);
    return [
      ...(state === 'go' && open.length > 0 && !conditions?.trim()
        ? [
            {
              at: ['conditions'] as const,
              message: say`${open.length} criteria are not met: ${open.map(({ text }) => text).join('; ')}.`,
              remedy: say`Tick what is met, or say under which conditions it goes on.`,
            },
          ]
        : []),
      ...((state === 'go' || state === 'back') && decidedAt === undefined
        ? [
            {
              at: ['decidedAt'] as const,
              message: say`It was decided at some time.`,
              remedy: say`Give the time first.`,
            },
          ]
        : []),
      ...(owner !== undefined && owner === deputy
        ? [{ at: ['deputy'] as const, message: say`A deputy is somebody else.`, remedy: say`Name somebody else.` }]
        : []),
      ...(at !== undefined && lastSafeRollback !== undefined && lastSafeRollback < at
        ? [
            {
              at: ['lastSafeRollback'] as const,
              message: say`It would be decided when there is no way back any more.`,
              remedy: say`Decide earlier, or correct the last safe time.`,
            },
          ]
        : []),
    ];
  },
});
