import { createRegistry, defineKind, type Discipline, NO_LIFECYCLE, TEAM_WRITES } from '@callosum/kernel';
import { createTestScope } from '@callosum/kernel/testing';
import { safety } from '../index.ts';

const common = {
  discipline: 'stand-in',
  help: 'What safety needs to know of another discipline’s kind.',
  lifecycle: NO_LIFECYCLE,
  permissions: TEAM_WRITES,
} as const;

const task = defineKind({
  ...common,
  name: 'task',
  prefix: 'TSK',
  label: { one: 'Task', many: 'Tasks' },
  fields: { title: { type: 'text', label: 'Title', required: true } },
  list: { columns: ['title'], sort: 'title' },
  form: [],
});

const project = defineKind({
  ...common,
  name: 'project',
  prefix: 'PRJ',
  label: { one: 'Project', many: 'Projects' },
  fields: {
    title: { type: 'text', label: 'Title', required: true },
    riskAppetite: { type: 'number', label: 'Risk appetite' },
  },
  list: { columns: ['title'], sort: 'title' },
  form: [],
});

const standIns: Discipline = { name: 'stand-in', label: 'Stand-in', kinds: [task, project], commands: [], facts: [] };

export const registry = createRegistry([safety, standIns], []);

/** A scope with safety’s kinds, and stand-ins for the two it points at. */
export const safetyScope = (today = '2027-03-01') => createTestScope(registry, today);
