import { defineKind, say, type Sentence, TEAM_WRITES } from '@callosum/kernel';
import { blockingDefect } from './blocking.ts';

/** By state: what is wrong with a try that was not passed. */
const NOT_PASSED: ReadonlyMap<string, Sentence> = new Map([
  ['failed', say`failed`],
  ['blocked', say`is blocked`],
  ['cancelled', say`was cancelled`],
]);

export const uatExecution = defineKind({
  name: 'uatExecution',
  discipline: 'adoption',
  prefix: 'UAX',
  label: { one: 'UAT execution', many: 'UAT executions' },
  help: 'One attempt at a scenario by somebody of one role in one unit on one shift. The tester owns it; one that failed stays, and the next attempt is another record.',
  fields: {
    title: { type: 'text', label: 'Execution', required: true, maxLength: 300 },
    attempt: {
      type: 'number',
      label: 'Attempt',
      help: '1 is the first; a failed one stays and the next is counted on.',
      required: true,
      min: 1,
      integer: true,
      sortable: true,
      material: true,
    },
    due: { type: 'date', label: 'Planned on', sortable: true },
    ranOn: {
      type: 'date',
      label: 'Run on',
      help: 'The day on which it was tried; evidence is as old as this.',
      sortable: true,
      material: true,
    },
    build: { type: 'text', label: 'Build or version', help: 'What exactly was tried.', maxLength: 120, material: true },
    environment: { type: 'text', label: 'Where it ran', help: 'Which installation and which build.', maxLength: 120 },
    found: {
      type: 'text',
      label: 'What was seen',
      help: 'Where it departed from what was expected; without a patient’s name.',
      multiline: true,
    },
    evidence: { type: 'text', label: 'Evidence', help: 'Where it can be seen; or attach it.', multiline: true },
    ease: {
      type: 'number',
      label: 'How easy it was',
      help: 'From 1, very hard, to 7, very easy (single ease question).',
      min: 1,
      max: 7,
      integer: true,
    },
    minutes: { type: 'duration', label: 'Time taken', help: 'As measured; it shows what the work will take.' },
    owner: { type: 'person', label: 'Tester' },
  },
  lifecycle: {
    initial: 'planned',
    material: true,
    states: {
      planned: { label: 'Planned' },
      passed: { label: 'Passed', closed: true },
      failed: { label: 'Failed', closed: true },
      blocked: { label: 'Blocked' },
      cancelled: { label: 'Cancelled', closed: true },
    },
    moves: {
      pass: { label: 'Passed', from: ['planned', 'blocked'], to: 'passed' },
      fail: { label: 'Failed', from: ['planned', 'blocked'], to: 'failed' },
      block: { label: 'Blocked', from: ['planned'], to: 'blocked' },
      cancel: { label: 'Cancel', from: ['planned', 'blocked'], to: 'cancelled' },
      void: { label: 'Void the outcome', from: ['passed', 'failed'], to: 'planned' },
    },
  },
  links: {
    of: { to: ['uatScenario'], label: 'tries', inverse: 'was tried in', most: 1, pins: 'review' },
    by: { to: ['jobRole', 'unit', 'shift'], label: 'is done by', inverse: 'tries' },
    tester: { to: ['person'], label: 'is run by', inverse: 'runs', most: 1 },
  },
  permissions: TEAM_WRITES,
  check: ({ ranOn, found }, { state }) => [
    ...((state === 'passed' || state === 'failed') && ranOn === undefined
      ? [{ at: ['ranOn'] as const, message: say`An outcome has a day.`, remedy: say`Say when it was run.` }]
      : []),
    ...((state === 'failed' || state === 'blocked') && !found?.trim()
      ? [
          {
            at: ['found'] as const,
            message: say`Nobody can mend what is not told.`,
            remedy: say`Say what was seen, or what stood in the way.`,
          },
        ]
      : []),
  ],
  fails: (row, graph) => {
    if (row.state !== 'passed') {
      return NOT_PASSED.get(row.state) ?? say`has not been run`;
    }
    const defect = blockingDefect(row.id, graph);
    return defect === undefined ? undefined : say`has the open defect DEF-${String(defect)}`;
  },
  list: { columns: ['title', 'attempt', 'due', 'ranOn', 'build', 'ease', 'owner'], sort: 'due' },
  form: [
    { title: 'Execution', fields: ['title', 'attempt', 'due', 'build', 'environment', 'owner'] },
    { title: 'Outcome', fields: ['ranOn', 'found', 'evidence', 'ease', 'minutes'] },
  ],
});
