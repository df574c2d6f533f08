import {
  createRegistry,
  defineKind,
  type Discipline,
  NO_LIFECYCLE,
  TEAM_WRITES,
  RECORD_COMMANDS,
} from '@callosum/kernel';
import { createTestScope, standInFacts, standInsFor, testId } from '@callosum/kernel/testing';
import { defaultGates } from '../default-gates.ts';
import { foundation } from '../index.ts';

/** What foundation needs to know of a plan: a task with a day. */
const task = defineKind({
  name: 'task',
  discipline: 'stand-in',
  prefix: 'TSK',
  label: { one: 'Task', many: 'Tasks' },
  help: 'Stands in for the plan.',
  fields: {
    title: { type: 'text', label: 'Title', required: true },
    milestone: { type: 'flag', label: 'Milestone' },
    summary: { type: 'flag', label: 'Summary' },
    active: { type: 'flag', label: 'Active' },
    storedStart: { type: 'localTime', label: 'Start' },
    storedFinish: { type: 'localTime', label: 'Finish' },
  },
  lifecycle: NO_LIFECYCLE,
  permissions: TEAM_WRITES,
  list: { columns: ['title'], sort: 'title' },
  form: [],
});

const calendar = defineKind({
  name: 'calendar',
  discipline: 'stand-in',
  prefix: 'CAL',
  label: { one: 'Calendar', many: 'Calendars' },
  help: 'Stands in for the plan.',
  fields: { title: { type: 'text', label: 'Title', required: true } },
  lifecycle: NO_LIFECYCLE,
  permissions: TEAM_WRITES,
  list: { columns: ['title'], sort: 'title' },
  form: [],
});

/** What foundation needs to know of what is measured. */
const measure = defineKind({
  name: 'measure',
  discipline: 'stand-in',
  prefix: 'MSR',
  label: { one: 'Measure', many: 'Measures' },
  help: 'Stands in for adoption.',
  fields: { title: { type: 'text', label: 'Title', required: true } },
  lifecycle: NO_LIFECYCLE,
  links: { of: { to: ['need'], label: 'measures', inverse: 'is followed by' } },
  permissions: TEAM_WRITES,
  list: { columns: ['title'], sort: 'title' },
  form: [],
});

const measurement = defineKind({
  name: 'measurement',
  discipline: 'stand-in',
  prefix: 'MEA',
  label: { one: 'Measurement', many: 'Measurements' },
  help: 'Stands in for adoption.',
  fields: {
    title: { type: 'text', label: 'Title', required: true },
    on: { type: 'date', label: 'For', required: true },
    value: { type: 'number', label: 'Value', required: true },
    phase: { type: 'choice', label: 'Phase', options: { before: 'Before', golive: 'Go-live', after: 'After' } },
  },
  lifecycle: NO_LIFECYCLE,
  links: { of: { to: ['measure'], label: 'is a value of', inverse: 'was measured as', most: 1 } },
  permissions: TEAM_WRITES,
  list: { columns: ['title'], sort: 'title' },
  form: [],
});

/** What the default gates ask of other disciplines. */
const asked = defaultGates.gates
  .flatMap(({ criteria }) => criteria)
  .filter(({ fact }) => !foundation.facts.some(({ name }) => name === fact));

const standIn: Discipline = {
  name: 'stand-in',
  label: 'Stand-in',
  kinds: [task, calendar, measure, measurement],
  commands: [],
  facts: standInFacts(asked, task),
};

export const registry = createRegistry([foundation, standIn, standInsFor([foundation, standIn])], RECORD_COMMANDS);

export const PROJECT = testId(800_000);

/** A scope with a project; what stands in for the plan is empty. */
export function foundationScope(today = '2027-03-01', goLive?: string) {
  const scope = createTestScope(registry, today);
  scope.run('project.create', {
    id: PROJECT,
    key: 'RIV',
    title: 'Riverbend',
    zone: 'UTC',
    ...(goLive ? { goLive } : {}),
  });
  const milestone = (title: string, day: string) =>
    scope.create('task', { title, milestone: true, storedStart: `${day}T08:00`, storedFinish: `${day}T08:00` });
  return { ...scope, milestone };
}

/** Creates a gate with one criterion: no decision may be overdue. */
export function gateOn(scope: ReturnType<typeof foundationScope>, more: { stop?: boolean; milestone?: string } = {}) {
  const gate = scope.create('gate', { title: 'Readiness', key: 'T-90' });
  const criterion = scope.create('criterion', {
    title: 'No decision is overdue',
    key: 'decisions',
    fact: 'foundation.decisions-overdue',
    comparison: 'atMost',
    target: 0,
    stop: more.stop ?? true,
  });
  scope.link('criterion.of', criterion, gate);
  if (more.milestone) scope.link('gate.sitsOn', gate, more.milestone);
  return { gate, criterion };
}
