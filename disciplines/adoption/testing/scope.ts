import { createRegistry, defineKind, type Discipline, NO_LIFECYCLE, TEAM_WRITES } from '@callosum/kernel';
import { standInsFor } from '@callosum/kernel/testing';
import { familyOf } from '@callosum/kernel/testing/family';
import { organisation } from '@callosum/organisation';
import { adoption } from '../index.ts';

/** What the facts need to know of a project: its day. */
const project = defineKind({
  name: 'project',
  discipline: 'stand-in',
  prefix: 'PRJ',
  label: { one: 'Project', many: 'Projects' },
  help: 'Stands in for the project.',
  fields: {
    title: { type: 'text', label: 'Title', required: true },
    goLive: { type: 'date', label: 'Go-live' },
  },
  lifecycle: NO_LIFECYCLE,
  permissions: TEAM_WRITES,
  list: { columns: ['title'], sort: 'title' },
  form: [],
});

const standIn: Discipline = { name: 'stand-in', label: 'Stand-in', kinds: [project], commands: [], facts: [] };

const known = [adoption, organisation, standIn];

export const registry = createRegistry([...known, standInsFor(known)], []);

/** A project with adoption’s kinds, and above it the organisation with its people. */
export const adoptionFamily = (today = '2027-03-01') => familyOf(registry, today);

/** The project alone. */
export const adoptionScope = (today = '2027-03-01') => adoptionFamily(today).project;
