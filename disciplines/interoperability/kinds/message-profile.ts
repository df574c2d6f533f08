import { defineKind, TEAM_WRITES } from '@callosum/kernel';
import { approvalFaults, DRAFT_APPROVED } from './approval.ts';

export const messageProfile = defineKind({
  name: 'messageProfile',
  discipline: 'interoperability',
  prefix: 'MPR',
  label: { one: 'Message profile', many: 'Message profiles' },
  help: 'What a message or resource must look like at one end of an interface. The analyst keeps it, both sides agree to it; a good one was checked against messages that really flow.',
  fields: {
    title: { type: 'text', label: 'Title', required: true, maxLength: 300 },
    end: {
      type: 'choice',
      label: 'End',
      options: { source: 'As the source sends it', target: 'As the target expects it', both: 'The same at both ends' },
      sortable: true,
    },
    structure: {
      type: 'text',
      label: 'Message or resource',
      help: 'Such as ORU_R01, or Observation.',
      maxLength: 100,
      material: true,
      sortable: true,
    },
    revision: {
      type: 'text',
      label: 'Revision',
      help: 'Of this profile; raised with each change that the other side has to know.',
      maxLength: 60,
      material: true,
    },
    basis: { type: 'text', label: 'Based on', help: 'Standard, version, implementation guide.', maxLength: 300 },
    required: {
      type: 'text',
      label: 'Required parts',
      help: 'Segments, fields or elements that must be there.',
      multiline: true,
      material: true,
    },
    localParts: {
      type: 'text',
      label: 'Local parts',
      help: 'Z segments and extensions, with their meaning.',
      multiline: true,
      material: true,
    },
    lengths: {
      type: 'text',
      label: 'Lengths and formats',
      help: 'Where they differ from the standard.',
      multiline: true,
    },
    characterSet: {
      type: 'choice',
      label: 'Character set',
      options: { ascii: 'ASCII', latin1: 'ISO 8859-1', utf8: 'UTF-8', other: 'Other' },
      material: true,
    },
    acknowledgement: {
      type: 'choice',
      label: 'Acknowledgement',
      options: { none: 'None', receipt: 'Receipt', application: 'What became of it', response: 'Response of the call' },
      material: true,
    },
    samples: {
      type: 'text',
      label: 'Checked against',
      help: 'Which messages, how many, from when. No patient data.',
      multiline: true,
    },
    owner: { type: 'person', label: 'Owner' },
    reviewer: { type: 'person', label: 'Agreed by', help: 'Of the other side.' },
    due: { type: 'date', label: 'Agreed until', sortable: true },
  },
  lifecycle: DRAFT_APPROVED,
  links: {
    of: { to: ['interface'], label: 'describes messages of', inverse: 'has profile' },
    constrains: { to: ['messageProfile'], label: 'narrows', inverse: 'is narrowed by', most: 1, acyclic: true },
  },
  permissions: TEAM_WRITES,
  list: { columns: ['title', 'structure', 'end', 'revision', 'owner', 'due'], sort: 'title' },
  form: [
    { title: 'Profile', fields: ['title', 'structure', 'end', 'revision', 'basis'] },
    {
      title: 'What it asks for',
      fields: ['required', 'localParts', 'lengths', 'characterSet', 'acknowledgement'],
    },
    { title: 'Agreement', fields: ['samples', 'owner', 'reviewer', 'due'] },
  ],
  check: (fields, { state }) => approvalFaults(fields, state),
});
