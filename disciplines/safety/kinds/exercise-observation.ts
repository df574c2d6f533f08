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
    objective: {
      type: 'text',
      label: 'Objective',
      help: 'One objective of the exercise, as it is written there.',
      maxLength: 300,
    },
    capability: {
      type: 'choice',
      label: 'Capability',
      help: 'What the organisation has to be able to do; ratings are gathered by it.',
      options: CAPABILITIES,
      sortable: true,
    },
    rating: {
      type: 'choice',
      label: 'Rating',
      help: 'Ratings after HSEEP: by how hard it was, not by who was to blame.',
      options: RATINGS,
      required: true,
      material: true,
      sortable: true,
    },
    seen: {
      type: 'text',
      label: 'What was seen',
      help: 'Who did what at what time, not what one thinks of it.',
      multiline: true,
    },
    cause: { type: 'text', label: 'Cause', help: 'Why it went so, well or badly.', multiline: true },
    impact: { type: 'text', label: 'What it would mean for patients', help: 'On a real day.', multiline: true },
    recommendation: {
      type: 'text',
      label: 'Recommendation',
      help: 'What would make it go better; it becomes a corrective action.',
      multiline: true,
    },
    observer: { type: 'person', label: 'Evaluator', help: 'Who watched this objective.' },
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
