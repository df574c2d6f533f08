import { defineKind, rulesFor } from '@callosum/kernel';
import { CONFIDENTIAL } from './shared.ts';

export const privacyIncident = defineKind({
  name: 'privacyIncident',
  discipline: 'compliance',
  prefix: 'PIN',
  label: { one: 'Privacy incident', many: 'Privacy incidents' },
  help: 'Patient data that may have come where it should not. Anybody reports it, without naming a patient; the privacy officer assesses it and keeps the clocks.',
  fields: {
    title: {
      type: 'text',
      label: 'What happened',
      help: 'No name and no number of a patient.',
      required: true,
      maxLength: 300,
    },
    description: { type: 'text', label: 'Description', help: 'No patient data here.', multiline: true },
    discoveredOn: { type: 'date', label: 'Discovered on', required: true, sortable: true },
    occurredOn: { type: 'date', label: 'Happened on' },
    people: { type: 'number', label: 'People concerned', min: 0, integer: true, sortable: true },
    nature: {
      type: 'text',
      label: 'Nature and extent',
      help: 'Which sorts of data; can somebody be recognised.',
      multiline: true,
    },
    recipient: { type: 'text', label: 'Who had it', multiline: true },
    acquired: {
      type: 'choice',
      label: 'Seen or taken',
      options: { no: 'No', unknown: 'Not known', viewed: 'Seen', taken: 'Taken' },
    },
    mitigation: { type: 'text', label: 'What was done', multiline: true },
    assessment: {
      type: 'choice',
      label: 'Assessment',
      help: 'By the four factors of 45 CFR 164.402(2).',
      options: {
        pending: 'Not assessed',
        low: 'Low probability of compromise',
        breach: 'Breach',
        exception: 'Exception applies',
      },
      sortable: true,
    },
    assessedOn: { type: 'date', label: 'Assessed on', sortable: true },
    notifiedOn: { type: 'date', label: 'Individuals notified on' },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'Notify by', sortable: true },
  },
  lifecycle: {
    initial: 'reported',
    states: {
      reported: { label: 'Reported' },
      contained: { label: 'Contained' },
      assessed: { label: 'Assessed' },
      closed: { label: 'Closed', closed: true },
    },
    moves: {
      contain: { label: 'Contained', from: ['reported'], to: 'contained' },
      assess: { label: 'Assessed', from: ['reported', 'contained'], to: 'assessed' },
      close: { label: 'Close', from: ['assessed'], to: 'closed' },
      reopen: { label: 'Re-open', from: ['closed'], to: 'reported' },
    },
  },
  links: {
    concerns: {
      to: ['dataAsset', 'safeguard', 'system', 'interface', 'vendor'],
      label: 'concerns',
      inverse: 'had incident',
    },
  },
  permissions: {
    ...CONFIDENTIAL,
    create: [...(CONFIDENTIAL.create ?? []), ...rulesFor(['contributor', 'clinician'])],
  },
  list: { columns: ['title', 'discoveredOn', 'people', 'assessment', 'owner', 'due'], sort: 'discoveredOn' },
  form: [
    { title: 'Incident', fields: ['title', 'description', 'discoveredOn', 'occurredOn', 'people'] },
    { title: 'Assessment', fields: ['nature', 'recipient', 'acquired', 'mitigation', 'assessment', 'assessedOn'] },
    { title: 'Notice', fields: ['owner', 'due', 'notifiedOn'] },
  ],
  check: ({ assessment, notifiedOn, assessedOn }, { state }) => [
    ...((state === 'assessed' || state === 'closed') && (!assessment || assessment === 'pending' || !assessedOn)
      ? [{ at: ['assessment'] as const, message: 'It is not assessed yet.', remedy: 'Enter assessment and day.' }]
      : []),
    ...(state === 'closed' && assessment === 'breach' && !notifiedOn
      ? [
          {
            at: ['notifiedOn'] as const,
            message: 'A breach is not closed before people are told.',
            remedy: 'Enter the day they were notified.',
          },
        ]
      : []),
  ],
});
