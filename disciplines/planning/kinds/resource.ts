import { defineKind, NO_LIFECYCLE, LEADS_WRITE } from '@callosum/kernel';
import { IMPORTED_TEXT } from './limits.ts';

export const resource = defineKind({
  name: 'resource',
  discipline: 'planning',
  prefix: 'RES',
  label: { one: 'Resource', many: 'Resources' },
  help: 'Who or what the plan counts on: people, teams, rooms, material, money. The planner keeps it.',
  fields: {
    title: { type: 'text', label: 'Name', required: true, maxLength: IMPORTED_TEXT },
    initials: {
      type: 'text',
      label: 'Initials',
      help: 'As in charts and reports of the plan.',
      maxLength: IMPORTED_TEXT,
    },
    group: {
      type: 'text',
      label: 'Group',
      help: 'Team or department it is drawn from.',
      maxLength: IMPORTED_TEXT,
      sortable: true,
    },
    email: {
      type: 'text',
      label: 'E-mail',
      maxLength: IMPORTED_TEXT,
    },
    resourceType: {
      type: 'choice',
      label: 'Type',
      help: 'Work takes time, material is used up, cost is an amount.',
      options: { work: 'Work', material: 'Material', cost: 'Cost' },
      sortable: true,
    },
    maxUnits: { type: 'number', label: 'Available', help: '100 % is one full-time unit.', unit: '%', min: 0 },
    generic: {
      type: 'flag',
      label: 'Role, not a person',
      help: 'Stands for whoever will do it; replaced by a name before the work begins.',
    },
    clinical: {
      type: 'flag',
      label: 'Works with patients',
      help: 'His hours have to be released by the unit and backfilled.',
      sortable: true,
    },
    release: {
      type: 'number',
      label: 'Clinical release',
      help: 'Share of the time freed from patients for the project.',
      unit: '%',
      min: 0,
      max: 100,
    },
    backfill: { type: 'flag', label: 'Backfill agreed', help: 'Somebody else does the clinical work meanwhile.' },
    inactive: { type: 'flag', label: 'Inactive', help: 'No longer assigned to anything new.' },
  },
  lifecycle: NO_LIFECYCLE,
  links: {
    uses: { to: ['calendar'], label: 'uses', inverse: 'is used by resource', most: 1 },
  },
  permissions: LEADS_WRITE,
  list: { columns: ['title', 'group', 'resourceType', 'maxUnits'], sort: 'title' },
  form: [
    {
      title: 'Resource',
      fields: ['title', 'initials', 'group', 'email', 'resourceType', 'maxUnits', 'generic', 'inactive'],
    },
    { title: 'Clinical release', fields: ['clinical', 'release', 'backfill'] },
  ],
});
