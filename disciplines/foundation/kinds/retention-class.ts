import { defineKind, MANAGERS_WRITE, NO_LIFECYCLE, SCOPE_TYPES, say } from '@callosum/kernel';
import { RULE_STATUS } from '../retention-schedule.ts';

export const retentionClass = defineKind({
  name: 'retentionClass',
  discipline: 'foundation',
  prefix: 'RTN',
  label: { one: 'Retention rule', many: 'Retention rules' },
  help: 'How long records of a kind are kept, from which of their dates, and where that is written. It stands in place of the rule that comes with Callosum for the kind; the nearest one holds.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Class of records', required: true, maxLength: 200 },
    about: { type: 'kindName', label: 'Kind of record', help: 'The kind of record the rule is for.', required: true },
    from: {
      type: 'text',
      label: 'Counted from',
      help: 'Name of a date field of the kind, such as decidedOn.',
      required: true,
      maxLength: 64,
    },
    years: {
      type: 'number',
      label: 'Years',
      help: 'Counted from the date the rule names.',
      required: true,
      min: 0,
      max: 100,
      integer: true,
      sortable: true,
    },
    source: { type: 'text', label: 'Source', help: 'Law, contract or rule of the house.', required: true },
    status: {
      type: 'choice',
      label: 'Status',
      help: 'Whether somebody has read the law or rule it rests on.',
      options: RULE_STATUS,
      required: true,
      sortable: true,
    },
  },
  lifecycle: NO_LIFECYCLE,
  permissions: MANAGERS_WRITE,
  list: { columns: ['title', 'about', 'from', 'years', 'source', 'status'], sort: 'title' },
  form: [{ title: 'Retention rule', fields: ['title', 'about', 'from', 'years', 'source', 'status'] }],
  check: ({ about, from }, { registry }) => {
    const kind = registry.kinds.get(about);
    if (!kind) {
      return [
        { at: ['about'], message: say`There is no kind of record “${about}”.`, remedy: say`Choose one of the list.` },
      ];
    }
    if (Object.hasOwn(kind.fields, from) && kind.fields[from]?.type === 'date') return [];
    const dates = Object.entries(kind.fields).flatMap(([name, { type }]) => (type === 'date' ? [name] : []));
    const remedy =
      dates.length > 0 ? say`Choose one of: ${dates.join(', ')}.` : say`${kind.label.many} have no date to count from.`;
    return [{ at: ['from'], message: say`${kind.label.one} has no date field “${from}”.`, remedy }];
  },
});
