import { createRegistry, defineKind, NO_LIFECYCLE, LEADS_WRITE, RECORD_COMMANDS } from '@callosum/kernel';
import { familyOf } from '@callosum/kernel/testing/family';
import { organisation } from '../index.ts';

/** Stands in for the project's own record. */
const project = defineKind({
  name: 'project',
  discipline: 'stand-in',
  prefix: 'PRJ',
  label: { one: 'Project', many: 'Projects' },
  help: 'Stands in for foundation.',
  fields: { title: { type: 'text', label: 'Title', required: true } },
  lifecycle: NO_LIFECYCLE,
  permissions: LEADS_WRITE,
  list: { columns: ['title'], sort: 'title' },
  form: [],
});

export const registry = createRegistry(
  [organisation, { name: 'stand-in', label: 'Stand-in', kinds: [project], commands: [], facts: [] }],
  RECORD_COMMANDS,
);

/** An organisation with two projects in a programme, and each scope's own record. */
export function organisationScopes(today = '2027-03-01') {
  const scopes = familyOf(registry, today);
  scopes.organisation.create('organisation', { title: 'Riverbend Health', key: 'organisation', zone: 'UTC' });
  scopes.programme.create('programme', { title: 'Better care', key: 'CARE', zone: 'UTC' });
  scopes.project.create('project', { title: 'Riverbend' });
  return scopes;
}
