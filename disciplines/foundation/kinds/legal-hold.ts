import { defineKind, type Permissions, rulesFor, SCOPE_TYPES, say } from '@callosum/kernel';

const HOLDERS = rulesFor(['owner', 'manager']);

/** Nobody withdraws one: it is released, by signature. */
const permissions: Permissions = {
  read: [...HOLDERS, { role: 'auditor' }, { office: 'privacyOfficer' }, { office: 'securityOfficer' }],
  create: HOLDERS,
  update: HOLDERS,
};

export const legalHold = defineKind({
  name: 'legalHold',
  discipline: 'foundation',
  prefix: 'HLD',
  label: { one: 'Legal hold', many: 'Legal holds' },
  help: 'What is needed for a lawsuit, an audit or an investigation and must not be erased, whatever the retention schedule says. It covers the records it is linked to, or everything here and below, until it is released by signature.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Matter', required: true, maxLength: 200, fixed: true },
    reason: {
      type: 'text',
      label: 'Reason',
      help: 'Matter, court or authority, and who asked for it.',
      required: true,
      multiline: true,
      fixed: true,
    },
    from: {
      type: 'date',
      label: 'From',
      help: 'Nothing is erased from this day on.',
      required: true,
      fixed: true,
      sortable: true,
    },
    everything: {
      type: 'flag',
      label: 'Everything here and below',
      help: 'Holds all records of this scope and of those below, not the linked ones alone.',
      fixed: true,
    },
    owner: { type: 'person', label: 'Responsible', help: 'Counsel, or whoever answers for the matter.' },
    releaseReason: {
      type: 'text',
      label: 'Why it may be released',
      help: 'Written before it is released.',
      multiline: true,
    },
  },
  lifecycle: {
    initial: 'inForce',
    states: { inForce: { label: 'In force', rests: 'always' }, released: { label: 'Released', closed: true } },
    moves: {
      release: { label: 'Release', from: ['inForce'], to: 'released', signs: 'releases the legal hold' },
    },
  },
  links: { covers: { to: 'every', label: 'covers', inverse: 'is held by', within: true, lasting: true } },
  permissions,
  list: { columns: ['title', 'from', 'owner', 'everything'], sort: 'from' },
  form: [{ title: 'Legal hold', fields: ['title', 'reason', 'from', 'everything', 'owner', 'releaseReason'] }],
  check: ({ releaseReason }, { state }) =>
    state === 'released' && releaseReason === undefined
      ? [
          {
            at: ['releaseReason'],
            message: say`A hold is not released without a reason.`,
            remedy: say`Write down why it may be released, then release it.`,
          },
        ]
      : [],
});
