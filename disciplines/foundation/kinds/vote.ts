import { COMMANDS_WRITE, defineKind, NO_LIFECYCLE } from '@callosum/kernel';

/** How a member of the panel may vote. */
export const VOTES = { for: 'For', against: 'Against', abstain: 'Abstains' } as const;

export const vote = defineKind({
  name: 'vote',
  discipline: 'foundation',
  prefix: 'VOT',
  label: { one: 'Vote', many: 'Votes' },
  help: 'One person’s vote on a gate decision, by name. Recorded with the decision and never changed.',
  hidden: true,
  fields: {
    title: { type: 'text', label: 'Title', required: true, computed: true },
    voter: { type: 'person', label: 'Voter', required: true, computed: true },
    vote: { type: 'choice', label: 'Vote', options: VOTES, required: true, computed: true },
    remark: { type: 'text', label: 'Remark', multiline: true, computed: true },
  },
  lifecycle: NO_LIFECYCLE,
  links: {
    on: { to: ['gateDecision'], label: 'is on', inverse: 'has vote', most: 1 },
  },
  permissions: COMMANDS_WRITE,
  list: { columns: ['title', 'voter', 'vote', 'remark'], sort: 'title' },
  form: [{ title: 'Vote', fields: ['title', 'voter', 'vote', 'remark'] }],
});
