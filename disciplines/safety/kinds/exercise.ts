import { addDays, defineKind, hasCome, say, SCOPE_TYPES } from '@callosum/kernel';
import { TEAM_AND_OFFICER } from '../permissions.ts';
import { EXERCISE_TYPES, exerciseInterval, exerciseProgramme } from '../tables/practice.ts';

const MODULES = {
  declare: 'Detect and declare',
  first: 'First eight hours',
  dayThree: 'Day three',
  weekThree: 'Week three',
  recovery: 'Recovery and back-entry',
} as const;

/** Ratings after which an exercise proves nothing. */
const FAILING = new Set<unknown>(exerciseProgramme.ratings.filter(({ fails }) => fails).map(({ key }) => key));

export const exercise = defineKind({
  name: 'exercise',
  discipline: 'safety',
  prefix: 'EXR',
  label: { one: 'Exercise', many: 'Exercises' },
  help: 'A plan tried out before it is needed: tabletop, drill or more. The emergency manager owns it; a good exercise has few objectives, people of every shift, and findings that are followed up.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Exercise', required: true, maxLength: 300 },
    type: {
      type: 'choice',
      label: 'Type',
      help: 'From talking it through to doing it with everybody; types after HSEEP.',
      options: EXERCISE_TYPES,
      required: true,
      material: true,
      sortable: true,
    },
    scenario: {
      type: 'text',
      label: 'Scenario',
      help: 'What has failed, since when, and what nobody knows yet.',
      multiline: true,
      material: true,
    },
    objectives: {
      type: 'text',
      label: 'Objectives',
      help: 'Five to eight, each to a capability that can be rated.',
      multiline: true,
      material: true,
    },
    modules: { type: 'choices', label: 'Modules', help: 'Which stretches of an outage are played.', options: MODULES },
    unannounced: { type: 'flag', label: 'Unannounced', help: 'The players did not know the day.' },
    due: { type: 'date', label: 'Planned for', sortable: true },
    heldOn: {
      type: 'date',
      label: 'Held on',
      help: 'The day of play; when the next is due is reckoned from it.',
      material: true,
      sortable: true,
    },
    length: { type: 'duration', label: 'Length', help: 'From the first inject to the end of play.' },
    owner: { type: 'person', label: 'Leads it' },
    evaluators: { type: 'people', label: 'Evaluators', help: 'They watch and do not play.' },
    participants: {
      type: 'number',
      label: 'Participants',
      help: 'Players of all shifts, without evaluators.',
      integer: true,
      min: 0,
    },
    strengths: { type: 'text', label: 'Strengths', help: 'What people did well and should keep.', multiline: true },
    improvements: {
      type: 'text',
      label: 'Areas for improvement',
      help: 'What becomes corrective actions.',
      multiline: true,
    },
  },
  lifecycle: {
    initial: 'planned',
    material: true,
    states: {
      planned: { label: 'Planned' },
      held: { label: 'Held' },
      reviewed: { label: 'Reviewed', closed: true },
      cancelled: { label: 'Cancelled', closed: true },
    },
    moves: {
      hold: { label: 'Was held', from: ['planned'], to: 'held' },
      review: { label: 'Close the review', from: ['held'], to: 'reviewed' },
      cancel: { label: 'Cancel', from: ['planned'], to: 'cancelled' },
      replan: { label: 'Plan again', from: ['cancelled'], to: 'planned' },
    },
  },
  links: {
    tests: {
      to: ['contingencyPlan', 'downtimeProcedure', 'criticalFunction'],
      label: 'tries out',
      inverse: 'was tried out in',
      pins: 'review',
    },
  },
  permissions: TEAM_AND_OFFICER,
  fails: ({ id, state, fields: { type, heldOn } }, graph, at) => {
    if (state !== 'held' && state !== 'reviewed') return say`has not been held`;
    const interval = exerciseInterval(type);
    if (heldOn === undefined || !hasCome(heldOn, at)) return say`has not been held yet`;
    if (interval !== undefined && addDays(heldOn, interval) < at.today) return say`was held on ${heldOn}, too long ago`;
    const unable = graph.in(id, 'exerciseObservation.of').some(({ from }) => {
      const row = graph.find(from);
      return row !== undefined && !row.withdrawn && FAILING.has(row.fields['rating']);
    });
    return unable ? say`had an objective that could not be performed` : undefined;
  },
  list: { columns: ['title', 'type', 'due', 'heldOn', 'participants', 'owner'], sort: 'due' },
  form: [
    { title: 'Exercise', fields: ['title', 'type', 'scenario', 'objectives', 'modules', 'unannounced'] },
    { title: 'When and who', fields: ['due', 'owner', 'evaluators', 'heldOn', 'length', 'participants'] },
    { title: 'After-action review', fields: ['strengths', 'improvements'] },
  ],
  check: ({ heldOn }, { state }) =>
    (state === 'held' || state === 'reviewed') && heldOn === undefined
      ? [{ at: ['heldOn'], message: say`An exercise was held on a day.`, remedy: say`Say on which.` }]
      : [],
});
