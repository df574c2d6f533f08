import { defineKind, NO_LIFECYCLE, LEADS_WRITE } from '@callosum/kernel';
import { assignmentDetails } from './details.ts';
import { IMPORTED_TEXT } from './limits.ts';

export const assignment = defineKind({
  name: 'assignment',
  discipline: 'planning',
  prefix: 'ASG',
  label: { one: 'Assignment', many: 'Assignments' },
  help: 'A resource’s part in a task.',
  hidden: true,
  fields: {
    // Made of the names of task and resource.
    title: { type: 'text', label: 'Title', required: true, maxLength: 2 * IMPORTED_TEXT + 10, computed: true },
    units: { type: 'number', label: 'Units', help: '100 % is one full-time unit.', unit: '%' },
    work: { type: 'duration', label: 'Work', help: 'Effort of this resource on this task.' },
    percentComplete: {
      type: 'number',
      label: 'Complete',
      help: 'Of this resource’s work.',
      unit: '%',
      min: 0,
      max: 100,
    },
    planDetails: { type: 'structure', label: 'Details of the plan', schema: assignmentDetails, computed: true },
  },
  lifecycle: NO_LIFECYCLE,
  links: {
    of: { to: ['task'], label: 'is work on', inverse: 'has assignment', most: 1 },
    by: { to: ['resource'], label: 'is done by', inverse: 'is assigned to', most: 1 },
  },
  permissions: LEADS_WRITE,
  list: { columns: ['title', 'units', 'work', 'percentComplete'], sort: 'title' },
  form: [{ title: 'Assignment', fields: ['title', 'units', 'work', 'percentComplete'] }],
});
