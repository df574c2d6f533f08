import { COMMANDS_WRITE, defineKind, say } from '@callosum/kernel';

export const condition = defineKind({
  name: 'condition',
  discipline: 'foundation',
  prefix: 'CND',
  label: { one: 'Condition', many: 'Conditions' },
  help: 'What a conditional go still asks for, and until when. Its owner fulfils it with evidence; unfulfilled after its date, the gate is open again.',
  fields: {
    title: { type: 'text', label: 'Title', required: true, maxLength: 300, computed: true },
    owner: { type: 'person', label: 'Owner', computed: true },
    due: { type: 'date', label: 'Due', required: true, computed: true, sortable: true },
    fulfilledOn: { type: 'date', label: 'Fulfilled on', computed: true, sortable: true },
    evidence: {
      type: 'text',
      label: 'Evidence',
      help: 'Where it can be seen that it is fulfilled.',
      multiline: true,
      computed: true,
    },
  },
  lifecycle: {
    initial: 'open',
    states: { open: { label: 'Open' }, fulfilled: { label: 'Fulfilled', closed: true } },
    moves: {},
  },
  links: {
    of: { to: ['gateDecision'], label: 'is a condition of', inverse: 'has condition', most: 1 },
  },
  permissions: COMMANDS_WRITE,
  list: { columns: ['title', 'owner', 'due', 'fulfilledOn'], sort: 'due' },
  form: [{ title: 'Condition', fields: ['title', 'owner', 'due', 'fulfilledOn', 'evidence'] }],
  check: ({ fulfilledOn, evidence }, { state }) => {
    const proved = fulfilledOn !== undefined && evidence !== undefined;
    if (state !== 'fulfilled' || proved) return [];
    const message = say`A condition is fulfilled on a day, with evidence.`;
    return [{ at: [evidence === undefined ? 'evidence' : 'fulfilledOn'], message, remedy: say`Give both.` }];
  },
});
