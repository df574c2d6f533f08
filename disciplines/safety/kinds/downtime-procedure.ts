import { addDays, defineKind, say, SCOPE_TYPES } from '@callosum/kernel';
import { APPROVES, TEAM_AND_OFFICER } from '../permissions.ts';
import { safetyLimits } from '../tables/practice.ts';

const OUTAGES = {
  planned: 'Planned',
  unplanned: 'Unplanned',
  partial: 'Partial or slow',
  extended: 'Extended',
} as const;

export const downtimeProcedure = defineKind({
  name: 'downtimeProcedure',
  discipline: 'safety',
  prefix: 'DTP',
  label: { one: 'Downtime procedure', many: 'Downtime procedures' },
  help: 'How a unit works while the system is down, and what lies ready for it. The head of the unit owns it; good is a kit that was counted lately and a page that the night shift has used.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Procedure', required: true, maxLength: 300 },
    outages: {
      type: 'choices',
      label: 'For which outages',
      help: 'A planned one for an hour is not an unplanned one for three days.',
      options: OUTAGES,
    },
    steps: {
      type: 'text',
      label: 'Steps',
      help: 'Who does what: identify patients, order, give drugs, get results.',
      multiline: true,
      material: true,
    },
    identification: {
      type: 'text',
      label: 'Patient identification',
      help: 'Numbers, wristbands, and how they are reconciled.',
      multiline: true,
      material: true,
    },
    readOnly: {
      type: 'text',
      label: 'Read-only access',
      help: 'Where records can still be read, and how one tells that it is not the real system.',
      multiline: true,
    },
    backEntry: {
      type: 'text',
      label: 'Back-entry',
      help: 'What is entered afterwards, what is scanned, in which order, by whom.',
      multiline: true,
      material: true,
    },
    holds: {
      type: 'number',
      label: 'Holds for',
      help: 'How long a unit can work by it before care suffers.',
      unit: 'h',
      min: 0,
      material: true,
      sortable: true,
    },
    kitPlace: {
      type: 'text',
      label: 'Where the kit is',
      help: 'So that the night shift finds it without a network.',
      maxLength: 300,
    },
    kit: { type: 'checklist', label: 'Kit', help: 'Forms, wristbands, labels, printed lists: what lies in it.' },
    kitCheckedOn: { type: 'date', label: 'Kit checked on', help: 'Somebody opened it and counted.', sortable: true },
    revision: { type: 'text', label: 'Revision', help: 'As printed on its pages.', maxLength: 60 },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'Next review', sortable: true },
  },
  lifecycle: {
    initial: 'draft',
    material: true,
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
    for: { to: ['criticalFunction'], label: 'is for', inverse: 'is carried on by', pins: 'review' },
    partOf: { to: ['contingencyPlan'], label: 'is part of', inverse: 'has procedure', pins: 'review' },
    at: { to: ['unit'], label: 'is used at', inverse: 'uses' },
  },
  permissions: TEAM_AND_OFFICER,
  fails: ({ state, fields }, _graph, at) => {
    if (state !== 'inForce') return say`is not in force`;
    const why = staleness(fields, at.today);
    return why && FAILINGS[why];
  },
  list: { columns: ['title', 'holds', 'kitPlace', 'kitCheckedOn', 'revision', 'owner', 'due'], sort: 'due' },
  form: [
    { title: 'Procedure', fields: ['title', 'outages', 'steps', 'identification', 'readOnly', 'backEntry', 'holds'] },
    { title: 'Kit', fields: ['kitPlace', 'kit', 'kitCheckedOn'] },
    { title: 'Responsibility', fields: ['owner', 'due', 'revision'] },
  ],
});

const FAILINGS = {
  unreviewed: say`has no day for its next review`,
  overdue: say`is overdue for review`,
  unchecked: say`has a kit that nobody checked`,
  kitOld: say`has a kit that was checked too long ago`,
} as const;

/** Why a procedure in force is not current on a day; undefined while it is. */
export function staleness(
  { due, kitCheckedOn }: { readonly due?: string; readonly kitCheckedOn?: string },
  today: string,
): keyof typeof FAILINGS | undefined {
  if (due === undefined) return 'unreviewed';
  if (due < today) return 'overdue';
  if (kitCheckedOn === undefined || kitCheckedOn > today) return 'unchecked';
  return addDays(kitCheckedOn, safetyLimits.kitCheckDays) < today ? 'kitOld' : undefined;
}
