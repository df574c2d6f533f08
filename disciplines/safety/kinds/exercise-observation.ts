import { defineKind, NO_LIFECYCLE, SCOPE_TYPES } from '@callosum/kernel';
import { TEAM_AND_OFFICER } from '../permissions.ts';
import { RATINGS } from '../tables/practice.ts';

const CAPABILITIES = {
  declare: 'Detect and declare',
  communicate: 'Communicate without the network',
  care: 'Care by hand: identify, order, give, result',
  coordinate: 'Command and coordinate',
  staff: 'Staff and supply',
  restore: 'Restore systems',
  backEntry: 'Back-entry and reconciliation',
} as const;

export const exerciseObservation = defineKind({
  name: 'exerciseObservation',
  discipline: 'safety',
  prefix: 'EXO',
  label: { one: 'Exercise observation', many: 'Exercise observations' },
  help: 'How one objective of an exercise was performed, and why. Its evaluator writes it; a good observation says what was seen, at what time, and what led to it.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Observation', required: true, maxLength: 300 },
    objective: { type: 'text', label: 'Objective', maxLength: 300 },
    capability: { type: 'choice', label: 'Capability', options: CAPABILITIES, sortable: true },
    rating: { type: 'choice', label: 'Rating', options: RATINGS, required: true, material: true, sortable: true },
    seen: { type: 'text', label: 'What was seen', multiline: true },
    cause: { type: 'text', label: 'Cause', help: 'Why it went so, well or badly.', multiline: true },
    impact: { type: 'text', label: 'What it would mean for patients', multiline: true },
    recommendation: { type: 'text', label: 'Recommendation', multiline: true },
    observer: { type: 'person', label: 'Evaluator' },
  },
  lifecycle: NO_LIFECYCLE,
  links: {
    of: { to: ['exercise'], label: 'was made in', inverse: 'has observation', most: 1 },
    follows: { to: ['inject'], label: 'follows', inverse: 'led to' },
    about: {
      to: ['criticalFunction', 'contingencyPlan', 'downtimeProcedure'],
      label: 'is about',
      inverse: 'was observed in',
    },
  },
  permissions: TEAM_AND_OFFICER,
  list: { columns: ['title', 'objective', 'capability', 'rating', 'observer'], sort: 'rating' },
  form: [
    { title: 'Observation', fields: ['title', 'objective', 'capability', 'rating', 'observer'] },
    { title: 'Review', fields: ['seen', 'cause', 'impact', 'recommendation'] },
  ],
});
