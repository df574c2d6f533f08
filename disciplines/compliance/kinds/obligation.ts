import { defineKind, SCOPE_TYPES, say } from '@callosum/kernel';
import { OFFICERS_WRITE } from './shared.ts';

export const obligation = defineKind({
  name: 'obligation',
  discipline: 'compliance',
  prefix: 'OBL',
  label: { one: 'Obligation', many: 'Obligations' },
  help: 'Something a law, a standard or a contract asks, with where it stands. The compliance officer says whether it applies, and why not where it does not.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Obligation', help: 'In own words.', required: true, maxLength: 500, material: true },
    citation: {
      type: 'text',
      label: 'Citation',
      help: 'Such as 45 CFR 164.312(a)(1).',
      maxLength: 200,
      sortable: true,
      material: true,
    },
    source: {
      type: 'choice',
      label: 'Source',
      help: 'Where it is written; the citation names the place.',
      sortable: true,
      options: {
        hipaaSecurity: 'HIPAA Security Rule',
        hipaaPrivacy: 'HIPAA Privacy Rule',
        hipaaBreach: 'HIPAA Breach Notification',
        part2: '42 CFR Part 2',
        infoBlocking: 'Information blocking',
        clia: 'CLIA',
        state: 'State law',
        accreditation: 'Accreditation',
        standard: 'Standard',
        contract: 'Contract',
        own: 'Own policy',
      },
    },
    kind: {
      type: 'choice',
      label: 'Kind',
      help: 'Addressable: implement it, or decide in writing why not and what instead.',
      options: { required: 'Required', addressable: 'Addressable', recommended: 'Recommended' },
      sortable: true,
      material: true,
    },
    status: {
      type: 'choice',
      label: 'Status of the text',
      help: 'Of the text itself: only what is in force obliges. Unverified: nobody has held it against its source.',
      options: { inForce: 'In force', proposed: 'Proposed', vacated: 'Vacated', unverified: 'Unverified' },
      sortable: true,
      material: true,
    },
    asks: {
      type: 'text',
      label: 'What it asks',
      help: 'What has to be done, in words of one’s own.',
      multiline: true,
      material: true,
    },
    evidenceAsked: { type: 'text', label: 'Shown by', help: 'What would prove it.', multiline: true },
    freshMonths: {
      type: 'number',
      label: 'Evidence stays fresh',
      help: 'Older evidence no longer proves it.',
      unit: 'months',
      min: 1,
      max: 120,
      integer: true,
      material: true,
    },
    whyNot: {
      type: 'text',
      label: 'Why it does not apply',
      help: 'Needed where it does not apply; an auditor reads this first.',
      multiline: true,
    },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'To be met by', sortable: true },
  },
  lifecycle: {
    initial: 'open',
    states: {
      open: { label: 'Not judged' },
      applies: { label: 'Applies' },
      notApplicable: { label: 'Does not apply', closed: true },
    },
    moves: {
      apply: { label: 'Applies', from: ['open', 'notApplicable'], to: 'applies' },
      exclude: { label: 'Does not apply', from: ['open', 'applies'], to: 'notApplicable' },
    },
  },
  permissions: OFFICERS_WRITE,
  list: { columns: ['title', 'citation', 'source', 'kind', 'status', 'owner', 'due'], sort: 'citation' },
  form: [
    { title: 'Obligation', fields: ['title', 'citation', 'source', 'kind', 'status', 'asks'] },
    { title: 'Proof', fields: ['evidenceAsked', 'freshMonths', 'owner', 'due', 'whyNot'] },
  ],
  check: ({ whyNot }, { state }) =>
    state === 'notApplicable' && !whyNot?.trim()
      ? [{ at: ['whyNot'], message: say`What does not apply needs a reason.`, remedy: say`Say why, in a sentence.` }]
      : [],
});
