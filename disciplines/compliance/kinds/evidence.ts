import { defineKind, hasCome, isOver, say, SCOPE_TYPES } from '@callosum/kernel';
import { OFFICERS_WRITE } from './shared.ts';

export const evidence = defineKind({
  name: 'evidence',
  discipline: 'compliance',
  prefix: 'EVD',
  label: { one: 'Evidence', many: 'Evidence' },
  help: 'Something that proves: a report, a screenshot, a signed page, with the day it speaks of, which is not the day it was uploaded. Whoever made it owns it; no patient data in it.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Evidence', required: true, maxLength: 300, material: true },
    type: {
      type: 'choice',
      label: 'Type',
      help: 'What it is; its file is attached.',
      sortable: true,
      options: {
        report: 'Report',
        configuration: 'Configuration',
        log: 'Log extract',
        screenshot: 'Screenshot',
        attestation: 'Signed attestation',
        record: 'Training or meeting record',
        test: 'Test result',
        agreement: 'Agreement',
        other: 'Other',
      },
    },
    effectiveOn: {
      type: 'date',
      label: 'Speaks of',
      help: 'The day it shows the state of.',
      required: true,
      sortable: true,
      material: true,
    },
    validUntil: {
      type: 'date',
      label: 'Valid until',
      help: 'The last day on which it proves anything; empty where it does not age.',
      sortable: true,
      material: true,
    },
    collectedBy: { type: 'person', label: 'Collected by', help: 'Who took it from its source.' },
    source: {
      type: 'text',
      label: 'Taken from',
      help: 'System, place, method; so that it can be taken again.',
      multiline: true,
    },
    reviewedOn: {
      type: 'date',
      label: 'Reviewed on',
      help: 'When somebody else than its collector held it against what it is to prove.',
      sortable: true,
    },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'Renew by', sortable: true },
  },
  lifecycle: {
    initial: 'collected',
    material: true,
    states: {
      collected: { label: 'Collected' },
      accepted: { label: 'Accepted', rests: 'untilDue' },
      rejected: { label: 'Rejected', closed: true },
      superseded: { label: 'Superseded', closed: true },
    },
    moves: {
      accept: { label: 'Accept', from: ['collected'], to: 'accepted' },
      reject: { label: 'Reject', from: ['collected', 'accepted'], to: 'rejected' },
      supersede: { label: 'Supersede', from: ['accepted'], to: 'superseded' },
      again: { label: 'Look at it again', from: ['rejected', 'superseded'], to: 'collected' },
    },
  },
  links: { proves: { to: ['obligation'], label: 'proves', inverse: 'is proven by', pins: 'review' } },
  fails: ({ state, fields: { effectiveOn, validUntil } }, _graph, at) => {
    if (state !== 'accepted') return say`is not accepted`;
    if (!hasCome(effectiveOn, at)) return say`speaks of a later day`;
    return validUntil !== undefined && isOver(validUntil, at) ? say`has expired` : undefined;
  },
  until: ['due', 'validUntil'],
  permissions: OFFICERS_WRITE,
  list: { columns: ['title', 'type', 'effectiveOn', 'validUntil', 'owner', 'due'], sort: 'effectiveOn' },
  form: [
    { title: 'Evidence', fields: ['title', 'type', 'source', 'collectedBy'] },
    { title: 'Validity', fields: ['effectiveOn', 'validUntil', 'reviewedOn', 'owner', 'due'] },
  ],
  check: ({ effectiveOn, validUntil }) =>
    validUntil !== undefined && validUntil < effectiveOn
      ? [
          {
            at: ['validUntil'],
            message: say`It would be invalid before it speaks.`,
            remedy: say`Correct one of the two days.`,
          },
        ]
      : [],
});
