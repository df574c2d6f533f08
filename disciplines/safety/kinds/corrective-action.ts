import { defineKind, SCOPE_TYPES, say } from '@callosum/kernel';
import { TEAM_AND_OFFICER } from '../permissions.ts';
import { ACTIONS, strengthOf } from '../tables/practice.ts';

const PRIORITIES = { critical: 'Critical', high: 'High', medium: 'Medium', low: 'Low' } as const;

const ELEMENTS = {
  planning: 'Planning',
  organisation: 'Organisation',
  equipment: 'Equipment',
  training: 'Training',
  exercise: 'Exercise',
} as const;

export const correctiveAction = defineKind({
  name: 'correctiveAction',
  discipline: 'safety',
  prefix: 'CAP',
  label: { one: 'Corrective action', many: 'Corrective actions' },
  help: 'What is changed so that it does not happen again. One person owns it, by a day; a good action changes the work and says how one will see that it did.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Action', required: true, maxLength: 300 },
    description: { type: 'text', label: 'Description', help: 'What is different once it is done.', multiline: true },
    cause: {
      type: 'text',
      label: 'Cause it removes',
      help: 'The root cause it takes away; an action without one mends a symptom.',
      multiline: true,
    },
    priority: {
      type: 'choice',
      label: 'Priority',
      help: 'Critical: nobody goes live before it is done.',
      options: PRIORITIES,
      sortable: true,
    },
    element: {
      type: 'choice',
      label: 'What is changed',
      help: 'By POETE: planning, organisation, equipment, training, exercise.',
      options: ELEMENTS,
      sortable: true,
    },
    action: {
      type: 'choice',
      label: 'Kind of action',
      help: 'From the action hierarchy of RCA2: what changes the work is stronger than what asks people to be careful.',
      options: ACTIONS,
    },
    strength: {
      type: 'formula',
      label: 'Strength',
      help: 'Read from the kind of action; it is not typed.',
      result: { type: 'text', label: 'Strength' },
      of: ({ action }) => strengthOf(action)?.label,
    },
    measure: {
      type: 'text',
      label: 'How one sees that it worked',
      help: 'What is counted, by when, and from which figure on it has worked.',
      multiline: true,
    },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'Due', sortable: true },
    doneOn: { type: 'date', label: 'Done on', sortable: true },
    result: { type: 'text', label: 'What was done', help: 'What is really in place.', multiline: true },
    checked: {
      type: 'text',
      label: 'What was found when it was checked',
      help: 'By somebody else than its owner, some weeks later.',
      multiline: true,
    },
  },
  lifecycle: {
    initial: 'open',
    material: true,
    states: {
      open: { label: 'Open' },
      done: { label: 'Done, to be checked' },
      verified: { label: 'Verified', closed: true },
      dropped: { label: 'Dropped', closed: true },
    },
    moves: {
      finish: { label: 'Report as done', from: ['open'], to: 'done' },
      verify: { label: 'Verify', from: ['done'], to: 'verified' },
      drop: { label: 'Drop', from: ['open', 'done'], to: 'dropped' },
      reopen: { label: 'Re-open', from: ['done', 'verified', 'dropped'], to: 'open' },
    },
  },
  links: {
    from: {
      to: ['exerciseObservation', 'safetyIncident', 'restoreTest', 'failureMode'],
      label: 'answers',
      inverse: 'is answered by',
    },
    changes: {
      to: ['contingencyPlan', 'downtimeProcedure', 'safetyControl', 'criticalFunction'],
      label: 'changes',
      inverse: 'is changed by',
    },
  },
  permissions: TEAM_AND_OFFICER,
  list: { columns: ['title', 'priority', 'element', 'strength', 'owner', 'due', 'doneOn'], sort: 'due' },
  form: [
    {
      title: 'Action',
      fields: ['title', 'description', 'cause', 'priority', 'element', 'action', 'strength', 'measure'],
    },
    { title: 'Responsibility', fields: ['owner', 'due'] },
    { title: 'Outcome', fields: ['doneOn', 'result', 'checked'] },
  ],
  check: ({ doneOn, checked }, { state }) => [
    ...((state === 'done' || state === 'verified') && doneOn === undefined
      ? [{ at: ['doneOn'] as const, message: say`What is done was done on a day.`, remedy: say`Say on which.` }]
      : []),
    ...(state === 'verified' && !checked?.trim()
      ? [
          {
            at: ['checked'] as const,
            message: say`Verified means that somebody looked.`,
            remedy: say`Say what was found.`,
          },
        ]
      : []),
  ],
});
