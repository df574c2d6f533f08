import { defineKind, TEAM_WRITES, say } from '@callosum/kernel';

/** From the most opposed to the most committed: the gap between two is the number of steps. */
export const STANCES = {
  blocks: 'Blocks it',
  doubts: 'Doubts it',
  neutral: 'Neutral',
  supports: 'Supports it',
  leads: 'Leads others to it',
} as const;

const LEVELS = { low: 'Low', high: 'High' } as const;

export const stakeholder = defineKind({
  name: 'stakeholder',
  discipline: 'adoption',
  prefix: 'STK',
  label: { one: 'Stakeholder', many: 'Stakeholders' },
  help: 'A person or group the change affects or who can make or stop it. The change lead keeps it; a good one says what they stand to lose and what would move them.',
  fields: {
    title: { type: 'text', label: 'Person or group', required: true, maxLength: 300 },
    group: {
      type: 'choice',
      label: 'Group',
      help: 'Where they belong; communication and training are planned by it.',
      options: {
        physicians: 'Physicians',
        nursing: 'Nursing',
        allied: 'Allied health',
        pharmacy: 'Pharmacy',
        laboratory: 'Laboratory and imaging',
        revenue: 'Registration and revenue',
        leadership: 'Leadership',
        it: 'Information technology',
        patients: 'Patients and families',
        outside: 'Outside the organisation',
      },
      sortable: true,
    },
    power: { type: 'choice', label: 'Power', help: 'Can they make or stop it?', options: LEVELS, sortable: true },
    interest: { type: 'choice', label: 'Interest', help: 'How much it touches them.', options: LEVELS, sortable: true },
    stance: {
      type: 'choice',
      label: 'Stance now',
      help: 'As shown by what they do, not as one would like it.',
      options: STANCES,
      sortable: true,
    },
    wanted: {
      type: 'choice',
      label: 'Stance wanted',
      help: 'What the project needs of them; not everybody has to lead.',
      options: STANCES,
    },
    change: {
      type: 'text',
      label: 'What changes for them',
      help: 'What they do otherwise, lose and gain, seen from where they stand.',
      multiline: true,
    },
    concerns: { type: 'text', label: 'Concerns', help: 'In their own words.', multiline: true },
    approach: {
      type: 'text',
      label: 'How to win them',
      help: 'What they need to hear, from whom, and what one can do for them.',
      multiline: true,
    },
    owner: { type: 'person', label: 'Who keeps in touch' },
    due: { type: 'date', label: 'Next contact', sortable: true },
  },
  lifecycle: {
    initial: 'active',
    states: { active: { label: 'Active', rests: 'untilDue' }, left: { label: 'No longer concerned', closed: true } },
    moves: {
      release: { label: 'No longer concerned', from: ['active'], to: 'left' },
      bringBack: { label: 'Concerned again', from: ['left'], to: 'active' },
    },
  },
  links: {
    is: { to: ['person'], label: 'is', inverse: 'is a stakeholder as', most: 1 },
    speaksFor: { to: ['unit', 'jobRole'], label: 'speaks for', inverse: 'is represented by' },
  },
  permissions: TEAM_WRITES,
  check: ({ stance, wanted, approach }) =>
    stance === 'blocks' && wanted !== undefined && wanted !== 'blocks' && !approach?.trim()
      ? [
          {
            at: ['approach'],
            message: say`Somebody who blocks the project is to be won, and nothing says how.`,
            remedy: say`Say what would move them, or leave the stance wanted as it is.`,
          },
        ]
      : [],
  list: { columns: ['title', 'group', 'power', 'interest', 'stance', 'wanted', 'owner', 'due'], sort: 'title' },
  form: [
    { title: 'Stakeholder', fields: ['title', 'group', 'power', 'interest', 'change'] },
    { title: 'Stance', fields: ['stance', 'wanted', 'concerns', 'approach'] },
    { title: 'Contact', fields: ['owner', 'due'] },
  ],
});
