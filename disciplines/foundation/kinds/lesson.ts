import { ANYONE_REPORTS, defineKind, SCOPE_TYPES } from '@callosum/kernel';

export const lesson = defineKind({
  name: 'lesson',
  discipline: 'foundation',
  prefix: 'LSN',
  label: { one: 'Lesson', many: 'Lessons' },
  help: 'What the next project should do again or otherwise. Owned by whoever learnt it; a good one says what to change where.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Lesson', required: true, maxLength: 300 },
    sort: {
      type: 'choice',
      label: 'Sort',
      help: 'What went well is worth repeating; both are looked up.',
      options: { keep: 'Do again', change: 'Do otherwise' },
      sortable: true,
    },
    happened: { type: 'text', label: 'What happened', help: 'Facts, without blame.', multiline: true },
    cause: { type: 'text', label: 'What led to it', help: 'What made it happen, not who.', multiline: true },
    advice: {
      type: 'text',
      label: 'Advice',
      help: 'What the next project should do, so concretely that it could be put into a plan.',
      multiline: true,
    },
    phase: {
      type: 'choice',
      label: 'Phase',
      help: 'When the next project will need to read it.',
      sortable: true,
      options: {
        selection: 'Selection',
        planning: 'Planning',
        design: 'Design',
        build: 'Build',
        testing: 'Testing',
        training: 'Training',
        golive: 'Go-live',
        after: 'After go-live',
      },
    },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'Review on', help: 'When somebody looks whether it was heeded.', sortable: true },
  },
  lifecycle: {
    initial: 'noted',
    states: { noted: { label: 'Noted' }, agreed: { label: 'Agreed' }, applied: { label: 'Applied', closed: true } },
    moves: {
      agree: { label: 'Agree', from: ['noted'], to: 'agreed' },
      apply: { label: 'Is applied', from: ['noted', 'agreed'], to: 'applied' },
      reopen: { label: 'Re-open', from: ['applied'], to: 'noted' },
    },
  },
  links: { from: { to: ['issue', 'risk', 'changeRequest', 'task'], label: 'comes from', inverse: 'taught' } },
  permissions: ANYONE_REPORTS,
  list: { columns: ['title', 'sort', 'phase', 'owner', 'due'], sort: 'phase' },
  form: [
    { title: 'Lesson', fields: ['title', 'sort', 'phase', 'happened', 'cause'] },
    { title: 'Use', fields: ['advice', 'owner', 'due'] },
  ],
});
