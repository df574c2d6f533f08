import { defineKind } from '@callosum/kernel';
import { ownerAndOfficer, TEAM_AND_OFFICER } from '../permissions.ts';
import { controlStanding } from '../standing.ts';
import { ACTIONS, strengthOf } from '../tables/practice.ts';

const CLASSES = {
  design: 'Design',
  test: 'Test',
  training: 'Training',
  process: 'Business process change',
} as const;

/** Kinds of record that can prove that a control is there, or that it works. */
const EVIDENCE = [
  'uatExecution',
  'interfaceTest',
  'proficiencyResult',
  'course',
  'restoreTest',
  'exercise',
  'downtimeProcedure',
  'evidence',
] as const;

const verification = { pins: 'verification', byHand: 'never' } as const;

export const safetyControl = defineKind({
  name: 'safetyControl',
  discipline: 'safety',
  prefix: 'CTL',
  label: { one: 'Safety control', many: 'Safety controls' },
  help: 'What keeps a hazard from harming a patient. Its owner puts it in place and has it verified twice, as built and as effective; a good control can be shown to work, and a strong one does not rely on memory.',
  fields: {
    title: { type: 'text', label: 'Control', required: true, maxLength: 300 },
    description: {
      type: 'text',
      label: 'How it works',
      help: 'Against which cause, by what.',
      multiline: true,
      material: true,
    },
    class: {
      type: 'choice',
      label: 'Class',
      help: 'By kind of control: design holds best, then test, training and procedure.',
      options: CLASSES,
      material: true,
      sortable: true,
    },
    action: {
      type: 'choice',
      label: 'Kind of action',
      help: 'Says how strong it is: what changes the work is stronger than what asks people to be careful.',
      options: ACTIONS,
      material: true,
      sortable: true,
    },
    strength: {
      type: 'formula',
      label: 'Strength',
      help: 'Read from the kind of action: stronger ones do not rely on memory. It is not typed.',
      result: { type: 'text', label: 'Strength' },
      of: ({ action }) => strengthOf(action)?.label,
    },
    place: {
      type: 'text',
      label: 'Where it is',
      help: 'Build item, document, lesson: where one finds it.',
      multiline: true,
    },
    measure: {
      type: 'text',
      label: 'How one sees that it works',
      help: 'What effect is looked for, and how much is enough.',
      multiline: true,
    },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'In place and verified by', sortable: true },
    builtOn: { type: 'date', label: 'Verified as built on', computed: true, sortable: true },
    builtChecker: { type: 'person', label: 'Verified as built by', computed: true },
    builtNote: { type: 'text', label: 'What was seen', multiline: true, computed: true },
    builtAsOf: { type: 'number', label: 'Version verified as built', integer: true, computed: true },
    effectiveOn: { type: 'date', label: 'Verified as effective on', computed: true, sortable: true },
    effectiveChecker: { type: 'person', label: 'Verified as effective by', computed: true },
    effectiveNote: { type: 'text', label: 'What effect was seen', multiline: true, computed: true },
    effectiveAsOf: { type: 'number', label: 'Version verified as effective', integer: true, computed: true },
  },
  lifecycle: {
    initial: 'planned',
    // What is retired and comes back has to be verified anew.
    material: true,
    states: {
      planned: { label: 'Planned' },
      inPlace: { label: 'In place' },
      retired: { label: 'Retired', closed: true },
    },
    moves: {
      putInPlace: { label: 'Put in place', from: ['planned'], to: 'inPlace' },
      takeBack: { label: 'Take back to planning', from: ['inPlace'], to: 'planned' },
      retire: { label: 'Retire', from: ['planned', 'inPlace'], to: 'retired' },
      bringBack: { label: 'Bring back', from: ['retired'], to: 'planned' },
    },
  },
  links: {
    reduces: {
      to: ['hazard'],
      label: 'reduces',
      inverse: 'is reduced by',
      byHand: 'adding',
      removedBy: { command: 'safetyControl.release', from: 'control', to: 'hazard' },
      counted: true,
      fields: { how: { type: 'text', label: 'How', help: 'Likelihood, severity or both, and by what.' } },
    },
    builtBy: {
      to: EVIDENCE,
      label: 'is shown to be built by',
      inverse: 'shows as built',
      ...verification,
    },
    effectiveBy: {
      to: EVIDENCE,
      label: 'is shown to be effective by',
      inverse: 'shows as effective',
      ...verification,
    },
  },
  // Until it is verified twice, and again once what it rested on has fallen away.
  waits: ownerAndOfficer(['planned', 'inPlace']),
  waitsUntil: (row, graph, at, registry) =>
    controlStanding(row, graph, at, registry).counts ? undefined : (row.fields.due ?? at.today),
  permissions: TEAM_AND_OFFICER,
  list: { columns: ['title', 'class', 'strength', 'builtOn', 'effectiveOn', 'owner', 'due'], sort: 'due' },
  form: [
    { title: 'Control', fields: ['title', 'description', 'class', 'action', 'strength', 'place', 'measure'] },
    { title: 'Responsibility', fields: ['owner', 'due'] },
    { title: 'Verified as built', fields: ['builtOn', 'builtChecker', 'builtNote'] },
    { title: 'Verified as effective', fields: ['effectiveOn', 'effectiveChecker', 'effectiveNote'] },
  ],
});
