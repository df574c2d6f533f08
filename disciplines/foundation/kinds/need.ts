import { ANYONE_REPORTS, defineKind } from '@callosum/kernel';
import { AGREED, PRIORITIES } from './shared.ts';

export const need = defineKind({
  name: 'need',
  discipline: 'foundation',
  prefix: 'NED',
  label: { one: 'Clinical need', many: 'Clinical needs' },
  help: 'A pain of those who do the work, in their words, with what it costs today. Whoever feels it reports it; a good one can be measured before and after.',
  fields: {
    title: { type: 'text', label: 'Need', required: true, maxLength: 300, material: true },
    story: { type: 'text', label: 'What happens today', help: 'Who is hindered in what; an example.', multiline: true },
    group: {
      type: 'choice',
      label: 'Felt by',
      help: 'Who feels it most; others are named in the story.',
      sortable: true,
      options: {
        physicians: 'Physicians',
        nurses: 'Nurses',
        pharmacy: 'Pharmacy',
        laboratory: 'Laboratory',
        imaging: 'Imaging',
        allied: 'Allied health',
        registration: 'Registration and scheduling',
        revenue: 'Revenue and records',
        patients: 'Patients and families',
        leadership: 'Leadership',
        other: 'Others',
      },
    },
    harm: {
      type: 'flag',
      label: 'Touches patient safety',
      help: 'A patient may come to harm through it. The safety officer looks at every one.',
      sortable: true,
      material: true,
    },
    measure: { type: 'text', label: 'Measured by', help: 'The outcome that will show that it is met.', material: true },
    baseline: { type: 'text', label: 'Today', help: 'The figure before the project.' },
    target: {
      type: 'text',
      label: 'Wanted',
      help: 'The figure after the project, in the same unit as today’s.',
      material: true,
    },
    priority: {
      type: 'choice',
      label: 'Priority',
      help: 'Must: without it there is no go-live. Agreed with those who feel it, not by the project alone.',
      options: PRIORITIES,
      sortable: true,
    },
    owner: { type: 'person', label: 'Owner', help: 'Speaks for those who feel it.' },
    due: { type: 'date', label: 'Review on', sortable: true },
  },
  lifecycle: AGREED,
  links: {
    serves: { to: ['goal'], label: 'serves', inverse: 'is served by', pins: 'review' },
    partOf: { to: ['scopeItem'], label: 'belongs to scope', inverse: 'answers need' },
  },
  permissions: ANYONE_REPORTS,
  list: { columns: ['title', 'group', 'priority', 'harm', 'measure', 'target', 'owner'], sort: 'priority' },
  form: [
    { title: 'Need', fields: ['title', 'story', 'group', 'harm', 'priority', 'owner', 'due'] },
    { title: 'Outcome', fields: ['measure', 'baseline', 'target'] },
  ],
});
