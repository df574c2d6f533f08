import { defineKind, SCOPE_TYPES, say } from '@callosum/kernel';
import { OFFICERS_WRITE } from './shared.ts';

export const addressableDecision = defineKind({
  name: 'addressableDecision',
  discipline: 'compliance',
  prefix: 'ADD',
  label: { one: 'Addressable decision', many: 'Addressable decisions' },
  help: 'For an addressable specification: implement it, do something equivalent, or neither, and why (45 CFR 164.306(d)(3)). The security officer decides and signs.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Specification', required: true, maxLength: 300 },
    choice: {
      type: 'choice',
      label: 'Decision',
      help: 'Addressable is not optional: each of the three needs its reasons in writing.',
      sortable: true,
      material: true,
      options: { implement: 'Implement as written', equivalent: 'Equivalent measure', neither: 'Neither' },
    },
    assessment: {
      type: 'text',
      label: 'Assessment',
      help: 'Whether it is reasonable and appropriate here.',
      multiline: true,
      material: true,
    },
    equivalent: {
      type: 'text',
      label: 'What is done instead',
      help: 'The measure, and why it protects as well.',
      multiline: true,
      material: true,
    },
    owner: { type: 'person', label: 'Decides' },
    decidedOn: { type: 'date', label: 'Decided on', sortable: true },
    due: { type: 'date', label: 'Decide by', sortable: true },
  },
  lifecycle: {
    initial: 'open',
    material: true,
    states: {
      open: { label: 'Open' },
      decided: { label: 'Decided', rests: 'always' },
      revoked: { label: 'Revoked', closed: true },
    },
    moves: {
      decide: {
        label: 'Decide',
        from: ['open'],
        to: 'decided',
        by: [{ role: 'owner' }, { office: 'securityOfficer' }, { office: 'privacyOfficer' }],
        signs: 'decides how the addressable specification is met',
      },
      revoke: { label: 'Revoke', from: ['decided'], to: 'revoked' },
      again: { label: 'Decide anew', from: ['decided', 'revoked'], to: 'open' },
    },
  },
  links: { about: { to: ['obligation'], label: 'is about', inverse: 'is decided by', most: 1, pins: 'review' } },
  permissions: OFFICERS_WRITE,
  list: { columns: ['title', 'choice', 'owner', 'due', 'decidedOn'], sort: 'due' },
  form: [{ title: 'Decision', fields: ['title', 'choice', 'assessment', 'equivalent', 'owner', 'due', 'decidedOn'] }],
  check: ({ choice, assessment, equivalent, decidedOn }, { state }) => {
    if (state !== 'decided') return [];
    return [
      ...(choice === undefined
        ? [{ at: ['choice'] as const, message: say`Nothing is decided yet.`, remedy: say`Choose one of the three.` }]
        : []),
      ...(choice !== 'implement' && !assessment?.trim()
        ? [
            {
              at: ['assessment'] as const,
              message: say`Why the specification is not reasonable and appropriate here is missing.`,
              remedy: say`Write the assessment down.`,
            },
          ]
        : []),
      ...(choice === 'equivalent' && !equivalent?.trim()
        ? [
            {
              at: ['equivalent'] as const,
              message: say`The equivalent measure is missing.`,
              remedy: say`Say what is done instead.`,
            },
          ]
        : []),
      ...(decidedOn
        ? []
        : [{ at: ['decidedOn'] as const, message: say`The day of the decision is missing.`, remedy: say`Enter it.` }]),
    ];
  },
});
