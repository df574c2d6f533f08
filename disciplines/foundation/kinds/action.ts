import { ANYONE_REPORTS, defineKind } from '@callosum/kernel';
import { PRIORITIES } from './shared.ts';

export const action = defineKind({
  name: 'action',
  discipline: 'foundation',
  prefix: 'ACT',
  label: { one: 'Action', many: 'Actions' },
  help: 'Something one person has promised to do by a day, too small for the plan. Without a name and a day it is a wish.',
  fields: {
    title: {
      type: 'text',
      label: 'Action',
      help: 'A verb and its object, so that anybody sees when it is done.',
      required: true,
      maxLength: 300,
    },
    details: { type: 'text', label: 'Details', help: 'What will be there once it is done.', multiline: true },
    priority: {
      type: 'choice',
      label: 'Priority',
      help: 'What is done first when not all can be done.',
      options: PRIORITIES,
      sortable: true,
    },
    owner: { type: 'person', label: 'Who', help: 'One person. Whoever helps stands in the details.' },
    due: { type: 'date', label: 'By', sortable: true },
    doneOn: { type: 'date', label: 'Done on', sortable: true },
    result: { type: 'text', label: 'What came of it', help: 'Also when it was dropped: why.', multiline: true },
  },
  lifecycle: {
    initial: 'open',
    states: {
      open: { label: 'Open' },
      doing: { label: 'In work' },
      done: { label: 'Done', closed: true },
      dropped: { label: 'Dropped', closed: true },
    },
    moves: {
      begin: { label: 'Begin', from: ['open'], to: 'doing' },
      finish: { label: 'Done', from: ['open', 'doing'], to: 'done' },
      drop: { label: 'Drop', from: ['open', 'doing'], to: 'dropped' },
      reopen: { label: 'Re-open', from: ['done', 'dropped'], to: 'open' },
    },
  },
  links: {
    from: { to: ['meeting', 'decision', 'issue', 'lesson'], label: 'comes from', inverse: 'led to', most: 1 },
    mends: { to: ['requirement', 'risk', 'changeRequest', 'vendor'], label: 'is about', inverse: 'has action' },
  },
  permissions: ANYONE_REPORTS,
  list: { columns: ['title', 'priority', 'owner', 'due', 'doneOn'], sort: 'due' },
  form: [
    { title: 'Action', fields: ['title', 'details', 'priority', 'owner', 'due'] },
    { title: 'Result', fields: ['doneOn', 'result'] },
  ],
});
