import { defineKind, TEAM_WRITES, say } from '@callosum/kernel';
import { limits } from '../limits.ts';

export const queue = defineKind({
  name: 'queue',
  discipline: 'interoperability',
  prefix: 'QUE',
  label: { one: 'Queue', many: 'Queues' },
  help: 'Where messages, orders or tasks wait that did not get through by themselves. One person owns it and empties it; a good one is counted every day: sent = delivered + rejected + queued.',
  fields: {
    title: { type: 'text', label: 'Title', required: true, maxLength: 300 },
    type: {
      type: 'choice',
      label: 'Holds',
      help: 'What lies in it.',
      options: {
        outbound: 'What waits to be sent',
        inbound: 'What waits to be filed',
        error: 'What could not be processed',
        unknown: 'What nobody could be found for',
        worklist: 'What people have to do by hand',
      },
      sortable: true,
    },
    critical: {
      type: 'flag',
      label: 'Patients wait for it',
      help: 'Orders, results, letters: what stays here stays undone.',
      sortable: true,
    },
    owner: { type: 'person', label: 'Owner', help: 'The one person who empties it.' },
    backup: { type: 'person', label: 'Backup', help: 'Empties it when its owner is away.' },
    place: { type: 'text', label: 'Where it is seen', help: 'Screen, report or path.', maxLength: 500 },
    procedure: {
      type: 'text',
      label: 'How it is emptied',
      help: 'What is done with each sort of entry, so that a stand-in can.',
      multiline: true,
    },
    escalation: {
      type: 'text',
      label: 'Who is called, and when',
      help: 'At how many, or how old, and which number.',
      multiline: true,
    },
    mostQueued: {
      type: 'number',
      label: 'May hold at most',
      help: 'More than this is a finding.',
      min: 0,
      integer: true,
    },
    everyHours: {
      type: 'number',
      label: 'Counted every',
      help: `${limits.reconcileEveryHours} hours unless stated.`,
      unit: 'hours',
      min: 1,
      max: 8_760,
      integer: true,
    },
    reconciledAt: {
      type: 'dateTime',
      label: 'Last counted',
      help: 'When sent, delivered, rejected and queued were counted.',
      sortable: true,
    },
    reconciledBy: { type: 'person', label: 'Counted by', help: 'Who counted; the owner need not be the one.' },
    sent: { type: 'number', label: 'Sent', help: 'Since the count before.', min: 0, integer: true },
    delivered: {
      type: 'number',
      label: 'Delivered',
      help: 'Since the count before; sent = delivered + rejected + queued.',
      min: 0,
      integer: true,
    },
    rejected: { type: 'number', label: 'Rejected', help: 'And told to the sender.', min: 0, integer: true },
    queued: {
      type: 'number',
      label: 'Still queued',
      help: 'What lay in it at that moment.',
      min: 0,
      integer: true,
      sortable: true,
    },
    observedFrom: {
      type: 'text',
      label: 'Counted from',
      help: 'The test endpoint that counted, and since when; nobody typed these figures. They hold until somebody counts after it.',
      maxLength: 300,
      computed: true,
    },
    observedAt: {
      type: 'dateTime',
      label: 'Observed',
      help: 'When a test endpoint counted last.',
      computed: true,
    },
    oldestAt: { type: 'dateTime', label: 'Oldest since', help: 'When the oldest entry came in.' },
    missing: {
      type: 'formula',
      label: 'Unaccounted for',
      help: 'Sent, less delivered, rejected and queued. Anything but 0 is lost, or counted twice.',
      result: { type: 'number', label: 'Unaccounted for' },
      of: ({ sent, delivered, rejected, queued }) =>
        typeof sent === 'number' &&
        typeof delivered === 'number' &&
        typeof rejected === 'number' &&
        typeof queued === 'number'
          ? sent - delivered - rejected - queued
          : undefined,
    },
  },
  lifecycle: {
    initial: 'planned',
    states: {
      planned: { label: 'Planned' },
      watched: { label: 'Watched', rests: 'always' },
      closed: { label: 'Closed', closed: true },
    },
    moves: {
      watch: { label: 'Begin to watch', from: ['planned'], to: 'watched' },
      close: { label: 'Close', from: ['planned', 'watched'], to: 'closed' },
      reopen: { label: 'Re-open', from: ['closed'], to: 'watched' },
    },
  },
  links: {
    of: { to: ['interface'], label: 'belongs to', inverse: 'has queue' },
    in: { to: ['system'], label: 'lies in', inverse: 'holds queue', most: 1 },
  },
  permissions: TEAM_WRITES,
  list: { columns: ['title', 'type', 'critical', 'owner', 'queued', 'missing', 'reconciledAt'], sort: 'title' },
  form: [
    { title: 'Queue', fields: ['title', 'type', 'critical', 'place', 'mostQueued'] },
    { title: 'Who empties it', fields: ['owner', 'backup', 'procedure', 'escalation'] },
    {
      title: 'Last count',
      fields: [
        'reconciledAt',
        'reconciledBy',
        'everyHours',
        'sent',
        'delivered',
        'rejected',
        'queued',
        'oldestAt',
        'observedFrom',
        'observedAt',
        'missing',
      ],
    },
  ],
  check: ({ owner, backup, reconciledAt, sent, delivered, rejected, queued, oldestAt }) => {
    const counts = { sent, delivered, rejected, queued };
    const given = Object.values(counts).filter((count) => count !== undefined).length;
    const absent = (['sent', 'delivered', 'rejected', 'queued'] as const).find((name) => counts[name] === undefined);
    return [
      ...(owner !== undefined && owner === backup
        ? [
            {
              at: ['backup'] as const,
              message: say`Owner and backup are one person.`,
              remedy: say`Name somebody else.`,
            },
          ]
        : []),
      ...(given > 0 && absent !== undefined
        ? [
            {
              at: [absent] as const,
              message: say`A count has four figures.`,
              remedy: say`Give sent, delivered, rejected and queued.`,
            },
          ]
        : []),
      ...(given > 0 && reconciledAt === undefined
        ? [{ at: ['reconciledAt'] as const, message: say`A count was made at some time.`, remedy: say`Say when.` }]
        : []),
      ...(oldestAt !== undefined && reconciledAt !== undefined && oldestAt > reconciledAt
        ? [
            {
              at: ['oldestAt'] as const,
              message: say`The oldest came in after the count.`,
              remedy: say`Correct one of the two times.`,
            },
          ]
        : []),
    ];
  },
});
