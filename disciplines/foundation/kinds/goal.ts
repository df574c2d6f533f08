import { defineKind, MANAGERS_WRITE, SCOPE_TYPES } from '@callosum/kernel';
import { AGREED } from './shared.ts';

export const goal = defineKind({
  name: 'goal',
  discipline: 'foundation',
  prefix: 'GOL',
  label: { one: 'Strategic goal', many: 'Strategic goals' },
  help: 'What the organisation wants to reach, and the project is to serve. The board owns it; a good one has a measure and a year.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Goal', required: true, maxLength: 300, material: true },
    theme: {
      type: 'choice',
      label: 'Theme',
      help: 'The heading of the organisation’s strategy under which it stands.',
      sortable: true,
      options: {
        quality: 'Quality and safety',
        experience: 'Patient experience',
        workforce: 'Workforce',
        access: 'Access and equity',
        finance: 'Finance',
        growth: 'Growth',
        compliance: 'Compliance',
        technology: 'Technology',
      },
    },
    why: {
      type: 'text',
      label: 'Why it matters',
      help: 'What happens to patients, staff or the organisation if it is not reached.',
      multiline: true,
    },
    measure: { type: 'text', label: 'Measured by', help: 'What figure will tell that it is reached.', material: true },
    target: {
      type: 'text',
      label: 'Target',
      help: 'The figure to be reached, in the unit of the measure.',
      material: true,
    },
    weight: { type: 'number', label: 'Weight', help: 'Against the other goals.', min: 0, max: 100, unit: '%' },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'Reach by', sortable: true },
  },
  lifecycle: AGREED,
  permissions: MANAGERS_WRITE,
  list: { columns: ['title', 'theme', 'measure', 'target', 'owner', 'due'], sort: 'title' },
  form: [
    { title: 'Goal', fields: ['title', 'theme', 'why', 'owner'] },
    { title: 'Measure', fields: ['measure', 'target', 'weight', 'due'] },
  ],
});
