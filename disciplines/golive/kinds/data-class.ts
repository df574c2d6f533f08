import { defineKind, TEAM_WRITES, say } from '@callosum/kernel';
import { migrationLimits } from '../limits.ts';

const { safetyCritical, other } = migrationLimits.toleratedPercent;

export const dataClass = defineKind({
  name: 'dataClass',
  discipline: 'golive',
  prefix: 'DCL',
  label: { one: 'Data class', many: 'Data classes' },
  help: 'A kind of data that moves, stays behind or is archived: allergies, results, appointments. A steward owns it and a clinician signs it; a good one says how much error is tolerable before anybody has counted.',
  fields: {
    title: { type: 'text', label: 'Title', required: true, maxLength: 300 },
    content: {
      type: 'choice',
      label: 'Holds',
      help: 'What the records are.',
      options: {
        patients: 'Patients and identifiers',
        allergies: 'Allergies',
        problems: 'Problems',
        medication: 'Medication',
        immunisations: 'Immunisations',
        results: 'Results',
        documents: 'Notes and documents',
        images: 'Images',
        orders: 'Open orders',
        appointments: 'Appointments',
        accounts: 'Accounts and balances',
        staff: 'Staff and access',
        other: 'Other',
      },
      sortable: true,
    },
    safetyCritical: {
      type: 'flag',
      label: 'Safety-critical',
      help: 'A wrong record can harm a patient: then no defect is tolerated in the sample.',
      material: true,
      sortable: true,
    },
    way: {
      type: 'choice',
      label: 'How it moves',
      help: 'How each record comes into the new system, or where it stays to be read.',
      options: {
        converted: 'Converted by program',
        abstracted: 'Entered by hand',
        both: 'Partly by hand',
        archived: 'Stays readable in an archive',
        left: 'Left behind',
      },
      material: true,
      sortable: true,
    },
    scope: { type: 'text', label: 'Which records', help: 'How far back, of whom, in which states.', multiline: true },
    expected: {
      type: 'number',
      label: 'Records expected',
      help: 'By the books of the old system; loads are held against it.',
      min: 0,
      integer: true,
    },
    compared: {
      type: 'text',
      label: 'What is compared',
      help: 'Counts, control totals, codes with their system, states, units and doses, dates, authors, attachments.',
      multiline: true,
    },
    toleratedPercent: {
      type: 'number',
      label: 'Tolerable error',
      help: `The share of wrong records has to be shown to be below it; ${safetyCritical} % for safety-critical classes and ${other} % for others unless stated.`,
      unit: '%',
      min: 0.001,
      max: 100,
      material: true,
    },
    owner: { type: 'person', label: 'Data steward', help: 'Cleans it, answers for its content.' },
    clinicalLead: { type: 'person', label: 'Clinical lead', help: 'Signs that it may be used for patients.' },
    retention: {
      type: 'text',
      label: 'What becomes of the original',
      help: 'Read-only until when, kept how long.',
      multiline: true,
    },
    due: { type: 'date', label: 'To be accepted by', sortable: true },
  },
  lifecycle: {
    initial: 'planned',
    states: {
      planned: { label: 'Planned' },
      mapped: { label: 'Rules agreed' },
      moved: { label: 'Moved', closed: true },
      dropped: { label: 'Out of scope', closed: true },
    },
    moves: {
      agree: { label: 'Rules agreed', from: ['planned'], to: 'mapped' },
      rework: { label: 'Back to planning', from: ['mapped'], to: 'planned' },
      finish: { label: 'Moved', from: ['mapped'], to: 'moved' },
      drop: { label: 'Take out of scope', from: ['planned', 'mapped'], to: 'dropped' },
      reopen: { label: 'Re-open', from: ['moved', 'dropped'], to: 'planned' },
    },
  },
  links: {
    comesFrom: { to: ['system'], label: 'comes from', inverse: 'gives up' },
    goesTo: { to: ['system'], label: 'goes to', inverse: 'takes over' },
    mappedBy: { to: ['mapping', 'codeMap'], label: 'is translated by', inverse: 'translates' },
  },
  permissions: TEAM_WRITES,
  list: {
    columns: ['title', 'content', 'safetyCritical', 'way', 'expected', 'owner', 'clinicalLead', 'due'],
    sort: 'title',
  },
  form: [
    { title: 'Data', fields: ['title', 'content', 'safetyCritical', 'scope', 'expected'] },
    { title: 'How it moves', fields: ['way', 'compared', 'toleratedPercent', 'retention'] },
    { title: 'Who answers for it', fields: ['owner', 'clinicalLead', 'due'] },
  ],
  check: ({ way, retention }) =>
    (way === 'left' || way === 'archived') && !retention?.trim()
      ? [
          {
            at: ['retention'],
            message: say`Data that does not move has to stay somewhere, for as long as the law asks.`,
            remedy: say`Say where it stays, who can read it and until when.`,
          },
        ]
      : [],
});
