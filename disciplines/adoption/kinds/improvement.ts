import { defineKind, TEAM_WRITES, say } from '@callosum/kernel';

export const improvement = defineKind({
  name: 'improvement',
  discipline: 'adoption',
  prefix: 'IMP',
  label: { one: 'Improvement', many: 'Improvements' },
  help: 'One turn of plan, do, study, act: a change tried in the small, with a prediction made before. Its owner keeps the prediction as it was, so that something can be learnt.',
  fields: {
    title: { type: 'text', label: 'Improvement', required: true, maxLength: 300 },
    aim: { type: 'text', label: 'Aim', help: 'How much better, for whom, by when.', multiline: true },
    idea: {
      type: 'text',
      label: 'Change tried',
      help: 'One change, in the small: one unit, one shift, one team.',
      multiline: true,
    },
    prediction: { type: 'text', label: 'Prediction', help: 'What will be seen if the idea is right.', multiline: true },
    test: { type: 'text', label: 'Test', help: 'Who, where, how long; as small as possible.', multiline: true },
    cycle: {
      type: 'number',
      label: 'Cycle',
      help: '1 is the first turn; the next builds on what was learnt.',
      min: 1,
      integer: true,
    },
    begins: { type: 'date', label: 'Begins', sortable: true },
    result: { type: 'text', label: 'Result', help: 'What was measured, beside what was predicted.', multiline: true },
    learnt: {
      type: 'text',
      label: 'What was learnt',
      help: 'Where the prediction was wrong, and why.',
      multiline: true,
    },
    verdict: {
      type: 'choice',
      label: 'Verdict',
      help: 'Adopt it, adapt it for another turn, or abandon it.',
      options: { adopt: 'Adopt', adapt: 'Adapt', abandon: 'Abandon' },
      sortable: true,
    },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'Result by', sortable: true },
  },
  lifecycle: {
    initial: 'plan',
    states: {
      plan: { label: 'Plan' },
      do: { label: 'Do' },
      study: { label: 'Study' },
      act: { label: 'Acted on', closed: true },
    },
    moves: {
      start: { label: 'Try it', from: ['plan'], to: 'do' },
      study: { label: 'Study it', from: ['do'], to: 'study' },
      act: { label: 'Act on it', from: ['study'], to: 'act' },
      back: { label: 'Back to planning', from: ['do', 'study', 'act'], to: 'plan' },
    },
  },
  links: {
    measuredBy: { to: ['measure'], label: 'is measured by', inverse: 'is moved by' },
    answers: { to: ['feedback', 'defect'], label: 'answers', inverse: 'led to' },
    changes: { to: ['workflow', 'workflowStep', 'course'], label: 'changes', inverse: 'is changed by' },
    after: { to: ['improvement'], label: 'comes after', inverse: 'is continued by', acyclic: true },
  },
  permissions: TEAM_WRITES,
  check: ({ prediction, result, verdict }, { state }) => [
    ...(state !== 'plan' && !prediction?.trim()
      ? [
          {
            at: ['prediction'] as const,
            message: say`A test without a prediction teaches nothing.`,
            remedy: say`Say what will be seen if the idea is right.`,
          },
        ]
      : []),
    ...(state === 'act' && (!result?.trim() || verdict === undefined)
      ? [
          {
            at: [verdict === undefined ? 'verdict' : 'result'] as const,
            message: say`What is acted on has a result and a verdict.`,
            remedy: say`Say what was seen, and whether to adopt, adapt or abandon.`,
          },
        ]
      : []),
  ],
  list: { columns: ['title', 'cycle', 'begins', 'verdict', 'owner', 'due'], sort: 'due' },
  form: [
    { title: 'Plan', fields: ['title', 'aim', 'idea', 'prediction', 'test', 'cycle', 'begins'] },
    { title: 'Study and act', fields: ['result', 'learnt', 'verdict'] },
    { title: 'Work', fields: ['owner', 'due'] },
  ],
});
