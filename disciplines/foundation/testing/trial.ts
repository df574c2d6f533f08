import {
  createRegistry,
  defineKind,
  type Discipline,
  NO_LIFECYCLE,
  RECORD_COMMANDS,
  say,
  TEAM_WRITES,
} from '@callosum/kernel';
import { createTestScope, standInFacts, standInsFor } from '@callosum/kernel/testing';
import { defaultGates } from '../default-gates.ts';
import { foundation } from '../index.ts';

const common = {
  discipline: 'trial',
  help: 'What foundation needs to know of tests, which belong to another discipline.',
  permissions: TEAM_WRITES,
  list: { columns: ['title'], sort: 'title' },
  form: [],
} as const;

const scenario = defineKind({
  ...common,
  name: 'uatScenario',
  prefix: 'UAS',
  label: { one: 'Scenario', many: 'Scenarios' },
  fields: { title: { type: 'text', label: 'Title', required: true } },
  lifecycle: NO_LIFECYCLE,
  links: { tests: { to: ['requirement'], label: 'tests', inverse: 'is tested by' } },
});

const execution = defineKind({
  ...common,
  name: 'uatExecution',
  prefix: 'UAX',
  label: { one: 'Execution', many: 'Executions' },
  fields: { title: { type: 'text', label: 'Title', required: true }, passed: { type: 'flag', label: 'Passed' } },
  lifecycle: NO_LIFECYCLE,
  links: { of: { to: ['uatScenario'], label: 'is an execution of', inverse: 'was executed in', most: 1 } },
  fails: ({ fields: { passed } }) => (passed ? undefined : say`failed`),
});

/** What foundation needs to know of the plan: from when the design is frozen. */
const blackoutWindow = defineKind({
  ...common,
  name: 'blackoutWindow',
  prefix: 'BLK',
  label: { one: 'Window', many: 'Windows' },
  fields: {
    title: { type: 'text', label: 'Title', required: true },
    sort: { type: 'choice', label: 'Sort', options: { freeze: 'Freeze', holiday: 'Holidays' } },
    start: { type: 'date', label: 'From' },
  },
  lifecycle: NO_LIFECYCLE,
});

const trial: Discipline = {
  name: 'trial',
  label: 'Trial',
  kinds: [scenario, execution, blackoutWindow],
  commands: [],
  facts: [],
};
const asked = defaultGates.gates
  .flatMap(({ criteria }) => criteria)
  .filter(({ fact }) => !foundation.facts.some(({ name }) => name === fact));
const others: Discipline = {
  name: 'others',
  label: 'Others',
  kinds: [],
  commands: [],
  facts: standInFacts(asked, scenario),
};

/** Foundation’s kinds with tests to try requirements by. */
export const trialRegistry = createRegistry(
  [foundation, trial, others, standInsFor([foundation, trial])],
  RECORD_COMMANDS,
);

export const trialScope = (today = '2027-03-01') => createTestScope(trialRegistry, today);
