import {
  defineKind,
  type FieldValues,
  type Json,
  richTextOf,
  ROLES,
  rulesFor,
  TEAM_WRITES,
  say,
} from '@callosum/kernel';

const PROSE = ['situation', 'background', 'assessment', 'recommendation', 'outcome'] as const;

/** In version 1 these were plain texts; each line becomes a paragraph. */
function toRichText(fields: FieldValues): FieldValues {
  const changed: Record<string, Json> = { ...fields };
  for (const name of PROSE) {
    const text = fields[name];
    if (typeof text !== 'string') continue;
    const rich = richTextOf(text);
    if (rich === undefined) delete changed[name];
    else changed[name] = rich;
  }
  return changed;
}

export const decision = defineKind({
  name: 'decision',
  discipline: 'foundation',
  prefix: 'DEC',
  label: { one: 'Decision', many: 'Decisions' },
  help: 'A decision the project waits for, prepared as an IT-SBAR. One person decides it, by a day; a decision without either is debt.',
  version: 2,
  upgrades: [{ to: 2, why: 'Situation to outcome may have headings, lists and tables.', up: toRichText }],
  fields: {
    title: { type: 'text', label: 'Title', help: 'The question to be decided.', required: true, maxLength: 300 },
    situation: { type: 'richText', label: 'Situation', help: 'What has to be decided, and why now.' },
    background: { type: 'richText', label: 'Background', help: 'What led here; who was heard.' },
    assessment: { type: 'richText', label: 'Assessment', help: 'The options, with their price.' },
    recommendation: {
      type: 'richText',
      label: 'Recommendation',
      help: 'The R of SBAR: which option, and why it is better than the others.',
    },
    owner: { type: 'person', label: 'Decides', help: 'The one person who decides.' },
    raisedOn: { type: 'date', label: 'Asked on', help: 'Since when the project waits for it.', sortable: true },
    due: { type: 'date', label: 'Decide by', sortable: true },
    decidedOn: { type: 'date', label: 'Decided on', sortable: true },
    outcome: { type: 'richText', label: 'Outcome', help: 'What was decided, and why.', material: true },
    inFavour: { type: 'people', label: 'In favour', help: 'Votes, where a committee decides.' },
    against: { type: 'people', label: 'Against', help: 'Who voted against it, by name.' },
    abstained: { type: 'people', label: 'Abstained', help: 'Who was there and did not vote.' },
  },
  lifecycle: {
    initial: 'open',
    material: true,
    states: {
      open: { label: 'Open' },
      decided: { label: 'Decided', closed: true },
      dropped: { label: 'Dropped', closed: true },
    },
    moves: {
      decide: { label: 'Decide', from: ['open'], to: 'decided' },
      drop: { label: 'Drop', from: ['open'], to: 'dropped' },
      reopen: { label: 'Re-open', from: ['decided', 'dropped'], to: 'open' },
    },
  },
  links: {
    decidedBy: { to: ['committee'], label: 'is decided by', inverse: 'has to decide', most: 1 },
    holds: { to: ['task', 'requirement', 'specification'], label: 'holds up', inverse: 'waits for decision' },
    takenAt: { to: ['meeting'], label: 'was taken up at', inverse: 'took up', most: 1 },
    supersedes: { to: ['decision'], label: 'supersedes', inverse: 'was superseded by', acyclic: true },
  },
  permissions: TEAM_WRITES,
  // Whoever decides, and the chair of the committee that has it to decide.
  waits: rulesFor(ROLES, {
    allOf: [
      { state: ['open'] },
      {
        anyOf: [
          { field: 'owner', isMe: true },
          { linkedTo: 'decision.decidedBy', where: { field: 'owner', isMe: true } },
        ],
      },
    ],
  }),
  check: ({ inFavour = [], against = [], abstained = [] }) => {
    const voted = [...inFavour, ...against, ...abstained];
    return new Set(voted).size === voted.length
      ? []
      : [{ at: ['against'], message: say`Somebody has voted twice.`, remedy: say`Name each person once.` }];
  },
  list: { columns: ['title', 'owner', 'due', 'decidedOn'], sort: 'due' },
  form: [
    { title: 'Question', fields: ['title', 'owner', 'raisedOn', 'due'] },
    { title: 'IT-SBAR', fields: ['situation', 'background', 'assessment', 'recommendation'] },
    { title: 'Decision', fields: ['decidedOn', 'outcome', 'inFavour', 'against', 'abstained'] },
  ],
});
