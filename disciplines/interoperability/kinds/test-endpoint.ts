import { defineKind, LEADS_WRITE } from '@callosum/kernel';
import { limits } from '../limits.ts';

export const testEndpoint = defineKind({
  name: 'testEndpoint',
  discipline: 'interoperability',
  prefix: 'TEP',
  label: { one: 'Test endpoint', many: 'Test endpoints' },
  help: 'A port of this installation that takes HL7 v2 messages of an interface from a test environment. The lead starts it for a test and stops it afterwards; a good one has seen every trigger often enough to say that what is sent conforms. What comes in is de-identified before it is stored.',
  fields: {
    title: {
      type: 'text',
      label: 'Title',
      required: true,
      maxLength: 300,
      help: 'Interface and environment, as testers call it.',
    },
    port: {
      type: 'number',
      label: 'Port',
      help: 'One of those that this installation allows for tests; whoever runs it says which.',
      min: 1,
      max: 65_535,
      integer: true,
      sortable: true,
    },
    answers: {
      type: 'choice',
      label: 'Acknowledges',
      help: 'What is not acknowledged is answered with AE and the reason.',
      options: { readable: 'Whatever can be read', valid: 'What conforms to standard and profile' },
    },
    keepDays: {
      type: 'number',
      label: 'Messages are kept for',
      help: `Without identifiers of people; ${limits.messagesKeptDays} days unless stated.`,
      unit: 'days',
      min: 1,
      max: 90,
      integer: true,
    },
    owner: { type: 'person', label: 'Owner', help: 'Starts and stops it, and looks at what came in.' },
    received: {
      type: 'number',
      label: 'Received',
      help: 'From partners; what runs of tests send is not counted.',
      computed: true,
    },
    conforming: { type: 'number', label: 'Conforming', computed: true },
    byTrigger: {
      type: 'text',
      label: 'By trigger',
      help: 'Conforming of received, since the profile is as it is.',
      multiline: true,
      computed: true,
    },
    profile: {
      type: 'text',
      label: 'Held against',
      help: 'SHA-256 of the profile in full; empty where there was the standard alone.',
      maxLength: 64,
      computed: true,
    },
    lastAt: { type: 'dateTime', label: 'Last message', computed: true, sortable: true },
  },
  lifecycle: {
    initial: 'off',
    states: {
      off: { label: 'Off' },
      listening: { label: 'Listening' },
      removed: { label: 'Removed', closed: true },
    },
    moves: {
      remove: { label: 'Remove', from: ['off'], to: 'removed' },
      bringBack: { label: 'Bring back', from: ['removed'], to: 'off' },
    },
  },
  links: {
    of: { to: ['interface'], label: 'takes messages of', inverse: 'is tried at', most: 1 },
    counts: { to: ['queue'], label: 'counts for', inverse: 'is counted by', most: 1 },
    in: { to: ['environment'], label: 'listens to', inverse: 'sends to', most: 1 },
  },
  permissions: LEADS_WRITE,
  list: { columns: ['title', 'port', 'received', 'conforming', 'lastAt', 'owner'], sort: 'title' },
  form: [
    { title: 'Endpoint', fields: ['title', 'port', 'answers', 'keepDays', 'owner'] },
    { title: 'What came in', fields: ['received', 'conforming', 'byTrigger', 'profile', 'lastAt'] },
  ],
});
