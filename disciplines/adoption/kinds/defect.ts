import { ANYONE_REPORTS, defineKind, say } from '@callosum/kernel';
import { DEFECT_DONE } from './blocking.ts';

export const SEVERITIES = {
  '1': '1 – Harm or standstill, no workaround',
  '2': '2 – Work blocked, workaround unsafe or costly',
  '3': '3 – Impaired, workaround acceptable',
  '4': '4 – Cosmetic or wish',
} as const;

export const defect = defineKind({
  name: 'defect',
  discipline: 'adoption',
  prefix: 'DEF',
  label: { one: 'Defect', many: 'Defects' },
  help: 'Something that does not do what it should, found in a test or rehearsal. Whoever mends it owns it; whether it may harm a patient is asked apart from how much it hinders.',
  fields: {
    title: { type: 'text', label: 'Defect', required: true, maxLength: 300 },
    severity: {
      type: 'choice',
      label: 'Severity',
      help: 'How much it hinders the work. Whether it may harm is asked apart.',
      options: SEVERITIES,
      required: true,
      material: true,
      sortable: true,
    },
    safety: {
      type: 'flag',
      label: 'May harm a patient',
      help: 'Whatever the severity.',
      material: true,
      sortable: true,
    },
    steps: {
      type: 'text',
      label: 'How to see it again',
      help: 'From which screen, with which data, so that somebody else sees it as well.',
      multiline: true,
    },
    expected: {
      type: 'text',
      label: 'Expected',
      help: 'What should have happened, and where that is written.',
      multiline: true,
    },
    seen: {
      type: 'text',
      label: 'Seen',
      help: 'What happened instead; attach a picture without patient data.',
      multiline: true,
    },
    foundOn: { type: 'date', label: 'Found on', sortable: true },
    build: { type: 'text', label: 'Found in build', help: 'The build or release under test.', maxLength: 120 },
    cause: {
      type: 'choice',
      label: 'Cause',
      help: 'Found by whoever mends it; causes are counted.',
      options: {
        build: 'Configuration',
        code: 'Software',
        interface: 'Interface or mapping',
        data: 'Data',
        access: 'Access',
        design: 'Design',
        training: 'Training',
        script: 'The test itself',
      },
      sortable: true,
    },
    workaround: {
      type: 'text',
      label: 'Workaround',
      help: 'How people work until it is mended, and whether that is safe.',
      multiline: true,
    },
    acceptedBy: { type: 'person', label: 'Workaround accepted by', help: 'Who answers for working like this.' },
    fixedIn: {
      type: 'text',
      label: 'Mended in build',
      help: 'The build in which it has to be tried again.',
      maxLength: 120,
    },
    resolution: {
      type: 'text',
      label: 'What was done',
      help: 'What was changed, or why nothing was.',
      multiline: true,
    },
    owner: { type: 'person', label: 'Who mends it' },
    due: { type: 'date', label: 'To be mended by', sortable: true },
  },
  lifecycle: {
    initial: 'reported',
    material: true,
    states: {
      reported: { label: 'Reported' },
      confirmed: { label: 'Confirmed' },
      mending: { label: 'Being mended' },
      retest: { label: 'Ready for retest' },
      deferred: { label: 'Deferred' },
      closed: { label: 'Closed', closed: true },
      rejected: { label: 'No defect', closed: true },
    },
    moves: {
      confirm: { label: 'Confirm', from: ['reported'], to: 'confirmed' },
      start: { label: 'Start mending', from: ['confirmed', 'deferred'], to: 'mending' },
      mend: { label: 'Is mended', from: ['confirmed', 'mending'], to: 'retest' },
      close: { label: 'Retest passed', from: ['retest'], to: 'closed' },
      fail: { label: 'Retest failed', from: ['retest'], to: 'mending' },
      defer: { label: 'Defer', from: ['reported', 'confirmed', 'mending'], to: 'deferred' },
      reject: { label: 'No defect', from: ['reported', 'confirmed'], to: 'rejected' },
      reopen: { label: 'Re-open', from: ['closed', 'rejected'], to: 'confirmed' },
    },
  },
  links: {
    foundBy: { to: ['uatExecution', 'interfaceTest', 'rehearsal'], label: 'was found by', inverse: 'found' },
    breaks: { to: ['requirement', 'interface'], label: 'breaks', inverse: 'is broken by' },
    hits: { to: ['workflowStep', 'workflow'], label: 'hits', inverse: 'is hit by' },
    repeats: { to: ['defect'], label: 'is the same as', inverse: 'was also reported as', most: 1, acyclic: true },
  },
  permissions: ANYONE_REPORTS,
  urgent: {
    allOf: [
      { not: { state: DEFECT_DONE } },
      {
        anyOf: [
          { field: 'severity', is: '1' },
          { field: 'safety', is: true },
        ],
      },
    ],
  },
  check: ({ severity, safety, workaround, acceptedBy, resolution }, { state }) => [
    ...(acceptedBy !== undefined && !workaround?.trim()
      ? [
          {
            at: ['workaround'] as const,
            message: say`A workaround is accepted, and none is told.`,
            remedy: say`Say how people work until it is mended.`,
          },
        ]
      : []),
    ...(state === 'deferred' && (severity === '1' || safety === true) && acceptedBy === undefined
      ? [
          {
            at: ['acceptedBy'] as const,
            message: say`What may harm or stops the work is not put off without somebody answering for it.`,
            remedy: say`Tell the workaround and who accepted it.`,
          },
        ]
      : []),
    ...(DEFECT_DONE.includes(state) && !resolution?.trim()
      ? [
          {
            at: ['resolution'] as const,
            message: say`Nothing says how it ended.`,
            remedy: say`Say what was done, or why not.`,
          },
        ]
      : []),
  ],
  list: { columns: ['title', 'severity', 'safety', 'cause', 'foundOn', 'owner', 'due'], sort: 'severity' },
  form: [
    { title: 'Defect', fields: ['title', 'severity', 'safety', 'steps', 'expected', 'seen', 'foundOn', 'build'] },
    { title: 'Until mended', fields: ['workaround', 'acceptedBy'] },
    { title: 'Mending', fields: ['cause', 'owner', 'due', 'fixedIn', 'resolution'] },
  ],
});
