import { createRegistry, defineKind, NO_LIFECYCLE, RECORD_COMMANDS, TEAM_WRITES } from '@callosum/kernel';
import { createTestScope, standInsFor } from '@callosum/kernel/testing';
import { safety } from '../index.ts';

/** The one kind of another discipline of which more than a title is read: what the project may carry. */
const project = defineKind({
  discipline: 'stand-in',
  help: 'What safety needs to know of a project.',
  lifecycle: NO_LIFECYCLE,
  permissions: TEAM_WRITES,
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

const own = [safety, { name: 'stand-in', label: 'Stand-in', kinds: [project], commands: [], facts: [] }];

export const registry = createRegistry([...own, standInsFor(own)], RECORD_COMMANDS);

/** A scope with safety’s kinds, and stand-ins for those of other disciplines that it points at. */
export const safetyScope = (today = '2027-03-01') => createTestScope(registry, today);
