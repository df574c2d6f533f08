import { defineKind, hasCome, type Permissions, type Rule, say, TEAM_WRITES } from '@callosum/kernel';
import { MOST_SAMPLED, shownBound } from '../bound.ts';
import { migrationLimits } from '../limits.ts';
import { acceptanceFaults } from '../sample-rules.ts';

/** Whoever answers for patients says whether data may be used for them. */
const CLINICAL: readonly Rule[] = [{ office: 'clinicalLead' }, { office: 'safetyOfficer' }];
const permissions: Permissions = { ...TEAM_WRITES, update: [...(TEAM_WRITES.update ?? []), ...CLINICAL] };

export const acceptanceSample = defineKind({
  name: 'acceptanceSample',
  discipline: 'golive',
  prefix: 'ASP',
  label: { one: 'Acceptance sample', many: 'Acceptance samples' },
  help: 'Records drawn from a load by chance and compared with their originals by two people who do not see each other’s findings. The clinical lead signs what it shows; a corrected lot is drawn anew, the same rows prove nothing twice.',
  fields: {
    title: { type: 'text', label: 'Title', required: true, maxLength: 300 },
    safetyCritical: {
      type: 'flag',
      label: 'Safety-critical',
      help: 'One defect refuses the lot.',
      sortable: true,
    },
    strata: {
      type: 'text',
      label: 'Drawn by',
      help: 'By class, source and risk: children, oncology, high-alert drugs, merged patients.',
      multiline: true,
    },
    seed: {
      type: 'text',
      label: 'Seed',
      help: 'Of the random draw, noted before it, so that the draw can be repeated.',
      maxLength: 100,
      fixed: true,
    },
    lotSize: {
      type: 'number',
      label: 'Records in the lot',
      help: 'Out of how many it was drawn.',
      min: 1,
      integer: true,
    },
    sampleSize: {
      type: 'number',
      label: 'Records drawn',
      help: 'As many as the sampling plan asks for at this lot size.',
      min: 1,
      max: MOST_SAMPLED,
      integer: true,
    },
    acceptedDefects: {
      type: 'number',
      label: 'Defects allowed',
      help: 'Fixed before the review.',
      min: 0,
      integer: true,
    },
    foundDefects: {
      type: 'number',
      label: 'Defects found',
      help: 'Records with a defect, as both reviewers agree.',
      min: 0,
      integer: true,
    },
    criticalDefects: {
      type: 'number',
      label: 'Critical among them',
      help: 'That could harm a patient; one is too many.',
      min: 0,
      integer: true,
    },
    upperBound: {
      type: 'formula',
      label: 'Error at most',
      help: `Upper bound of the share of wrong records, one-sided, ${migrationLimits.confidence * 100} %: Clopper and Pearson, exact for the lot where its size is given.`,
      result: { type: 'number', label: 'Error at most', unit: '%' },
      of: shownBound,
    },
    reviewers: { type: 'people', label: 'Reviewed by', help: 'Two, independently.' },
    agreement: {
      type: 'number',
      label: 'Agreement of the reviewers',
      help: 'Cohen’s kappa before they talked about it.',
      min: -1,
      max: 1,
    },
    owner: { type: 'person', label: 'Leads the review' },
    due: { type: 'date', label: 'Reviewed by day', sortable: true },
    reviewedOn: { type: 'date', label: 'Reviewed on', sortable: true },
    finding: { type: 'text', label: 'What was found', help: 'By pattern, not by patient.', multiline: true },
  },
  lifecycle: {
    initial: 'drawn',
    material: true,
    states: {
      drawn: { label: 'Drawn' },
      reviewed: { label: 'Reviewed' },
      accepted: { label: 'Lot accepted', closed: true },
      refused: { label: 'Lot refused', closed: true },
    },
    moves: {
      review: { label: 'Review is done', from: ['drawn'], to: 'reviewed' },
      reopen: { label: 'Review again', from: ['reviewed'], to: 'drawn' },
      accept: {
        label: 'Accept the lot',
        from: ['reviewed'],
        to: 'accepted',
        by: CLINICAL,
        signs: 'accepts the migrated data for the care of patients',
      },
      refuse: {
        label: 'Refuse the lot',
        from: ['reviewed', 'accepted'],
        to: 'refused',
        by: [...CLINICAL, { role: 'owner' }, { role: 'manager' }, { role: 'lead' }],
      },
    },
  },
  links: {
    of: {
      to: ['migrationLoad'],
      label: 'was drawn from',
      inverse: 'was sampled by',
      most: 1,
      pins: 'verification',
      // A sample speaks of the load it was drawn from, and of no other.
      byHand: 'adding',
      removedBy: { command: 'acceptanceSample.release', from: 'sample', to: 'load' },
    },
  },
  permissions,
  list: {
    columns: ['title', 'safetyCritical', 'sampleSize', 'foundDefects', 'upperBound', 'owner', 'reviewedOn'],
    sort: 'reviewedOn',
  },
  form: [
    {
      title: 'Sample',
      fields: ['title', 'safetyCritical', 'lotSize', 'sampleSize', 'acceptedDefects', 'seed', 'strata'],
    },
    { title: 'Review', fields: ['owner', 'reviewers', 'due', 'reviewedOn', 'agreement'] },
    { title: 'Result', fields: ['foundDefects', 'criticalDefects', 'upperBound', 'finding'] },
  ],
  fails: ({ state, fields: { reviewedOn } }, _graph, at) => {
    if (state === 'refused') return say`the lot was refused`;
    return state === 'accepted' && reviewedOn !== undefined && hasCome(reviewedOn, at)
      ? undefined
      : say`the lot has not been accepted`;
  },
  check: acceptanceFaults,
});
