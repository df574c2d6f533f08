import { ENGINE } from '@callosum/hl7v2/version';
import {
  addDays,
  attachmentsOf,
  defineKind,
  type GraphReader,
  hasCome,
  isOver,
  ROLES,
  type Row,
  rulesFor,
  say,
  TEAM_WRITES,
} from '@callosum/kernel';
import { casesOf } from '../cases-of.ts';
import { HELD_AGAINST } from '../laboratory/report-elements.ts';
import { limits } from '../limits.ts';

export const TEST_LEVELS = {
  connection: 'Connection',
  message: 'Message against its profile',
  endToEnd: 'End to end',
  mappedRecord: 'Mapped records',
  volume: 'Volume and speed',
  failure: 'Failure and catching up',
} as const;

/** How the cases of a test are run. */
export const WAYS = {
  engine: 'By the engine alone, without a network',
  endpoint: 'Over MLLP, to the test endpoint of the interface here',
  mllp: 'Over MLLP, to the address of the test environment',
} as const;

/** What a test rests on is not exchanged under a result: taken away, and the test has to be run again. */
const RELEASED = { command: 'interfaceTest.release', from: 'test', to: 'end' } as const;

export const interfaceTest = defineKind({
  name: 'interfaceTest',
  discipline: 'interoperability',
  prefix: 'ITS',
  label: { one: 'Interface test', many: 'Interface tests' },
  help: 'One trigger sent through an interface, and what was seen at the other end. Tester and receiver answer for it together; a good one names the versions on both sides and was looked at where the clinician works.',
  fields: {
    title: { type: 'text', label: 'Title', required: true, maxLength: 300 },
    trigger: {
      type: 'text',
      label: 'Trigger',
      help: 'As the interface lists it: ORU^R01.',
      maxLength: 100,
      material: true,
      sortable: true,
    },
    level: {
      type: 'choice',
      label: 'Level',
      help: 'From a connection that stands to what happens when it falls.',
      options: TEST_LEVELS,
      required: true,
      material: true,
      sortable: true,
    },
    scenario: {
      type: 'text',
      label: 'What is done',
      help: 'Which event is raised, with which test patient, and what is to be seen.',
      multiline: true,
      material: true,
    },
    expected: {
      type: 'text',
      label: 'What must be seen',
      help: 'At the target, by whoever works there.',
      multiline: true,
      material: true,
    },
    safety: {
      type: 'flag',
      label: 'Tests a safety control',
      help: 'A control of the hazard log rests on its outcome.',
      sortable: true,
    },
    due: { type: 'date', label: 'Planned for', sortable: true },
    owner: { type: 'person', label: 'Tester' },
    witness: {
      type: 'person',
      label: 'Seen at the target by',
      help: 'Who looked at the target’s screen, not at the log.',
    },
    ranOn: { type: 'date', label: 'Run on', sortable: true },
    sourceVersion: {
      type: 'text',
      label: 'Version of the source',
      help: 'A new version asks for a new test.',
      maxLength: 100,
    },
    targetVersion: {
      type: 'text',
      label: 'Version of the target',
      help: 'A new version asks for a new test.',
      maxLength: 100,
    },
    sent: { type: 'number', label: 'Messages sent', help: 'How many were raised.', min: 0, integer: true },
    correct: {
      type: 'number',
      label: 'Correct at the target',
      help: 'Complete and in the right place, as a user sees it.',
      min: 0,
      integer: true,
    },
    validDays: {
      type: 'number',
      label: 'Counts for',
      help: `After that it has to be run again; ${limits.testValidDays} days unless stated.`,
      unit: 'days',
      min: 1,
      max: 3_650,
      integer: true,
    },
    asked: { type: 'choice', label: 'Cases are being run', options: WAYS, computed: true },
    askedBy: { type: 'person', label: 'Asked for by', computed: true },
    engine: { type: 'text', label: 'Judged by', maxLength: 200, computed: true },
    basis: { type: 'text', label: 'Rested on', multiline: true, computed: true },
    ranCases: { type: 'text', label: 'Cases that were run', maxLength: 64, computed: true },
    followed: { type: 'text', label: 'Round trip that was followed', maxLength: 64, computed: true },
    heldAgainst: { type: 'text', label: 'Report held against', maxLength: 200, computed: true },
    finding: {
      type: 'text',
      label: 'What was found',
      help: 'Needed where it failed: what, in which message, seen where.',
      multiline: true,
    },
  },
  lifecycle: {
    initial: 'planned',
    material: true,
    states: {
      planned: { label: 'Planned' },
      passed: { label: 'Passed' },
      failed: { label: 'Failed' },
      blocked: { label: 'Blocked' },
      dropped: { label: 'Dropped', closed: true },
    },
    moves: {
      pass: { label: 'Passed', from: ['planned', 'failed', 'blocked'], to: 'passed' },
      fail: { label: 'Failed', from: ['planned', 'passed', 'blocked'], to: 'failed' },
      block: { label: 'Cannot be run', from: ['planned', 'failed'], to: 'blocked' },
      plan: { label: 'Run again', from: ['passed', 'failed', 'blocked', 'dropped'], to: 'planned' },
      drop: { label: 'Drop', from: ['planned', 'passed', 'failed', 'blocked'], to: 'dropped' },
    },
  },
  links: {
    tests: {
      to: ['interface'],
      label: 'tests',
      inverse: 'is tested by',
      most: 1,
      pins: 'verification',
      byHand: 'adding',
      removedBy: RELEASED,
    },
    restsOn: {
      to: ['mapping', 'codeMap', 'messageProfile'],
      label: 'was run with',
      inverse: 'was tested by',
      pins: 'verification',
      byHand: 'adding',
      removedBy: RELEASED,
    },
    ranIn: { to: ['environment'], label: 'is run in', inverse: 'hosts test', most: 1 },
  },
  permissions: TEAM_WRITES,
  // A passed test waits for nobody; it comes back by running out, which facts tell of.
  waits: rulesFor(ROLES, { allOf: [{ field: 'owner', isMe: true }, { state: ['planned', 'failed', 'blocked'] }] }),
  waitsUntil: (row, graph) => (isRunAgain(row, graph) ? undefined : (row.fields.due ?? null)),
  list: { columns: ['title', 'trigger', 'level', 'owner', 'due', 'ranOn'], sort: 'due' },
  form: [
    { title: 'Test', fields: ['title', 'trigger', 'level', 'scenario', 'expected', 'safety'] },
    { title: 'Who and when', fields: ['due', 'owner', 'witness', 'ranOn', 'validDays'] },
    { title: 'Result', fields: ['sourceVersion', 'targetVersion', 'sent', 'correct', 'finding'] },
    {
      title: 'Run by the server',
      fields: ['asked', 'askedBy', 'engine', 'basis', 'ranCases', 'followed', 'heldAgainst'],
    },
  ],
  fails: (row, _graph, at) => {
    const { state, fields } = row;
    const { ranOn, validDays, engine, ranCases, followed, heldAgainst } = fields;
    if (state === 'failed') return say`failed`;
    if (state !== 'passed' || ranOn === undefined || !hasCome(ranOn, at)) return say`has not been passed`;
    const until = addDays(ranOn, validDays ?? limits.testValidDays);
    if (isOver(until, at)) return say`was to be run again by ${until}`;
    if (ranCases !== undefined && ranCases !== casesOf(row)) return say`has other cases than those that were run`;
    if (followed !== undefined && !attachmentsOf(row).some(({ hash }) => hash === followed)) {
      return say`has no longer the file that the round trip was followed through`;
    }
    if (heldAgainst !== undefined && heldAgainst !== HELD_AGAINST) {
      return say`was held against “${heldAgainst}”, and a report must say what “${HELD_AGAINST}” lists now`;
    }
    // What people saw and recorded themselves was judged by no engine.
    if (ranCases === undefined && engine === undefined) return undefined;
    return engine === ENGINE
      ? undefined
      : say`was judged by ${engine ?? say`nobody knows what`}, and ${ENGINE} judges now`;
  },
  check: ({ ranOn, sent, correct, finding }, { state }) => [
    ...((state === 'passed' || state === 'failed') && ranOn === undefined
      ? [
          {
            at: ['ranOn'] as const,
            message: say`A result was seen on some day.`,
            remedy: say`Give the day it was run.`,
          },
        ]
      : []),
    ...(state === 'failed' && !finding?.trim()
      ? [
          {
            at: ['finding'] as const,
            message: say`It failed, and nothing says how.`,
            remedy: say`Say what was seen instead of what should have been.`,
          },
        ]
      : []),
    ...((correct ?? 0) > (sent ?? correct ?? 0)
      ? [{ at: ['correct'] as const, message: say`More were correct than were sent.`, remedy: say`Count again.` }]
      : []),
    ...(state === 'passed' && sent !== undefined && correct !== undefined && correct < sent
      ? [
          {
            at: ['correct'] as const,
            message: say`${sent - correct} of ${sent} messages were not correct.`,
            remedy: say`Record it as failed, or count again.`,
          },
        ]
      : []),
  ],
});

/** Whether the same was tried again on the same interface since, and passed: the run that failed waits for nobody then. */
export function isRunAgain({ id, state, fields }: Row, graph: GraphReader): boolean {
  const ranOn = textOf(fields['ranOn']);
  if (state !== 'failed') return false;
  return graph.out(id, 'interfaceTest.tests').some(({ to }) =>
    graph.in(to, 'interfaceTest.tests').some(({ from }) => {
      const other = graph.find(from);
      if (other?.state !== 'passed' || other.withdrawn || textOf(other.fields['ranOn']) <= ranOn) return false;
      return ['trigger', 'level'].every((name) => other.fields[name] === fields[name]);
    }),
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
