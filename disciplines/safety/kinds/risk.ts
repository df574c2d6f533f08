import { defineKind, type FieldValues, ANYONE_REPORTS } from '@callosum/kernel';
import { riskPlacing } from '../matrix.ts';

export const RESPONSES = { avoid: 'Avoid', reduce: 'Reduce', transfer: 'Transfer', accept: 'Accept' } as const;

const LIKELIHOOD = {
  '1': '1 – Rare',
  '2': '2 – Unlikely',
  '3': '3 – Possible',
  '4': '4 – Likely',
  '5': '5 – Almost certain',
} as const;

const IMPACT = {
  '1': '1 – Negligible',
  '2': '2 – Minor',
  '3': '3 – Moderate',
  '4': '4 – Major',
  '5': '5 – Severe',
} as const;

/** A version-1 response was a sentence; only one of the four words says what kind of response it was. */
function splitResponse(fields: FieldValues): FieldValues {
  const { response, ...rest } = fields;
  if (typeof response !== 'string') return rest;
  if (Object.hasOwn(RESPONSES, response)) return fields;
  return response.trim() === '' || rest.responsePlan !== undefined ? rest : { ...rest, responsePlan: response };
}

export const risk = defineKind({
  name: 'risk',
  discipline: 'safety',
  prefix: 'RSK',
  label: { one: 'Risk', many: 'Risks' },
  help: 'What may go wrong for the project. Its owner keeps likelihood and impact honest and the response going; a good risk names cause, event and effect.',
  version: 2,
  upgrades: [
    {
      to: 2,
      why: 'The response became one of four strategies, and what is done about the risk got a field of its own.',
      up: splitResponse,
    },
  ],
  fields: {
    title: { type: 'text', label: 'Title', help: 'What may happen.', required: true, maxLength: 300 },
    cause: { type: 'text', label: 'Cause', help: 'Because of what.', multiline: true },
    effect: { type: 'text', label: 'Effect', help: 'What it would do to the project.', multiline: true },
    category: {
      type: 'choice',
      label: 'Category',
      help: 'What it comes from; whoever answers for that looks at it.',
      sortable: true,
      options: {
        schedule: 'Schedule',
        technical: 'Technical',
        clinical: 'Clinical',
        people: 'People',
        vendor: 'Vendor',
        privacy: 'Privacy',
        financial: 'Financial',
      },
    },
    likelihood: {
      type: 'choice',
      label: 'Likelihood',
      help: 'Within the life of the project, with what is done today.',
      options: LIKELIHOOD,
      material: true,
      sortable: true,
    },
    impact: {
      type: 'choice',
      label: 'Impact',
      help: 'On dates, money or people if it happens.',
      options: IMPACT,
      material: true,
      sortable: true,
    },
    response: {
      type: 'choice',
      label: 'Response',
      help: 'What is done about it; accepting needs a reason.',
      options: RESPONSES,
      sortable: true,
    },
    responsePlan: {
      type: 'text',
      label: 'Response plan',
      help: 'What is done, by when; for an accepted risk, why it is carried.',
      multiline: true,
    },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'Next review', sortable: true },
  },
  lifecycle: {
    initial: 'open',
    states: {
      open: { label: 'Open', rests: 'untilDue' },
      closed: { label: 'Closed', closed: true },
      occurred: { label: 'Occurred', closed: true },
    },
    moves: {
      close: { label: 'Close', from: ['open'], to: 'closed' },
      occur: { label: 'Has occurred', from: ['open'], to: 'occurred' },
      reopen: { label: 'Re-open', from: ['closed', 'occurred'], to: 'open' },
    },
  },
  links: {
    threatens: { to: ['task'], label: 'threatens', inverse: 'is threatened by' },
  },
  placing: riskPlacing(LIKELIHOOD, IMPACT),
  permissions: ANYONE_REPORTS,
  urgent: { state: ['occurred'] },
  list: { columns: ['title', 'category', 'likelihood', 'impact', 'response', 'owner', 'due'], sort: 'due' },
  form: [
    { title: 'Risk', fields: ['title', 'cause', 'effect', 'category'] },
    { title: 'Rating', fields: ['likelihood', 'impact'] },
    { title: 'Response', fields: ['response', 'responsePlan', 'owner', 'due'] },
  ],
});
