import { ANYONE_REPORTS, defineKind, ROLES, rulesFor, say } from '@callosum/kernel';
import { CURRENCIES } from './shared.ts';

/** What a change may touch, of any discipline. */
const TOUCHED = [
  'requirement',
  'specification',
  'scopeItem',
  'task',
  'obligation',
  'dataAsset',
  'workflow',
  'workflowStep',
  'uatScenario',
  'course',
  'system',
  'interface',
  'messageProfile',
  'mapping',
  'codeMap',
  'interfaceTest',
  'hazard',
  'safetyControl',
  'downtimeProcedure',
  'cutoverTask',
] as const;

const IMPACT = { none: 'None', low: 'Low', medium: 'Medium', high: 'High' } as const;

export const changeRequest = defineKind({
  name: 'changeRequest',
  discipline: 'foundation',
  prefix: 'CHG',
  label: { one: 'Change request', many: 'Change requests' },
  help: 'A wish to change what was agreed, with what it would touch. Whoever wants it asks; the change board decides, and the safety officer may stop it where a hazard is touched.',
  fields: {
    title: { type: 'text', label: 'Change', required: true, maxLength: 300 },
    reason: { type: 'text', label: 'Why', help: 'What happens if it is not done.', multiline: true },
    description: {
      type: 'text',
      label: 'What changes',
      help: 'How it is now, how it shall be, and what happens without it.',
      multiline: true,
    },
    class: {
      type: 'choice',
      label: 'Class',
      help: 'Standard: approved beforehand. Emergency: done first, reviewed afterwards.',
      required: true,
      sortable: true,
      options: { standard: 'Standard', minor: 'Minor', major: 'Major', emergency: 'Emergency' },
    },
    scope: {
      type: 'choice',
      label: 'Scope',
      help: 'What is delivered more or less: none, days, weeks, or a new piece of work.',
      options: IMPACT,
    },
    cost: {
      type: 'money',
      label: 'Cost',
      help: 'Once and in all; running cost goes into the description.',
      currencies: CURRENCIES,
    },
    days: {
      type: 'number',
      label: 'Delay of go-live',
      help: 'Nought when it fits in; as planning worked it out.',
      unit: 'days',
    },
    training: {
      type: 'choice',
      label: 'Training',
      help: 'Who would have to be taught again, and how much.',
      options: IMPACT,
    },
    testing: { type: 'choice', label: 'Testing', help: 'How much has to be tested anew.', options: IMPACT },
    interfaces: {
      type: 'choice',
      label: 'Interfaces',
      help: 'How far messages, mappings and their owners are touched.',
      options: IMPACT,
    },
    clinicalContent: {
      type: 'choice',
      label: 'Clinical content',
      help: 'Order sets, documentation and decision support that change.',
      options: IMPACT,
    },
    hazards: {
      type: 'choice',
      label: 'Hazards and controls',
      help: 'Anything but “none” needs the safety officer’s opinion before it is approved.',
      options: IMPACT,
      sortable: true,
    },
    privacy: {
      type: 'choice',
      label: 'Privacy and security',
      help: 'New data, new readers, new ways out of the house.',
      options: IMPACT,
    },
    raisedOn: { type: 'date', label: 'Asked for on', sortable: true },
    owner: { type: 'person', label: 'Asked for by' },
    safetyOpinion: {
      type: 'text',
      label: 'Safety officer’s opinion',
      help: 'Needed where a hazard or a control is touched: what becomes of the risk.',
      multiline: true,
    },
    decision: { type: 'text', label: 'Decision', help: 'What was decided, and why.', multiline: true },
    decidedOn: { type: 'date', label: 'Decided on', sortable: true },
    due: { type: 'date', label: 'Decide by', help: 'After that, work that waits for it is late.', sortable: true },
    reviewedOn: { type: 'date', label: 'Reviewed afterwards on', help: 'For an emergency change.' },
  },
  lifecycle: {
    initial: 'raised',
    states: {
      raised: { label: 'Raised' },
      assessed: { label: 'Assessed' },
      approved: { label: 'Approved' },
      implemented: { label: 'Implemented' },
      closed: { label: 'Closed', closed: true },
      rejected: { label: 'Rejected', closed: true },
      deferred: { label: 'Deferred' },
    },
    moves: {
      assess: { label: 'Assessed', from: ['raised', 'deferred'], to: 'assessed' },
      approve: {
        label: 'Approve',
        from: ['assessed'],
        to: 'approved',
        by: [{ role: 'owner' }, { role: 'manager' }, { role: 'executive' }],
      },
      reject: {
        label: 'Reject',
        from: ['raised', 'assessed', 'deferred'],
        to: 'rejected',
        by: [{ role: 'owner' }, { role: 'manager' }, { role: 'executive' }, { office: 'safetyOfficer' }],
      },
      defer: { label: 'Defer', from: ['raised', 'assessed'], to: 'deferred' },
      implement: { label: 'Is implemented', from: ['approved'], to: 'implemented' },
      close: { label: 'Close', from: ['implemented'], to: 'closed' },
      reopen: { label: 'Re-open', from: ['rejected', 'closed'], to: 'raised' },
    },
  },
  links: {
    touches: { to: TOUCHED, label: 'touches', inverse: 'is touched by' },
    decidedBy: { to: ['committee'], label: 'is decided by', inverse: 'decides', most: 1 },
  },
  permissions: {
    ...ANYONE_REPORTS,
    update: [
      ...(ANYONE_REPORTS.update ?? []),
      { role: 'executive', where: { state: ['raised', 'assessed', 'deferred'] } },
      { office: 'safetyOfficer', where: { state: ['raised', 'assessed', 'deferred'] } },
    ],
  },
  // Whoever asked, until it is closed; the chair of the board that decides; the safety officer, where a hazard may be touched.
  waits: [
    ...rulesFor(ROLES, {
      anyOf: [
        {
          allOf: [{ field: 'owner', isMe: true }, { state: ['raised', 'assessed', 'approved', 'implemented'] }],
        },
        {
          allOf: [
            { state: ['raised', 'assessed'] },
            { linkedTo: 'changeRequest.decidedBy', where: { field: 'owner', isMe: true } },
          ],
        },
      ],
    }),
    {
      office: 'safetyOfficer',
      where: { allOf: [{ state: ['raised', 'assessed'] }, { not: { field: 'hazards', is: 'none' } }] },
    },
  ],
  // Its day is that of the decision; what was approved is done without one.
  waitsUntil: ({ state, fields: { due } }) => (state === 'raised' || state === 'assessed' ? (due ?? null) : null),
  list: { columns: ['title', 'class', 'hazards', 'raisedOn', 'owner', 'due', 'decidedOn'], sort: 'raisedOn' },
  form: [
    { title: 'Change', fields: ['title', 'class', 'reason', 'description', 'owner', 'raisedOn', 'due'] },
    {
      title: 'Impact',
      fields: ['scope', 'cost', 'days', 'training', 'testing', 'interfaces', 'clinicalContent', 'hazards', 'privacy'],
    },
    { title: 'Decision', fields: ['safetyOpinion', 'decision', 'decidedOn', 'reviewedOn'] },
  ],
  check: ({ hazards, safetyOpinion, decision, decidedOn, raisedOn }, { state }) => {
    const decided = ['approved', 'implemented', 'closed'].includes(state);
    return [
      ...(decided && hazards && hazards !== 'none' && !safetyOpinion?.trim()
        ? [
            {
              at: ['safetyOpinion'] as const,
              message: say`A change that touches hazards needs the safety officer’s opinion before it is approved.`,
              remedy: say`Ask the safety officer, and write the opinion down.`,
            },
          ]
        : []),
      ...((decided || state === 'rejected') && !decision?.trim()
        ? [{ at: ['decision'] as const, message: say`What was decided is missing.`, remedy: say`Say what, and why.` }]
        : []),
      ...(raisedOn && decidedOn && decidedOn < raisedOn
        ? [
            {
              at: ['decidedOn'] as const,
              message: say`It was decided before it was asked for.`,
              remedy: say`Correct one of the dates.`,
            },
          ]
        : []),
    ];
  },
});
