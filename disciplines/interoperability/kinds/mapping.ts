import { defineKind, TEAM_WRITES } from '@callosum/kernel';
import { approvalFaults, DRAFT_APPROVED } from './approval.ts';
import { countedFrom, countedMessages, counting, markTyped } from './counting.ts';

export const mapping = defineKind({
  name: 'mapping',
  discipline: 'interoperability',
  prefix: 'MPG',
  label: { one: 'Mapping', many: 'Mappings' },
  help: 'How what one side sends becomes what the other expects, field by field. The analyst keeps it; in a good one every field that is filled is mapped or left behind on purpose, and somebody else has read it.',
  version: 2,
  upgrades: [
    {
      to: 2,
      why: 'What a mapping accounts for is counted by the server from its file and the two profiles.',
      up: markTyped(['inUse', 'mapped', 'leftBehind']),
    },
  ],
  fields: {
    title: { type: 'text', label: 'Title', required: true, maxLength: 300 },
    revision: { type: 'text', label: 'Revision', help: 'As deployed.', maxLength: 60, material: true },
    rules: {
      type: 'text',
      label: 'Rules',
      help: 'What is more than copying: defaults, conditions, splitting, repeating.',
      multiline: true,
      material: true,
    },
    inUse: {
      type: 'number',
      label: 'Fields in use',
      help: 'Fields that one of the two profiles requires, that the messages kept with the source fill, or that a row names.',
      min: 0,
      integer: true,
      computed: true,
    },
    mapped: {
      type: 'number',
      label: 'Mapped',
      help: 'Of the fields in use: by rows that both sides have agreed.',
      min: 0,
      integer: true,
      computed: true,
      material: true,
    },
    leftBehind: {
      type: 'number',
      label: 'Left behind on purpose',
      help: 'Not needed at the target, agreed with its owner.',
      min: 0,
      integer: true,
      computed: true,
    },
    coverage: {
      type: 'formula',
      label: 'Accounted for',
      help: 'Mapped or left behind on purpose, of the fields in use.',
      result: { type: 'number', label: 'Accounted for', unit: '%' },
      of: ({ inUse, mapped, leftBehind }) =>
        typeof inUse === 'number' && inUse > 0
          ? Math.round((1_000 * (Number(mapped ?? 0) + Number(leftBehind ?? 0))) / inUse) / 10
          : undefined,
    },
    counting,
    countedFrom,
    countedMessages: countedMessages('Messages kept with the profile of the source, which say what is filled.'),
    definition: {
      type: 'text',
      label: 'Mapping in full',
      help: 'Which of the attached files says it row by row: its SHA-256. Kept by the workbench.',
      maxLength: 64,
      computed: true,
      material: true,
    },
    place: { type: 'text', label: 'Where it runs', help: 'Channel, script or table in the engine.', maxLength: 300 },
    owner: { type: 'person', label: 'Owner' },
    reviewer: { type: 'person', label: 'Reviewed by', help: 'Somebody else than its author, who knows the target.' },
    clinicalReview: {
      type: 'flag',
      label: 'A clinician has read it',
      help: 'Where meaning could be lost: results, medication, allergies.',
    },
    due: { type: 'date', label: 'Ready by', sortable: true },
  },
  lifecycle: DRAFT_APPROVED,
  links: {
    implements: { to: ['specification'], label: 'implements', inverse: 'is implemented by', pins: 'review' },
    for: { to: ['interface'], label: 'is for', inverse: 'has mapping', counted: true },
    reads: { to: ['messageProfile'], label: 'reads', inverse: 'is read by', pins: 'review' },
    writes: { to: ['messageProfile'], label: 'writes', inverse: 'is written by', pins: 'review' },
    uses: { to: ['codeMap'], label: 'uses', inverse: 'is used by', pins: 'review' },
  },
  permissions: TEAM_WRITES,
  list: { columns: ['title', 'revision', 'inUse', 'mapped', 'coverage', 'owner', 'due'], sort: 'title' },
  form: [
    { title: 'Mapping', fields: ['title', 'revision', 'place', 'definition', 'rules'] },
    {
      title: 'What it accounts for',
      fields: ['inUse', 'mapped', 'leftBehind', 'coverage', 'counting', 'countedFrom', 'countedMessages'],
    },
    { title: 'Review', fields: ['owner', 'reviewer', 'clinicalReview', 'due'] },
  ],
  check: (fields, { state }) => approvalFaults(fields, state),
});
