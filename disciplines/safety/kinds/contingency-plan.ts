import { defineKind, SCOPE_TYPES, say } from '@callosum/kernel';
import { APPROVES, TEAM_AND_OFFICER } from '../permissions.ts';
import { LONG_OUTAGE_ELEMENTS, PLAN_TYPES } from '../tables/practice.ts';

export const contingencyPlan = defineKind({
  name: 'contingencyPlan',
  discipline: 'safety',
  prefix: 'CPL',
  label: { one: 'Contingency plan', many: 'Contingency plans' },
  help: 'How the organisation works through an outage and comes back. The emergency manager owns it; a good plan says who declares, how people are told without the network, and has been exercised.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Plan', required: true, maxLength: 300 },
    type: {
      type: 'choice',
      label: 'Type',
      help: 'Says which exercises it needs.',
      options: PLAN_TYPES,
      sortable: true,
    },
    scope: {
      type: 'text',
      label: 'Scope',
      help: 'Which outages, sites and services it is for.',
      multiline: true,
      material: true,
    },
    activation: {
      type: 'text',
      label: 'When it is activated',
      help: 'What is seen, after how long, and who declares it.',
      multiline: true,
      material: true,
    },
    declares: { type: 'people', label: 'May declare a downtime', help: 'By day and by night.' },
    communication: {
      type: 'text',
      label: 'Communication without the network',
      help: 'Radios, runners, overhead: what still works.',
      multiline: true,
      material: true,
    },
    response: {
      type: 'text',
      label: 'Response',
      help: 'First hours, first day, later periods.',
      multiline: true,
      material: true,
    },
    recovery: {
      type: 'text',
      label: 'Recovery',
      help: 'Order of restoring, back-entry, reconciliation, who says it is over.',
      multiline: true,
      material: true,
    },
    holds: {
      type: 'number',
      label: 'Holds for',
      help: 'The longest outage it was made for, by the clock.',
      unit: 'h',
      min: 0,
      material: true,
      sortable: true,
    },
    longOutage: {
      type: 'choices',
      label: 'Ready for four weeks or longer',
      help: 'What of it stands ready.',
      options: LONG_OUTAGE_ELEMENTS,
      material: true,
    },
    revision: {
      type: 'text',
      label: 'Revision',
      help: 'As printed on the copies that hang on the wards.',
      maxLength: 60,
    },
    approvedOn: { type: 'date', label: 'Approved on', sortable: true },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'Next review', sortable: true },
  },
  lifecycle: {
    initial: 'draft',
    states: {
      draft: { label: 'Draft' },
      inForce: { label: 'In force', rests: 'untilDue' },
      retired: { label: 'Retired', closed: true },
    },
    moves: {
      approve: { label: 'Put into force', from: ['draft'], to: 'inForce', by: APPROVES },
      revise: { label: 'Revise', from: ['inForce', 'retired'], to: 'draft' },
      retire: { label: 'Retire', from: ['draft', 'inForce'], to: 'retired', by: APPROVES },
    },
  },
  links: {
    covers: { to: ['criticalFunction'], label: 'covers', inverse: 'is covered by', pins: 'review' },
  },
  permissions: TEAM_AND_OFFICER,
  list: { columns: ['title', 'type', 'holds', 'revision', 'approvedOn', 'owner', 'due'], sort: 'due' },
  form: [
    { title: 'Plan', fields: ['title', 'type', 'scope', 'owner', 'due', 'revision', 'approvedOn'] },
    { title: 'Working through it', fields: ['activation', 'declares', 'communication', 'response', 'recovery'] },
    { title: 'Long outages', fields: ['holds', 'longOutage'] },
  ],
  check: ({ approvedOn }, { state }) =>
    state === 'inForce' && approvedOn === undefined
      ? [
          {
            at: ['approvedOn'],
            message: say`A plan is in force from a day on.`,
            remedy: say`Say when it was approved.`,
          },
        ]
      : [],
});
