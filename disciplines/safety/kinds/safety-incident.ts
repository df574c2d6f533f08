import { defineKind, SCOPE_TYPES, say } from '@callosum/kernel';
import { RATES, REPORTED } from '../permissions.ts';
import { safetyAssessment } from '../tables/practice.ts';
import { DIMENSIONS } from './hazard-words.ts';

const FAILURES = {
  input: 'Information input',
  transfer: 'Information transfer',
  output: 'Information output',
  technical: 'General technical',
  human: 'Human factors',
} as const;

export const safetyIncident = defineKind({
  name: 'safetyIncident',
  discipline: 'safety',
  prefix: 'SIN',
  label: { one: 'Safety incident', many: 'Safety incidents' },
  help: 'What harmed a patient or nearly did, with the system in it. Anybody reports it, the clinical safety officer leads it to its causes; good is a report within hours and a hazard log that is the wiser for it. No patient is named.',
  home: SCOPE_TYPES,
  fields: {
    title: {
      type: 'text',
      label: 'Incident',
      help: 'What happened, without names of patients.',
      required: true,
      maxLength: 300,
    },
    type: {
      type: 'choice',
      label: 'Harm or close call',
      help: 'A close call is reported all the same: it costs nobody anything.',
      options: { actual: 'Actual event', closeCall: 'Close call' },
      sortable: true,
    },
    happenedAt: { type: 'dateTime', label: 'Happened at', help: 'As near as one knows.' },
    reportedOn: { type: 'date', label: 'Reported on', sortable: true },
    description: {
      type: 'text',
      label: 'Description',
      help: 'What was expected, what happened, how it was noticed.',
      multiline: true,
    },
    immediate: {
      type: 'text',
      label: 'Done at once',
      help: 'For the patients, and to keep it from happening again today.',
      multiline: true,
    },
    sac: {
      type: 'rating',
      label: 'Safety assessment code',
      help: 'An actual event by its actual severity, a close call by its most likely worst case. 3 is the highest.',
      table: safetyAssessment,
      material: true,
      sortable: true,
      write: RATES,
    },
    dimension: {
      type: 'choice',
      label: 'Dimension',
      help: 'Where in the work of people and technology its causes lie; eight dimensions after Sittig and Singh.',
      options: DIMENSIONS,
    },
    failure: {
      type: 'choice',
      label: 'Class of failure',
      help: 'Where it began: what was typed, passed on or shown, the machine, or the people.',
      options: FAILURES,
    },
    patients: {
      type: 'number',
      label: 'Patients affected',
      help: 'How many; their names stay in the record of care.',
      integer: true,
      min: 0,
    },
    informed: {
      type: 'choice',
      label: 'Patients informed',
      help: 'What they were told belongs into their record of care.',
      options: { yes: 'Yes', no: 'Not yet', notNeeded: 'Not needed' },
    },
    rootCause: {
      type: 'text',
      label: 'Root causes',
      help: 'Why it could happen, asked until the answer can be changed; not who.',
      multiline: true,
    },
    learnt: {
      type: 'text',
      label: 'What was learnt',
      help: 'What it says about the hazards and controls we counted on.',
      multiline: true,
    },
    owner: { type: 'person', label: 'Leads the review' },
    due: { type: 'date', label: 'To be closed by', sortable: true },
  },
  lifecycle: {
    initial: 'reported',
    material: true,
    states: {
      reported: { label: 'Reported' },
      review: { label: 'Under review' },
      closed: { label: 'Closed', closed: true },
      noIncident: { label: 'No safety incident', closed: true },
    },
    moves: {
      take: { label: 'Take up', from: ['reported'], to: 'review', by: RATES },
      close: { label: 'Close', from: ['review'], to: 'closed', by: RATES },
      dismiss: { label: 'No safety incident', from: ['reported', 'review'], to: 'noIncident', by: RATES },
      reopen: { label: 'Re-open', from: ['closed', 'noIncident'], to: 'review', by: RATES },
    },
  },
  links: {
    about: { to: ['hazard'], label: 'is about', inverse: 'has come true in' },
    in: { to: ['system', 'interface'], label: 'happened in', inverse: 'had incident' },
    despite: { to: ['safetyControl'], label: 'happened despite', inverse: 'did not prevent' },
  },
  permissions: REPORTED,
  urgent: { state: ['reported'] },
  list: { columns: ['title', 'type', 'sac', 'reportedOn', 'dimension', 'owner', 'due'], sort: 'reportedOn' },
  form: [
    {
      title: 'Incident',
      fields: ['title', 'type', 'happenedAt', 'reportedOn', 'description', 'immediate', 'patients'],
    },
    { title: 'Assessment', fields: ['sac', 'dimension', 'failure', 'informed'] },
    { title: 'Review', fields: ['owner', 'due', 'rootCause', 'learnt'] },
  ],
  check: ({ rootCause, sac }, { state }) => [
    ...(state === 'closed' && !rootCause?.trim()
      ? [{ at: ['rootCause'] as const, message: say`A review ends with causes.`, remedy: say`Say what led to it.` }]
      : []),
    ...(state === 'closed' && !sac
      ? [{ at: ['sac'] as const, message: say`A review ends with a safety assessment code.`, remedy: say`Rate it.` }]
      : []),
  ],
});
