import { COMMANDS_WRITE, defineKind, NO_LIFECYCLE } from '@callosum/kernel';
import { snapshotSchema } from '../snapshot.ts';

/** What may be decided at a gate. */
export const OUTCOMES = { go: 'Go', conditional: 'Conditional go', noGo: 'No-go' } as const;

export const gateDecision = defineKind({
  name: 'gateDecision',
  discipline: 'foundation',
  prefix: 'GDC',
  label: { one: 'Gate decision', many: 'Gate decisions' },
  help: 'What was decided at a gate, by whom, and what was known then. Frozen: a later decision supersedes it, nothing undoes it.',
  fields: {
    title: { type: 'text', label: 'Title', required: true, computed: true },
    outcome: { type: 'choice', label: 'Outcome', options: OUTCOMES, required: true, computed: true, sortable: true },
    decidedOn: { type: 'date', label: 'Decided on', required: true, computed: true, sortable: true },
    rationale: { type: 'text', label: 'Rationale', multiline: true, required: true, computed: true },
    snapshot: {
      type: 'structure',
      label: 'Evidence at the time',
      help: 'Every criterion with its value and the rows that failed, as they were when the decision was taken.',
      schema: snapshotSchema,
      required: true,
      computed: true,
    },
  },
  lifecycle: NO_LIFECYCLE,
  links: {
    of: { to: ['gate'], label: 'decides', inverse: 'was decided by', most: 1 },
  },
  permissions: COMMANDS_WRITE,
  list: { columns: ['title', 'outcome', 'decidedOn'], sort: 'decidedOn' },
  form: [{ title: 'Decision', fields: ['title', 'outcome', 'decidedOn', 'rationale', 'snapshot'] }],
});
