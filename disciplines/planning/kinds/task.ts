import { dateOf, defineKind, type Predicate, TEAM_WRITES } from '@callosum/kernel';
import { taskDetails } from './details.ts';
import { IMPORTED_TEXT } from './limits.ts';
import { lagFaults, taskFaults } from './task-rules.ts';
import { WORK_CLASSES } from './work-class.ts';

/** A resource that works, and is not used up. */
const WORK: Predicate = { field: 'resourceType', is: 'work' };

export const CONSTRAINTS = {
  asap: 'As soon as possible',
  alap: 'As late as possible',
  mso: 'Must start on',
  mfo: 'Must finish on',
  snet: 'Start no earlier than',
  snlt: 'Start no later than',
  fnet: 'Finish no earlier than',
  fnlt: 'Finish no later than',
} as const;

export const LINK_TYPES = {
  FS: 'Finish to start',
  SS: 'Start to start',
  FF: 'Finish to finish',
  SF: 'Start to finish',
} as const;

export const task = defineKind({
  name: 'task',
  discipline: 'planning',
  prefix: 'TSK',
  label: { one: 'Task', many: 'Tasks' },
  help: 'A piece of work, a milestone or a summary of the plan. The planner keeps it, its owner reports on it; a good task has an owner, logic and an end that can be seen.',
  fields: {
    title: { type: 'text', label: 'Title', required: true, maxLength: IMPORTED_TEXT },
    position: { type: 'number', label: 'Position', help: 'Order in the outline.', sortable: true },
    outlineLevel: { type: 'number', label: 'Outline level', help: '1 is the top.', integer: true, min: 0 },
    wbs: {
      type: 'text',
      label: 'WBS',
      help: 'The code of the work breakdown structure, as the plan numbers it.',
      maxLength: IMPORTED_TEXT,
    },
    milestone: {
      type: 'flag',
      label: 'Milestone',
      help: 'A point in time without work; gates sit on milestones.',
      sortable: true,
    },
    summary: { type: 'flag', label: 'Summary', help: 'Stands for the tasks below it.', computed: true, sortable: true },
    active: { type: 'flag', label: 'Active', help: 'Inactive tasks stay in the plan and count for nothing.' },
    manual: { type: 'flag', label: 'Manually scheduled', help: 'Its dates hold; the network does not move it.' },
    owner: { type: 'person', label: 'Owner', help: 'Answers for it; kept when a plan is imported again.' },
    workClass: {
      type: 'choice',
      label: 'Sort of work',
      help: 'Which blackout windows keep it out; of a summary: it and all its rows. What a wave or the project goes live with is go-live by itself.',
      options: WORK_CLASSES,
      sortable: true,
    },
    percentComplete: {
      type: 'number',
      label: 'Complete',
      help: 'Of its duration, as its owner reports it; no estimate of how it feels.',
      unit: '%',
      min: 0,
      max: 100,
      sortable: true,
    },
    duration: {
      type: 'duration',
      label: 'Duration',
      help: 'Working time of its calendar; a milestone has none.',
      sortable: true,
    },
    estimated: { type: 'flag', label: 'Duration is estimated', help: 'Nobody has committed to it yet.' },
    work: { type: 'duration', label: 'Work', help: 'Effort of all that are assigned, in person-hours.' },
    constraint: {
      type: 'choice',
      label: 'Constraint',
      help: 'What holds it on its date besides its logic. Leave it at “as soon as possible” where links can say it.',
      options: CONSTRAINTS,
    },
    constraintDate: { type: 'localTime', label: 'Constraint date', help: 'Day and time the constraint speaks of.' },
    deadline: {
      type: 'localTime',
      label: 'Deadline',
      help: 'Moves nothing; being later than it is shown.',
      sortable: true,
    },
    actualStart: {
      type: 'localTime',
      label: 'Actual start',
      help: 'When work really began, not when it was planned to.',
      sortable: true,
    },
    actualFinish: {
      type: 'localTime',
      label: 'Actual finish',
      help: 'When it was really done; then it is complete.',
      sortable: true,
    },
    storedStart: { type: 'localTime', label: 'Start', help: 'As the plan states it.', computed: true, sortable: true },
    storedFinish: {
      type: 'localTime',
      label: 'Finish',
      help: 'As the plan states it.',
      computed: true,
      sortable: true,
    },
    storedEarlyStart: { type: 'localTime', label: 'Early start', computed: true },
    storedEarlyFinish: { type: 'localTime', label: 'Early finish', computed: true },
    storedLateStart: { type: 'localTime', label: 'Late start', computed: true },
    storedLateFinish: { type: 'localTime', label: 'Late finish', computed: true },
    storedTotalSlack: { type: 'duration', label: 'Total float', computed: true, sortable: true },
    storedCritical: { type: 'flag', label: 'Critical', computed: true },
    gateFloat: {
      type: 'duration',
      label: 'Float to gate',
      help: 'How far it may slip until the first gate it leads to has to move, or is missed; negative when it is missed already.',
      computed: true,
      sortable: true,
    },
    priority: {
      type: 'number',
      label: 'Priority',
      help: '0 to 1,000; decides who waits when work is levelled.',
      integer: true,
      min: 0,
      max: 1_000,
    },
    planDetails: {
      type: 'structure',
      label: 'Details of the plan',
      help: 'What a plan file says besides, and the calculation needs: progress, levelling, dates set by hand.',
      schema: taskDetails,
      computed: true,
    },
    notes: { type: 'text', label: 'Notes', multiline: true, maxLength: IMPORTED_TEXT },
  },
  lifecycle: {
    initial: 'planned',
    states: {
      planned: { label: 'Planned' },
      started: { label: 'Started' },
      done: { label: 'Done', closed: true },
    },
    moves: {
      start: { label: 'Start', from: ['planned'], to: 'started' },
      finish: { label: 'Finish', from: ['planned', 'started'], to: 'done' },
      reopen: { label: 'Re-open', from: ['done'], to: 'started' },
      reset: { label: 'Not begun after all', from: ['started', 'done'], to: 'planned' },
    },
  },
  links: {
    partOf: { to: ['task'], label: 'is part of', inverse: 'consists of', most: 1, acyclic: true },
    implements: {
      to: ['requirement', 'specification', 'changeRequest'],
      label: 'implements',
      inverse: 'is implemented by',
      pins: 'review',
    },
    dependsOn: {
      to: ['task'],
      label: 'depends on',
      inverse: 'is needed by',
      acyclic: true,
      fields: {
        type: { type: 'choice', label: 'Type', help: 'Finish to start unless stated.', options: LINK_TYPES },
        lag: { type: 'duration', label: 'Lag', help: 'Negative: lead.' },
        lagPercent: { type: 'number', label: 'Lag as a share of the predecessor', unit: '%' },
        lagElapsed: { type: 'flag', label: 'Share counts by the clock' },
        maxLag: {
          type: 'duration',
          label: 'At most',
          help: 'The predecessor is not done longer than this before it is needed: training, say, no earlier than so many days before go-live.',
        },
      },
      parallel: { by: 'type', absent: 'FS' },
      check: lagFaults,
    },
    uses: { to: ['calendar'], label: 'uses', inverse: 'is used by task', most: 1 },
    readies: { to: ['gate'], label: 'readies', inverse: 'is readied by' },
    restsOn: { to: 'every', label: 'rests on', inverse: 'carries task' },
  },
  happens: ({ fields: { storedStart, storedFinish, milestone, summary, active } }) => {
    const last = storedFinish ?? storedStart;
    if (last === undefined || summary === true || active === false) return undefined;
    // Work is shown by the day: its hours are those of its calendar.
    const first = milestone === true ? last : (storedStart ?? last);
    return { from: dateOf(first), until: dateOf(last) };
  },
  until: ['deadline', 'storedFinish'],
  // As `planning.tasks-without-owner` asks it.
  wantsOwner: {
    allOf: [
      ...(['summary', 'milestone'] as const).map((field) => ({ not: { field, is: true } })),
      { not: { field: 'active', is: false } },
      { not: { field: 'percentComplete', is: 100 } },
      { not: { linkedFrom: 'assignment.of', where: { linkedTo: 'assignment.by', where: WORK } } },
    ],
  },
  permissions: TEAM_WRITES,
  list: {
    columns: ['title', 'wbs', 'storedStart', 'storedFinish', 'duration', 'percentComplete', 'owner'],
    sort: 'position',
  },
  form: [
    { title: 'Task', fields: ['title', 'owner', 'percentComplete', 'milestone', 'active', 'notes'] },
    {
      title: 'Schedule',
      fields: [
        'duration',
        'estimated',
        'work',
        'manual',
        'workClass',
        'constraint',
        'constraintDate',
        'deadline',
        'priority',
      ],
    },
    { title: 'Actual', fields: ['actualStart', 'actualFinish'] },
    {
      title: 'As the plan states it',
      fields: [
        'storedStart',
        'storedFinish',
        'storedEarlyStart',
        'storedEarlyFinish',
        'storedLateStart',
        'storedLateFinish',
        'storedTotalSlack',
        'storedCritical',
        'gateFloat',
      ],
    },
    { title: 'Outline', fields: ['wbs', 'position', 'outlineLevel', 'summary'] },
  ],
  check: taskFaults,
});
