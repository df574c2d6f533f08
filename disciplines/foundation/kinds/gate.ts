import { addDays, defineKind, MANAGERS_WRITE, NO_LIFECYCLE, rulesFor } from '@callosum/kernel';

/** Whoever decides about gates hears of one this long before its day. */
const NEAR_DAYS = 21;

export const gate = defineKind({
  name: 'gate',
  discipline: 'foundation',
  prefix: 'GTE',
  label: { one: 'Gate', many: 'Gates' },
  help: 'A point where somebody must say go, conditional go or no-go. The sponsor owns it; a good gate asks for facts, not for opinions.',
  fields: {
    title: { type: 'text', label: 'Title', required: true, maxLength: 300 },
    key: {
      type: 'text',
      label: 'Key',
      help: 'Short name, such as T-90.',
      required: true,
      maxLength: 40,
      sortable: true,
    },
    purpose: { type: 'text', label: 'Purpose', help: 'What is decided here, and what it opens.', multiline: true },
    offsetDays: {
      type: 'number',
      label: 'Days from go-live',
      help: 'Before go-live is negative. Moves the gate with the go-live date while it sits on a milestone of its own.',
      unit: 'd',
      integer: true,
      sortable: true,
    },
    panel: {
      type: 'people',
      label: 'Panel',
      help: 'Whose votes are asked for, by name; nobody else votes then. Sponsor, clinical lead, safety officer, who runs the work.',
    },
    goLive: { type: 'flag', label: 'Decides go-live', help: 'Its decision lets people work with the system.' },
  },
  lifecycle: NO_LIFECYCLE,
  links: {
    sitsOn: { to: ['task'], label: 'sits on', inverse: 'carries gate', most: 1 },
  },
  permissions: MANAGERS_WRITE,
  gateKey: 'key',
  // Those who may decide it, while nobody has and its day is near or over.
  waits: rulesFor(['owner', 'manager', 'executive'], { every: true }),
  waitsUntil: ({ id }, graph, at) => {
    const isDecided = graph.in(id, 'gateDecision.of').some(({ from }) => graph.find(from)?.withdrawn === false);
    const milestone = graph.out(id, 'gate.sitsOn').map(({ to }) => graph.find(to))[0];
    const finish = milestone?.withdrawn === false ? milestone.fields['storedFinish'] : undefined;
    if (isDecided || typeof finish !== 'string') return undefined;
    const day = finish.slice(0, 10);
    return day <= addDays(at.today, NEAR_DAYS) ? day : undefined;
  },
  list: { columns: ['key', 'title', 'offsetDays', 'goLive'], sort: 'offsetDays' },
  form: [{ title: 'Gate', fields: ['title', 'key', 'purpose', 'offsetDays', 'panel', 'goLive'] }],
});
