import { defineKind, NO_LIFECYCLE, type Predicate, rulesFor, say } from '@callosum/kernel';

const MINE: Predicate = { field: 'scorer', isMe: true };
const PANEL = ['owner', 'manager', 'lead', 'contributor', 'clinician', 'executive'] as const;

/** Given blindly: each sees his own until the criterion goes to the panel. */
export const vendorScore = defineKind({
  name: 'vendorScore',
  discipline: 'foundation',
  prefix: 'VSC',
  label: { one: 'Vendor score', many: 'Vendor scores' },
  help: 'What one scorer gives one vendor for one criterion, with the reason. Others see it when the panel meets; the consensus is kept beside the first score.',
  fields: {
    title: { type: 'text', label: 'About', help: 'Vendor and criterion, in short.', required: true, maxLength: 300 },
    scorer: {
      type: 'person',
      label: 'Scorer',
      help: 'Each scores for himself and before the panel meets.',
      required: true,
      fixed: true,
    },
    score: {
      type: 'number',
      label: 'Score',
      help: 'From 0 to 5, by what the criterion says of 0 and 5.',
      min: 0,
      max: 5,
      sortable: true,
    },
    reason: { type: 'text', label: 'Reason', help: 'What was seen or read, and where.', multiline: true },
    consensus: { type: 'number', label: 'Consensus', help: 'After the panel has met.', min: 0, max: 5, sortable: true },
    changeReason: {
      type: 'text',
      label: 'Why it was changed',
      help: 'What the panel knew that the scorer did not.',
      multiline: true,
    },
  },
  lifecycle: NO_LIFECYCLE,
  links: {
    of: { to: ['vendor'], label: 'scores', inverse: 'has score', most: 1 },
    by: { to: ['selectionCriterion'], label: 'is given for', inverse: 'has score', most: 1 },
  },
  permissions: {
    read: rulesFor([...PANEL, 'reader'], {
      anyOf: [MINE, { linkedTo: 'vendorScore.by', where: { state: ['consensus', 'closed'] } }],
    }),
    create: rulesFor(PANEL, MINE),
    update: [
      ...rulesFor(PANEL, {
        allOf: [MINE, { not: { linkedTo: 'vendorScore.by', where: { state: ['consensus', 'closed'] } } }],
      }),
      ...rulesFor(['owner', 'manager'], { linkedTo: 'vendorScore.by', where: { state: ['consensus'] } }),
    ],
    withdraw: rulesFor(['owner', 'manager', 'lead'], MINE),
  },
  list: { columns: ['title', 'scorer', 'score', 'consensus'], sort: 'title' },
  form: [
    { title: 'Score', fields: ['title', 'scorer', 'score', 'reason'] },
    { title: 'Panel', fields: ['consensus', 'changeReason'] },
  ],
  check: ({ score, reason, consensus, changeReason }) => [
    ...(score !== undefined && !reason?.trim()
      ? [
          {
            at: ['reason'] as const,
            message: say`A score needs its reason.`,
            remedy: say`Say what you saw, in a sentence.`,
          },
        ]
      : []),
    ...(consensus !== undefined && score !== undefined && consensus !== score && !changeReason?.trim()
      ? [
          {
            at: ['changeReason'] as const,
            message: say`The consensus differs from the score without a reason.`,
            remedy: say`Say what changed the scorer’s mind.`,
          },
        ]
      : []),
  ],
});
