import { defineKind, isOver, type Permissions, rulesFor, say, TEAM_WRITES } from '@callosum/kernel';

const LEADS = rulesFor(['owner', 'manager', 'lead']);

/** Trainers enter what they find; what stands is changed by leads only. */
const permissions: Permissions = { ...TEAM_WRITES, update: LEADS };

export const proficiencyResult = defineKind({
  name: 'proficiencyResult',
  discipline: 'adoption',
  prefix: 'PRF',
  label: { one: 'Proficiency result', many: 'Proficiency results' },
  help: 'The outcome of one attempt of one person at the test of one course. Trainers enter every attempt, failed ones as well: the first and the last are told apart, and neither hides the other.',
  fields: {
    title: { type: 'text', label: 'Result', required: true, maxLength: 300 },
    attempt: {
      type: 'number',
      label: 'Attempt',
      help: '1 is the first; first and last are told apart.',
      required: true,
      min: 1,
      integer: true,
      material: true,
      sortable: true,
    },
    takenOn: {
      type: 'date',
      label: 'Taken on',
      help: 'Access and expiry are reckoned from it.',
      required: true,
      material: true,
      sortable: true,
    },
    outcome: {
      type: 'choice',
      label: 'Outcome',
      help: 'By the pass mark that held on the day.',
      options: { passed: 'Passed', failed: 'Failed' },
      required: true,
      material: true,
      sortable: true,
    },
    score: {
      type: 'number',
      label: 'Score',
      help: 'Seen by leads only.',
      unit: '%',
      min: 0,
      max: 100,
      read: LEADS,
    },
    passMark: {
      type: 'number',
      label: 'Pass mark then',
      help: 'As it stood on the day; the course’s may change later.',
      unit: '%',
      min: 1,
      max: 100,
    },
    expires: {
      type: 'date',
      label: 'Holds until',
      help: 'Last day it counts; without one it does not expire.',
      material: true,
      sortable: true,
    },
    method: {
      type: 'choice',
      label: 'How it was tested',
      help: 'Watching somebody at work tells more than questions.',
      options: {
        scenario: 'Scenario in the training system',
        observed: 'Observed at work',
        questions: 'Questions',
        simulated: 'Simulation',
      },
    },
    content: { type: 'text', label: 'Content version', help: 'What was taught then.', maxLength: 60 },
    examiner: { type: 'person', label: 'Tested by', help: 'Not the one who taught it, where that is possible.' },
    support: { type: 'text', label: 'What is done to help', help: 'After a failed attempt.', multiline: true },
  },
  lifecycle: {
    initial: 'entered',
    material: true,
    states: { entered: { label: 'Counts' }, voided: { label: 'Void', closed: true } },
    moves: {
      void: { label: 'Void', from: ['entered'], to: 'voided', by: LEADS },
      restore: { label: 'Counts again', from: ['voided'], to: 'entered', by: LEADS },
    },
  },
  links: {
    of: { to: ['person'], label: 'is of', inverse: 'achieved', most: 1 },
    in: { to: ['course'], label: 'is in', inverse: 'was tested by', most: 1 },
    takenAt: { to: ['trainingSession'], label: 'was taken at', inverse: 'led to', most: 1 },
  },
  permissions,
  check: ({ outcome, score, passMark, takenOn, expires }) => [
    ...(score !== undefined && passMark !== undefined && score >= passMark !== (outcome === 'passed')
      ? [
          {
            at: ['outcome'] as const,
            message: say`A score of ${score} against a pass mark of ${passMark} says otherwise.`,
            remedy: say`Mend the outcome, the score or the pass mark.`,
          },
        ]
      : []),
    ...(expires !== undefined && expires < takenOn
      ? [{ at: ['expires'] as const, message: say`It expires before it was taken.`, remedy: say`Give a later day.` }]
      : []),
    ...(expires !== undefined && outcome === 'failed'
      ? [{ at: ['expires'] as const, message: say`A failed attempt holds for nothing.`, remedy: say`Empty the day.` }]
      : []),
  ],
  fails: ({ state, fields: { outcome, expires } }, _graph, at) => {
    if (state === 'voided') return say`is void`;
    if (outcome === 'failed') return say`was not passed`;
    return expires !== undefined && isOver(expires, at) ? say`expired on ${expires}` : undefined;
  },
  list: { columns: ['title', 'attempt', 'takenOn', 'outcome', 'expires'], sort: 'takenOn' },
  form: [
    { title: 'Attempt', fields: ['title', 'attempt', 'takenOn', 'method', 'content', 'examiner'] },
    { title: 'Outcome', fields: ['outcome', 'score', 'passMark', 'expires', 'support'] },
  ],
});
