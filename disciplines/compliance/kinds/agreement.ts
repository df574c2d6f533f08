import { defineKind, isOver, say, SCOPE_TYPES } from '@callosum/kernel';
import { OFFICERS_WRITE } from './shared.ts';

export const agreement = defineKind({
  name: 'agreement',
  discipline: 'compliance',
  prefix: 'AGR',
  label: { one: 'Agreement', many: 'Agreements' },
  help: 'A business associate or data use agreement: for which services, in which regions, with which subcontractors. The privacy officer keeps it; data does not flow without one.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Agreement', required: true, maxLength: 300 },
    type: {
      type: 'choice',
      label: 'Type',
      help: 'A business associate handles patient data on the organisation’s behalf (45 CFR 164.504(e)).',
      sortable: true,
      options: {
        businessAssociate: 'Business associate',
        dataUse: 'Data use',
        qualifiedService: 'Qualified service organisation',
        confidentiality: 'Confidentiality',
        other: 'Other',
      },
    },
    services: {
      type: 'text',
      label: 'Services',
      help: 'What they do with the data, one a line.',
      multiline: true,
      material: true,
    },
    regions: { type: 'text', label: 'Regions', help: 'Where the data may be.', maxLength: 300, material: true },
    subcontractors: {
      type: 'text',
      label: 'Subcontractors',
      help: 'Who else gets at the data, and where; the same terms bind them.',
      multiline: true,
      material: true,
    },
    clauses: {
      type: 'checklist',
      label: 'Clauses',
      help: 'What 45 CFR 164.504(e)(2) and 164.314(a)(2)(i) ask for, ticked one by one.',
    },
    noticeDays: {
      type: 'number',
      label: 'Breach notice within',
      help: 'Calendar days from discovery; 45 CFR 164.410 says how many at most.',
      unit: 'days',
      min: 0,
      integer: true,
      material: true,
    },
    signedOn: { type: 'date', label: 'Signed on', sortable: true, material: true },
    ends: { type: 'date', label: 'Ends', sortable: true, material: true },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'Review on', sortable: true },
  },
  lifecycle: {
    initial: 'draft',
    material: true,
    states: {
      draft: { label: 'Draft' },
      signed: { label: 'In force', rests: 'untilDue' },
      ended: { label: 'Ended', closed: true },
    },
    moves: {
      sign: { label: 'Is signed', from: ['draft'], to: 'signed' },
      end: { label: 'Has ended', from: ['signed'], to: 'ended' },
      renew: { label: 'Renew', from: ['ended'], to: 'draft' },
    },
  },
  links: {
    with: { to: ['vendor'], label: 'is with', inverse: 'has agreement', most: 1 },
    covers: { to: ['dataAsset', 'system', 'interface'], label: 'covers', inverse: 'is covered by', pins: 'review' },
  },
  fails: ({ state, fields: { ends } }, _graph, at) => {
    if (state !== 'signed') return say`is not in force`;
    return ends !== undefined && isOver(ends, at) ? say`has run out` : undefined;
  },
  permissions: OFFICERS_WRITE,
  list: { columns: ['title', 'type', 'regions', 'signedOn', 'ends', 'owner'], sort: 'ends' },
  form: [
    { title: 'Agreement', fields: ['title', 'type', 'services', 'regions', 'subcontractors'] },
    { title: 'Terms', fields: ['clauses', 'noticeDays', 'signedOn', 'ends', 'owner', 'due'] },
  ],
  check: ({ signedOn, ends }, { state }) => [
    ...(state === 'signed' && !signedOn
      ? [{ at: ['signedOn'] as const, message: say`The day it was signed is missing.`, remedy: say`Enter it.` }]
      : []),
    ...(signedOn && ends && ends < signedOn
      ? [
          {
            at: ['ends'] as const,
            message: say`It ends before it was signed.`,
            remedy: say`Correct one of the two days.`,
          },
        ]
      : []),
  ],
});
