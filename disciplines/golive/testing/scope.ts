import {
  createRegistry,
  defineKind,
  type Discipline,
  NO_LIFECYCLE,
  RECORD_COMMANDS,
  TEAM_WRITES,
} from '@callosum/kernel';
import { createTestScope, standInsFor } from '@callosum/kernel/testing';
import { golive } from '../index.ts';

/** What go-live needs to know of a project. */
const project = defineKind({
  name: 'project',
  discipline: 'stand-in',
  prefix: 'PRJ',
  label: { one: 'Project', many: 'Projects' },
  help: 'Stands in for the project’s own record.',
  fields: {
    title: { type: 'text', label: 'Title', required: true },
    zone: { type: 'choice', label: 'Time zone', options: { UTC: 'UTC', 'America/Chicago': 'Chicago' } },
    usualTicketsPerDay: { type: 'number', label: 'Usual tickets a day' },
  },
  lifecycle: NO_LIFECYCLE,
  permissions: TEAM_WRITES,
  list: { columns: ['title'], sort: 'title' },
  form: [],
});

const standIn: Discipline = { name: 'stand-in', label: 'Stand-in', kinds: [project], commands: [], facts: [] };

export const registry = createRegistry([golive, standIn, standInsFor([golive, standIn])], RECORD_COMMANDS);

/** A scope with go-live’s kinds, and stand-ins for those they point at. */
export const goLiveScope = (today = '2027-03-01') => createTestScope(registry, today);
