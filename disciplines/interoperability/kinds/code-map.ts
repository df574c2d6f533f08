import { defineKind, TEAM_WRITES, say } from '@callosum/kernel';
import { approvalFaults, DRAFT_APPROVED, partFaults } from './approval.ts';

export const codeMap = defineKind({
  name: 'codeMap',
  discipline: 'interoperability',
  prefix: 'CDM',
  label: { one: 'Code map', many: 'Code maps' },
  help: 'Which code of one system is which code of another: tests, results, drugs, places. Whoever owns the terms keeps it; a good one leaves no critical code unmapped and says what becomes of the others.',
  fields: {
    title: { type: 'text', label: 'Title', required: true, maxLength: 300 },
    domain: {
      type: 'choice',
      label: 'Codes of',
      help: 'What the codes stand for.',
      options: {
        orderables: 'Laboratory orders',
        results: 'Laboratory results',
        imaging: 'Imaging',
        medication: 'Medication',
        allergies: 'Allergies',
        problems: 'Problems and diagnoses',
        procedures: 'Procedures',
        units: 'Units of measure',
        places: 'Places and beds',
        people: 'Staff and providers',
        charges: 'Charges',
        other: 'Other',
      },
      sortable: true,
    },
    from: { type: 'text', label: 'From', help: 'Code system with its URI or OID.', maxLength: 300, material: true },
    to: { type: 'text', label: 'To', help: 'Code system with its URI or OID.', maxLength: 300, material: true },
    revision: {
      type: 'text',
      label: 'Revision',
      help: 'As deployed; raised with each change.',
      maxLength: 60,
      material: true,
    },
    release: { type: 'text', label: 'Release mapped to', help: 'Such as LOINC 2.78.', maxLength: 100, material: true },
    codes: {
      type: 'number',
      label: 'Codes in use',
      help: 'Those used in the last year, not all there are.',
      min: 0,
      integer: true,
    },
    mapped: { type: 'number', label: 'Mapped', help: 'Of the codes in use.', min: 0, integer: true, material: true },
    critical: {
      type: 'number',
      label: 'Critical codes',
      help: 'Whose loss or mix-up can harm: critical results, high-alert drugs, blood groups.',
      min: 0,
      integer: true,
    },
    criticalMapped: {
      type: 'number',
      label: 'Critical codes mapped',
      help: 'Of the codes whose confusion may harm: all of them before go-live.',
      min: 0,
      integer: true,
      material: true,
    },
    unmapped: {
      type: 'choice',
      label: 'What becomes of an unmapped code',
      help: '“Dropped” and “passed on” want a hazard.',
      options: {
        hold: 'Held in a queue with an owner',
        reject: 'Rejected to the sender',
        passed: 'Passed on as it is',
        dropped: 'Dropped',
      },
      material: true,
    },
    definition: {
      type: 'text',
      label: 'Code map in full',
      help: 'Which of the attached files says it code by code: its SHA-256. Kept by the workbench.',
      maxLength: 64,
      computed: true,
      material: true,
    },
    owner: { type: 'person', label: 'Owner', help: 'Of the terms: laboratory, pharmacy, registration.' },
    reviewer: {
      type: 'person',
      label: 'Reviewed by',
      help: 'A pharmacist, a laboratory specialist: somebody who uses the terms.',
    },
    due: { type: 'date', label: 'Ready by', sortable: true },
  },
  lifecycle: DRAFT_APPROVED,
  links: {
    for: { to: ['interface'], label: 'is for', inverse: 'has code map', counted: true },
  },
  permissions: TEAM_WRITES,
  list: {
    columns: ['title', 'domain', 'codes', 'mapped', 'critical', 'criticalMapped', 'owner', 'due'],
    sort: 'title',
  },
  form: [
    { title: 'Code map', fields: ['title', 'domain', 'from', 'to', 'revision', 'release', 'definition'] },
    { title: 'How far it is', fields: ['codes', 'mapped', 'critical', 'criticalMapped', 'unmapped'] },
    { title: 'Review', fields: ['owner', 'reviewer', 'due'] },
  ],
  check: (fields, { state }) => [
    ...approvalFaults(fields, state),
    ...partFaults([
      { at: 'mapped', sum: fields.mapped ?? 0, of: fields.codes, whole: 'codes in use' },
      { at: 'critical', sum: fields.critical ?? 0, of: fields.codes, whole: 'codes in use' },
      { at: 'criticalMapped', sum: fields.criticalMapped ?? 0, of: fields.critical, whole: 'critical codes' },
    ]),
    ...((fields.criticalMapped ?? 0) > (fields.mapped ?? 0)
      ? [
          {
            at: ['criticalMapped'] as const,
            message: say`More critical codes are mapped than codes altogether.`,
            remedy: say`Count the critical ones among the mapped.`,
          },
        ]
      : []),
  ],
});
