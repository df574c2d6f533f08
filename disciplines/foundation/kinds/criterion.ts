import { AS_OF, COMPARISONS, defineKind, filterSchema, MANAGERS_WRITE, NO_LIFECYCLE } from '@callosum/kernel';
import { criterionFaults } from '../criterion-rules.ts';

export const criterion = defineKind({
  name: 'criterion',
  discipline: 'foundation',
  prefix: 'CRI',
  label: { one: 'Criterion', many: 'Criteria' },
  help: 'What a gate asks of one fact. Whoever runs the gate owns it; a good criterion can fail.',
  fields: {
    title: { type: 'text', label: 'Title', required: true, maxLength: 300 },
    key: {
      type: 'text',
      label: 'Key',
      help: 'Unique within the gate.',
      required: true,
      maxLength: 80,
      sortable: true,
    },
    fact: { type: 'text', label: 'Fact', help: 'Name of the fact that is asked.', required: true, sortable: true },
    filter: {
      type: 'structure',
      label: 'Filter',
      help: 'Which rows count. Empty: all of them.',
      schema: filterSchema,
    },
    comparison: {
      type: 'choice',
      label: 'Comparison',
      help: 'How the fact is held against the target.',
      options: COMPARISONS,
      required: true,
    },
    target: {
      type: 'number',
      label: 'Target',
      help: 'In the unit of the fact; agreed before the figure is known.',
      required: true,
    },
    weight: {
      type: 'number',
      label: 'Weight',
      help: 'Share in the gate’s score. 1 unless stated.',
      min: 0.01,
      max: 1_000,
    },
    stop: { type: 'flag', label: 'Stop criterion', help: 'Blocks the gate. Others count towards the score only.' },
    asOf: {
      type: 'choice',
      label: 'Asked of',
      help: 'On the day of the gate, what runs out before then (a training, an agreement, evidence) does not count. Today unless stated.',
      options: AS_OF,
    },
    waivedBy: { type: 'person', label: 'Waived by', computed: true },
    waivedUntil: { type: 'date', label: 'Waived until', computed: true, sortable: true },
    waiverReason: { type: 'text', label: 'Reason of the waiver', multiline: true, computed: true },
  },
  lifecycle: NO_LIFECYCLE,
  links: {
    of: { to: ['gate'], label: 'belongs to', inverse: 'has criterion', most: 1, unique: 'key' },
  },
  permissions: MANAGERS_WRITE,
  list: { columns: ['key', 'title', 'fact', 'comparison', 'target', 'stop', 'waivedUntil'], sort: 'key' },
  form: [
    {
      title: 'Criterion',
      fields: ['title', 'key', 'fact', 'filter', 'comparison', 'target', 'weight', 'stop', 'asOf'],
    },
    { title: 'Waiver', fields: ['waivedBy', 'waivedUntil', 'waiverReason'] },
  ],
  check: (fields, { registry }) => criterionFaults(fields, registry),
});
