import { defineKind, MANAGERS_WRITE, type Permissions } from '@callosum/kernel';
import { z } from 'zod';
import { PLAN_FIELDS, planFaults } from './project-plan.ts';

/** Made by `project.create` only, and never withdrawn: its id is the id of the scope. */
const { read, update } = MANAGERS_WRITE;
const permissions: Permissions = { read, ...(update ? { update } : {}) };

export const project = defineKind({
  name: 'project',
  discipline: 'foundation',
  prefix: 'PRJ',
  label: { one: 'Project', many: 'Projects' },
  help: 'What this project is for, when it goes live and how much risk it may carry. The project manager keeps it; a newcomer understands the project from it.',
  hidden: true,
  fields: {
    title: { type: 'text', label: 'Title', required: true, maxLength: 300 },
    key: { type: 'text', label: 'Key', help: 'Short name in capitals, such as RIV.', required: true, computed: true },
    purpose: {
      type: 'text',
      label: 'Purpose',
      help: 'Who will be better off, by what, and how it will be seen.',
      multiline: true,
    },
    zone: {
      type: 'text',
      label: 'Time zone',
      help: 'IANA name, such as America/Chicago. It decides what “today” is; plan times are local to it.',
      required: true,
      computed: true,
    },
    parent: {
      type: 'text',
      label: 'Part of',
      help: 'Key of the programme it belongs to, or of the organisation.',
      computed: true,
    },
    goLive: {
      type: 'date',
      label: 'Go-live',
      help: 'The promised day T. Gates such as T-90 count back from it.',
      computed: true,
    },
    forecastGoLive: {
      type: 'date',
      label: 'Go-live by the plan',
      help: 'When the plan, calculated with everything that is late done from that day on, comes to go-live.',
      computed: true,
    },
    riskAppetite: {
      type: 'number',
      label: 'Risk appetite',
      help: 'Highest risk score that may be carried without a better response.',
      min: 1,
      max: 25,
      integer: true,
    },
    usualTicketsPerDay: {
      type: 'number',
      label: 'Usual tickets a day',
      help: 'What the help desk gets on an ordinary day from those who go live; the command centre closes when it is near that again.',
      min: 0.1,
    },
    sponsor: { type: 'person', label: 'Sponsor', help: 'Decides the gates.' },
    owner: { type: 'person', label: 'Project manager' },
    ...PLAN_FIELDS,
    registers: {
      type: 'structure',
      label: 'Registers shown',
      help: 'Those a template asked for, which are shown while they are still empty.',
      computed: true,
      schema: z.array(z.string().max(64)).max(300),
    },
    planFile: { type: 'text', label: 'Plan file', help: 'Name of the plan file imported last.', computed: true },
    planHash: { type: 'text', label: 'Plan file SHA-256', computed: true },
  },
  lifecycle: {
    initial: 'planned',
    states: {
      planned: { label: 'Planned' },
      active: { label: 'Active', rests: 'always' },
      live: { label: 'Live', rests: 'always' },
      closed: { label: 'Closed', closed: true },
    },
    moves: {
      start: { label: 'Start', from: ['planned'], to: 'active' },
      goLive: { label: 'Go live', from: ['active'], to: 'live' },
      close: { label: 'Close', from: ['planned', 'active', 'live'], to: 'closed' },
      reopen: { label: 'Re-open', from: ['closed'], to: 'active' },
    },
  },
  links: {
    goLive: { to: ['task'], label: 'goes live with', inverse: 'is the go-live of', most: 1 },
    uses: { to: ['calendar'], label: 'uses', inverse: 'is the calendar of', most: 1 },
  },
  permissions,
  list: { columns: ['key', 'title', 'goLive', 'owner'], sort: 'title' },
  form: [
    { title: 'Project', fields: ['title', 'key', 'parent', 'purpose', 'sponsor', 'owner'] },
    { title: 'Dates and risk', fields: ['goLive', 'forecastGoLive', 'zone', 'riskAppetite', 'usualTicketsPerDay'] },
    {
      title: 'Plan',
      fields: ['planFile', 'planHash', 'planStart', 'planFinish', 'statusDate', 'scheduleFrom'],
    },
    {
      title: 'How the plan counts time',
      fields: ['minutesPerDay', 'minutesPerWeek', 'daysPerMonth', 'weekStart', 'dayStart', 'dayFinish'],
    },
    {
      title: 'How the plan finds its critical path',
      fields: ['constraintsHold', 'criticalPathEach', 'criticalSlackDays', 'lagCalendar', 'outOfSequence'],
    },
  ],
  check: planFaults,
});
