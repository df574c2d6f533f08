import { defineKind, say, TEAM_WRITES } from '@callosum/kernel';

export const course = defineKind({
  name: 'course',
  discipline: 'adoption',
  prefix: 'CRS',
  label: { one: 'Course', many: 'Courses' },
  help: 'What somebody must be able to do before he is let in, for which roles, and how it is tested. The training lead owns it; a good one teaches the future workflow, not the screens.',
  fields: {
    title: { type: 'text', label: 'Course', required: true, maxLength: 300 },
    code: { type: 'text', label: 'Code', help: 'As the training system calls it.', maxLength: 60, sortable: true },
    form: {
      type: 'choice',
      label: 'Form',
      help: 'Practice in one’s own work sticks; a slide show does not.',
      options: {
        classroom: 'Classroom',
        online: 'Online',
        blended: 'Blended',
        lab: 'Personalisation lab',
        bedside: 'At the elbow',
      },
      sortable: true,
    },
    objectives: {
      type: 'text',
      label: 'Afterwards people can',
      help: 'What they can do, so that it can be tested.',
      multiline: true,
      material: true,
    },
    content: {
      type: 'text',
      label: 'Content version',
      help: 'Which release it teaches.',
      maxLength: 60,
      material: true,
    },
    duration: {
      type: 'duration',
      label: 'Length',
      help: 'In the room or before the screen, with breaks; units free people for it.',
    },
    seats: {
      type: 'number',
      label: 'Seats in a session',
      help: 'No more than there are machines to practise on.',
      min: 1,
      integer: true,
    },
    prerequisite: {
      type: 'text',
      label: 'Before it',
      help: 'What somebody must have done or can do before he comes.',
      multiline: true,
    },
    passMark: {
      type: 'number',
      label: 'Pass mark',
      help: 'Below it nobody is let in.',
      unit: '%',
      min: 1,
      max: 100,
      material: true,
    },
    ordering: {
      type: 'flag',
      label: 'For those who order or give',
      help: 'Of them everybody has to pass before go-live.',
      sortable: true,
    },
    validMonths: {
      type: 'number',
      label: 'A pass holds',
      help: 'Long enough to reach go-live from the day it is taken.',
      unit: 'months',
      min: 1,
      integer: true,
    },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'To be released by', sortable: true },
  },
  lifecycle: {
    initial: 'draft',
    material: true,
    states: {
      draft: { label: 'In preparation' },
      piloted: { label: 'Piloted' },
      released: { label: 'Released', rests: 'always' },
      retired: { label: 'Retired', closed: true },
    },
    moves: {
      pilot: { label: 'Was piloted', from: ['draft'], to: 'piloted' },
      release: { label: 'Release', from: ['draft', 'piloted'], to: 'released' },
      revise: { label: 'Revise', from: ['piloted', 'released'], to: 'draft' },
      retire: { label: 'Retire', from: ['draft', 'piloted', 'released'], to: 'retired' },
    },
  },
  links: {
    requiredFor: { to: ['jobRole'], label: 'is required for', inverse: 'needs' },
    onlyIn: {
      to: ['unit'],
      label: 'is required only in',
      inverse: 'has a course of its own in',
    },
    teaches: {
      to: ['workflow', 'workflowStep'],
      label: 'teaches',
      inverse: 'is taught in',
      pins: 'review',
    },
    after: { to: ['course'], label: 'comes after', inverse: 'comes before', acyclic: true },
  },
  permissions: TEAM_WRITES,
  check: ({ passMark, objectives }, { state }) =>
    state !== 'released'
      ? []
      : [
          ...(passMark === undefined
            ? [
                {
                  at: ['passMark'] as const,
                  message: say`A course that is released says what passing it takes.`,
                  remedy: say`Give the pass mark in percent.`,
                },
              ]
            : []),
          ...(objectives?.trim()
            ? []
            : [
                {
                  at: ['objectives'] as const,
                  message: say`Nothing says what people can do afterwards.`,
                  remedy: say`Write the objectives the test is made from.`,
                },
              ]),
        ],
  fails: ({ state }) =>
    state === 'released' ? undefined : state === 'retired' ? say`is retired` : say`is not released`,
  list: { columns: ['title', 'code', 'form', 'duration', 'passMark', 'ordering', 'owner', 'due'], sort: 'title' },
  form: [
    { title: 'Course', fields: ['title', 'code', 'form', 'objectives', 'content', 'prerequisite'] },
    { title: 'Session', fields: ['duration', 'seats'] },
    { title: 'Proof', fields: ['passMark', 'validMonths', 'ordering'] },
    { title: 'Work', fields: ['owner', 'due'] },
  ],
});
