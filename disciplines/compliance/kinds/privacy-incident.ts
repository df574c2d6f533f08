import { defineKind, rulesFor, say } from '@callosum/kernel';
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
    discoveredOn: {
      type: 'date',
      label: 'Discovered on',
      help: 'The first day anybody knew, or should have: the time to notify begins (45 CFR 164.404).',
      required: true,
      sortable: true,
    },
    occurredOn: {
      type: 'date',
      label: 'Happened on',
      help: 'As far as is known; it may be long before the discovery.',
    },
    people: {
      type: 'number',
      label: 'People concerned',
      help: 'How many whose data it was; from how many on media and Secretary are told at once: 45 CFR 164.406 and 164.408.',
      min: 0,
      integer: true,
      sortable: true,
    },
    nature: {
      type: 'text',
      label: 'Nature and extent',
      help: 'Which sorts of data; can somebody be recognised.',
      multiline: true,
    },
    recipient: {
      type: 'text',
      label: 'Who had it',
      help: 'By role; one who is bound to secrecy lowers the probability of compromise.',
      multiline: true,
    },
    acquired: {
      type: 'choice',
      label: 'Seen or taken',
      help: 'Third factor of 45 CFR 164.402(2)(iii).',
      options: { no: 'No', unknown: 'Not known', viewed: 'Seen', taken: 'Taken' },
    },
    mitigation: {
      type: 'text',
      label: 'What was done',
      help: 'Fourth factor: such as data returned, or an assurance in writing that it was destroyed.',
      multiline: true,
    },
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
    notifiedOn: {
      type: 'date',
      label: 'Individuals notified on',
      help: 'Not later than 45 CFR 164.404(b) allows, counted from the discovery.',
    },
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
      ? [{ at: ['assessment'] as const, message: say`It is not assessed yet.`, remedy: say`Enter assessment and day.` }]
      : []),
    ...(state === 'closed' && assessment === 'breach' && !notifiedOn
      ? [
          {
            at: ['notifiedOn'] as const,
            message: say`A breach is not closed before people are told.`,
            remedy: say`Enter the day they were notified.`,
          },
        ]
      : []),
  ],
});
