import { defineKind, NO_LIFECYCLE, rulesFor, ROLES, say } from '@callosum/kernel';
import {
  ADKAR,
  ADKAR_ITEMS,
  type AdkarItem,
  NEES,
  NEES_ITEMS,
  ORIC,
  ORIC_ITEMS,
  type OricItem,
  SUS,
  SUS_ITEMS,
  type SusItem,
} from './survey-items.ts';

const MINIMUM_GROUP = 5;

/** The first item missing of an instrument that is answered as a whole; undefined when all are there, or none. */
function missingOf<N extends string>(
  fields: Readonly<Partial<Record<N, unknown>>>,
  names: readonly N[],
): N | undefined {
  const missing = names.filter((name) => fields[name] === undefined);
  return missing.length === names.length ? undefined : missing[0];
}

export const surveyAnswer = defineKind({
  name: 'surveyAnswer',
  discipline: 'adoption',
  prefix: 'SVA',
  label: { one: 'Survey answer', many: 'Survey answers' },
  help: 'One person’s answer to a survey. Nobody is told who gave it or shown it alone: what answers come to is told for five and more. Fill in the part of the sheet the survey asks for.',
  fields: {
    title: { type: 'text', label: 'How it goes, in a word', required: true, maxLength: 120 },
    profession: {
      type: 'choice',
      label: 'Profession',
      help: 'Told only where five or more of it have answered.',
      options: {
        physician: 'Physician',
        nurse: 'Nurse',
        allied: 'Allied health',
        pharmacy: 'Pharmacy',
        laboratory: 'Laboratory and imaging',
        clerical: 'Registration and clerical',
        other: 'Other',
      },
    },
    overall: {
      type: 'number',
      label: 'Overall, how well do you get on with it?',
      help: 'From 0, not at all, to 10, very well.',
      min: 0,
      max: 10,
      integer: true,
    },
    ...SUS_ITEMS,
    ...NEES_ITEMS,
    ...ADKAR_ITEMS,
    ...ORIC_ITEMS,
    comment: { type: 'text', label: 'What would help you most', help: 'Not shown to anybody.', multiline: true },
  },
  lifecycle: NO_LIFECYCLE,
  links: { to: { to: ['survey'], label: 'answers', inverse: 'was answered by', most: 1 } },
  anonymous: { minimumGroup: MINIMUM_GROUP },
  permissions: { read: [], create: rulesFor(ROLES.filter((role) => role !== 'auditor')) },
  check: (fields) => {
    const fault = (at: SusItem | AdkarItem | OricItem | undefined, whole: string) =>
      at === undefined
        ? []
        : [
            {
              at: [at] as const,
              message: say`${whole} is scored as a whole, and this item is missing.`,
              remedy: say`Answer it, or leave the whole part empty. Choose the middle when you cannot say.`,
            },
          ];
    return [
      ...fault(missingOf(fields, SUS), 'The System Usability Scale'),
      ...fault(missingOf(fields, ADKAR), 'ADKAR'),
      ...fault(missingOf(fields, ORIC), 'Organizational readiness'),
    ];
  },
  list: { columns: ['title', 'profession', 'overall'], sort: 'title' },
  form: [
    { title: 'You', fields: ['title', 'profession', 'overall'] },
    {
      title: 'Usability (1 disagree strongly – 5 agree strongly)',
      fields: SUS,
    },
    {
      title: 'Experience (1 disagree strongly – 5 agree strongly)',
      fields: NEES,
    },
    {
      title: 'Readiness (1 not at all – 5 fully)',
      fields: ADKAR,
    },
    {
      title: 'All of us (1 disagree – 5 agree)',
      fields: ORIC,
    },
    { title: 'In your words', fields: ['comment'] },
  ],
});
