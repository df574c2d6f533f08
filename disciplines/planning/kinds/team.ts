import { defineKind, LEADS_WRITE, SCOPE_TYPES, STANDS_CLOSED } from '@callosum/kernel';

const TEAM_SIDES = {
  clinical: 'Clinical',
  administrative: 'Administrative',
  technical: 'Technical',
  partner: 'Partner or supplier',
} as const;

export const team = defineKind({
  name: 'team',
  discipline: 'planning',
  prefix: 'TEA',
  label: { one: 'Team', many: 'Teams' },
  help: 'People who do their part of the plan together: a ward’s informatics, a laboratory’s analysts, the programme office. From its members follows who waits for whom. The project manager keeps it.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Name', required: true, maxLength: 200 },
    side: {
      type: 'choice',
      label: 'Side',
      help: 'Clinical, administrative or technical: where projects break is mostly between these.',
      options: TEAM_SIDES,
      required: true,
      sortable: true,
    },
    owner: { type: 'person', label: 'Led by', help: 'Is asked when the team is late.' },
    members: {
      type: 'people',
      label: 'Members',
      help: 'What they own is the team’s. Somebody in several teams counts for the one that was there first.',
    },
    purpose: { type: 'text', label: 'Answers for', help: 'Its part of the work.', multiline: true },
  },
  lifecycle: STANDS_CLOSED,
  permissions: LEADS_WRITE,
  list: { columns: ['title', 'side', 'owner', 'members'], sort: 'title' },
  form: [{ title: 'Team', fields: ['title', 'side', 'owner', 'members', 'purpose'] }],
});
