import { defineKind, SCOPE_TYPES, say } from '@callosum/kernel';
import { CONFIDENTIAL } from './shared.ts';

export const assessment = defineKind({
  name: 'assessment',
  discipline: 'compliance',
  prefix: 'ASE',
  label: { one: 'Assessment', many: 'Assessments' },
  help: 'A risk analysis, audit or test as a whole: what was in scope, how, by whom, and what came out. A gap assessment is not a risk analysis.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Assessment', required: true, maxLength: 300 },
    type: {
      type: 'choice',
      label: 'Type',
      help: 'A gap assessment or a scan is no risk analysis.',
      sortable: true,
      options: {
        riskAnalysis: 'Security risk analysis',
        evaluation: 'Evaluation (164.308(a)(8))',
        privacyImpact: 'Privacy impact assessment',
        gap: 'Gap assessment',
        penetration: 'Penetration test',
        vulnerability: 'Vulnerability scan',
        audit: 'Audit',
        safer: 'SAFER self-assessment',
      },
    },
    scope: {
      type: 'text',
      label: 'Scope',
      help: 'Assets, sites and systems it covered, and what was left out.',
      multiline: true,
      material: true,
    },
    method: { type: 'text', label: 'Method', help: 'By which guide, such as NIST SP 800-30.', multiline: true },
    elements: { type: 'checklist', label: 'Parts', help: 'Such as the nine elements of a risk analysis.' },
    performedBy: {
      type: 'text',
      label: 'Performed by',
      help: 'Firm or team; who checks his own work says so.',
      maxLength: 300,
    },
    performedOn: { type: 'date', label: 'Performed on', sortable: true, material: true },
    result: {
      type: 'text',
      label: 'Result',
      help: 'What came out, in three lines; what is wanting becomes findings.',
      multiline: true,
    },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'Next one by', sortable: true },
  },
  lifecycle: {
    initial: 'planned',
    material: true,
    states: {
      planned: { label: 'Planned' },
      running: { label: 'Under way' },
      reported: { label: 'Reported' },
      approved: { label: 'Approved', closed: true },
    },
    moves: {
      begin: { label: 'Begin', from: ['planned'], to: 'running' },
      report: { label: 'Report', from: ['running'], to: 'reported' },
      approve: {
        label: 'Approve',
        from: ['reported'],
        to: 'approved',
        by: [{ role: 'owner' }, { role: 'executive' }, { office: 'securityOfficer' }, { office: 'privacyOfficer' }],
      },
      reopen: { label: 'Re-open', from: ['reported', 'approved'], to: 'running' },
    },
  },
  links: {
    covers: { to: ['dataAsset'], label: 'covers', inverse: 'is covered by assessment', pins: 'review' },
    found: { to: ['securityRisk'], label: 'rated', inverse: 'was rated in' },
    follows: { to: ['assessment'], label: 'follows', inverse: 'is followed by', most: 1, acyclic: true },
  },
  permissions: CONFIDENTIAL,
  list: { columns: ['title', 'type', 'performedBy', 'performedOn', 'owner', 'due'], sort: 'performedOn' },
  form: [
    { title: 'Assessment', fields: ['title', 'type', 'scope', 'method', 'elements'] },
    { title: 'Result', fields: ['performedBy', 'performedOn', 'result', 'owner', 'due'] },
  ],
  check: ({ performedOn }, { state }) =>
    (state === 'reported' || state === 'approved') && !performedOn
      ? [{ at: ['performedOn'], message: say`When it was performed is missing.`, remedy: say`Enter the day.` }]
      : [],
});
