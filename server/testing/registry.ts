import {
  createRegistry,
  defineCommand,
  defineFact,
  defineKind,
  type Discipline,
  isOver,
  type Kind,
  NO_LIFECYCLE,
  OPEN_CLOSED,
  MANAGERS_WRITE,
  ownField,
  type RatingTable,
  RECORD_COMMANDS,
  type Registry,
  SCOPE_TYPES,
} from '@callosum/kernel';
import { z } from 'zod';
import { item, note, project } from './kinds.ts';
import { inventory, overview } from './view.ts';

/** An office: whose title it is, the owner holds it until the day. */
const post = defineKind({
  name: 'post',
  discipline: 'test',
  prefix: 'PST',
  label: { one: 'Post', many: 'Posts' },
  help: 'Who holds which office.',
  home: SCOPE_TYPES,
  fields: {
    title: { type: 'text', label: 'Office', required: true },
    owner: { type: 'person', label: 'Owner' },
    due: { type: 'date', label: 'Until' },
  },
  lifecycle: OPEN_CLOSED,
  permissions: MANAGERS_WRITE,
  list: { columns: ['title'], sort: 'title' },
  form: [{ title: 'Post', fields: ['title', 'owner', 'due'] }],
});

const parcelBase = {
  name: 'parcel',
  discipline: 'test',
  prefix: 'PCL',
  label: { one: 'Parcel', many: 'Parcels' },
  help: 'A kind whose declaration changed.',
  lifecycle: OPEN_CLOSED,
  links: {},
  permissions: MANAGERS_WRITE,
  list: { columns: ['title'], sort: 'title' },
} as const;

/** As it was declared first. */
const parcelOne = defineKind({
  ...parcelBase,
  fields: {
    title: { type: 'text', label: 'Title', required: true },
    grams: { type: 'number', label: 'Grams' },
    until: { type: 'date', label: 'Until' },
  },
  form: [{ title: 'Parcel', fields: ['title', 'grams', 'until'] }],
});

/** As it is declared later: in kilograms, and the date under its common name. */
const parcelTwo = defineKind({
  ...parcelBase,
  version: 2,
  upgrades: [
    {
      to: 2,
      why: 'Weights are written in kilograms, and the date has the name every kind gives it.',
      up: ({ grams, until, ...rest }) => ({
        ...rest,
        ...(typeof grams === 'number' ? { kilograms: grams / 1_000 } : {}),
        ...(typeof until === 'string' ? { due: until } : {}),
      }),
    },
  ],
  fields: {
    title: { type: 'text', label: 'Title', required: true },
    kilograms: { type: 'number', label: 'Kilograms', sortable: true },
    due: { type: 'date', label: 'Due', sortable: true },
  },
  form: [{ title: 'Parcel', fields: ['title', 'kilograms', 'due'] }],
});

const severityTable: RatingTable = {
  id: 'severity',
  version: '1.0',
  title: 'Severity',
  source: 'for tests',
  axes: [
    {
      key: 'harm',
      label: 'Harm',
      points: [
        { key: '1', label: 'Minor' },
        { key: '2', label: 'Major' },
      ],
    },
    {
      key: 'spread',
      label: 'Spread',
      points: [
        { key: 'one', label: 'One patient' },
        { key: 'many', label: 'Many patients' },
      ],
    },
  ],
  levels: [
    { key: 'low', label: 'Low' },
    { key: 'middle', label: 'Middle' },
    { key: 'high', label: 'High' },
  ],
  cells: { '1/one': 'low', '1/many': 'middle', '2/one': 'middle', '2/many': 'high' },
};

/** A field of every type that a filter can ask about. */
export const sample = defineKind({
  name: 'sample',
  discipline: 'test',
  prefix: 'SMP',
  label: { one: 'Sample', many: 'Samples' },
  help: 'Something with every kind of value.',
  fields: {
    title: { type: 'text', label: 'Title', required: true, multiline: true },
    amount: { type: 'number', label: 'Amount' },
    urgent: { type: 'flag', label: 'Urgent' },
    due: { type: 'date', label: 'Due' },
    starts: { type: 'localTime', label: 'Starts' },
    size: { type: 'choice', label: 'Size', options: { s: 'Small', m: 'Medium', l: 'Large' } },
    owner: { type: 'person', label: 'Owner' },
    effort: { type: 'duration', label: 'Effort' },
    shape: { type: 'structure', label: 'Shape', schema: z.array(z.string()) },
    calledAt: { type: 'dateTime', label: 'Called at', sortable: true },
    price: { type: 'money', label: 'Price', currencies: ['EUR', 'USD'], sortable: true },
    sites: { type: 'choices', label: 'Sites', options: { n: 'North', s: 'South', w: 'West' } },
    team: { type: 'people', label: 'Team' },
    steps: { type: 'checklist', label: 'Steps' },
    story: { type: 'richText', label: 'Story' },
    severity: { type: 'rating', label: 'Severity', table: severityTable },
    longTitle: {
      type: 'formula',
      label: 'Length of the title',
      result: { type: 'number', label: '' },
      of: ({ title }) => (typeof title === 'string' ? title.length : undefined),
    },
  },
  lifecycle: OPEN_CLOSED,
  permissions: MANAGERS_WRITE,
  list: { columns: ['title'], sort: 'title' },
  form: [{ title: 'Sample', fields: ['title'] }],
});

/** A gate with one criterion. */
export const checkpoint = defineKind({
  name: 'checkpoint',
  discipline: 'test',
  prefix: 'CHK',
  label: { one: 'Checkpoint', many: 'Checkpoints' },
  help: 'A gate.',
  fields: {
    title: { type: 'text', label: 'Title', required: true },
    date: { type: 'date', label: 'Date' },
    fact: { type: 'text', label: 'Fact', required: true },
    most: { type: 'number', label: 'At most', required: true },
    lookedAt: { type: 'number', label: 'Ledger position of the decision', computed: true },
    lookedAtInstant: { type: 'text', label: 'Moment of the decision', computed: true },
    lookedAtDay: { type: 'date', label: 'Day of the decision', computed: true },
  },
  lifecycle: NO_LIFECYCLE,
  permissions: MANAGERS_WRITE,
  list: { columns: ['title', 'date'], sort: 'date' },
  form: [{ title: 'Checkpoint', fields: ['title', 'date', 'fact', 'most'] }],
});

const overdue = defineFact({
  name: 'items.overdue',
  label: 'Overdue items',
  help: 'Open items whose day has passed.',
  unit: 'items',
  fold: 'failing',
  better: 'lower',
  select: item,
  whenEmpty: 'unknown',
  reasons: { late: 'Was due on {{due}}.', fine: 'In time.' },
  judge: ({ state, fields: { due } }, _graph, at) => {
    if (state === 'closed' || due === undefined) return undefined;
    return isOver(due, at) ? { ok: false, reason: 'late', details: { due } } : { ok: true, reason: 'fine' };
  },
});

const openNotes = defineFact({
  name: 'notes.open',
  label: 'Open notes',
  help: 'Notes nobody has closed.',
  unit: 'notes',
  fold: 'failing',
  better: 'lower',
  select: note,
  whenEmpty: 0,
  reasons: { open: 'Open.', closed: 'Closed.' },
  judge: ({ state }) => (state === 'open' ? { ok: false, reason: 'open' } : { ok: true, reason: 'closed' }),
});

export const createProject = defineCommand({
  name: 'project.create',
  label: 'Create project',
  allow: ['owner'],
  internal: true,
  input: z.looseObject({ id: z.uuid(), title: z.string(), parent: z.string().optional() }),
  decide: (_graph, { id, title, parent }) => ({
    changes: [{ action: 'create', kind: 'project', id, fields: parent === undefined ? { title } : { title, parent } }],
    result: { id },
  }),
});

const moveProject = defineCommand({
  name: 'project.move',
  label: 'Move project',
  allow: ['owner'],
  internal: true,
  input: z.strictObject({ parent: z.string() }),
  decide: (graph, { parent }) => {
    const own = [...graph.all(project)].find(({ id }) => graph.owns(id));
    return { changes: own ? [{ action: 'update', id: own.id, fields: { parent } }] : [] };
  },
});

/** Many records by one command, any of which may be wrong. */
const createMany = defineCommand({
  name: 'item.createMany',
  label: 'Create several',
  allow: ['owner'],
  input: z.strictObject({ titles: z.array(z.json()), kind: z.string().default('item') }),
  decide: (_graph, { titles, kind }, { newId }) => ({
    changes: titles.map((title) => ({ action: 'create', kind, id: newId(), fields: { title } })),
  }),
});

/** Writes down which version of another record, here or above, the decision saw. */
const stamp = defineCommand({
  name: 'item.stamp',
  label: 'Stamp',
  allow: ['owner'],
  input: z.strictObject({ about: z.uuid() }),
  decide: (graph, { about }, { newId }) => {
    const size = graph.find(about)?.version ?? 0;
    const id = newId();
    return {
      changes: [
        { action: 'create', kind: 'item', id, fields: { title: 'Stamp', size } },
        { action: 'link', id: newId(), type: 'item.main', from: id, to: about },
      ],
      result: { size },
    };
  },
});

const decide = defineCommand({
  name: 'checkpoint.decide',
  label: 'Decide',
  allow: ['owner'],
  input: z.strictObject({ id: z.uuid(), sequence: z.number() }),
  decide: (_graph, { id, sequence }, { at }) => ({
    changes: [
      {
        action: 'update',
        id,
        fields: { lookedAt: sequence, lookedAtInstant: at.instant, lookedAtDay: at.today },
      },
    ],
  }),
});

/** Answers with the offices of whoever asks, as a decision sees them. */
const offices = defineCommand({
  name: 'post.mine',
  label: 'My offices',
  allow: ['owner'],
  input: z.strictObject({}),
  decide: (_graph, _input, { actor }) => ({ changes: [], result: actor.offices }),
});

function testDiscipline(parcel: Kind): Discipline {
  return {
    name: 'test',
    label: 'Test',
    kinds: [project, item, note, sample, parcel, checkpoint, post, ownField],
    commands: [createProject, moveProject, createMany, stamp, decide, offices],
    facts: [overdue, openNotes],
    scopes: {
      programme: { create: createProject.name },
      project: { create: createProject.name, move: moveProject.name },
    },
    appointments: (graph, account, at) =>
      [...graph.all(post)]
        .filter(({ fields }) => fields.owner === account && (fields.due ?? at.today) >= at.today)
        .map(({ fields }) => fields.title),
    gates: (graph) =>
      [...graph.all(checkpoint)].map(({ id, fields }) => ({
        id,
        key: fields.title,
        title: fields.title,
        ...(fields.date === undefined ? {} : { date: fields.date }),
        goLive: false,
        criteria: [
          {
            id,
            key: fields.title,
            title: fields.title,
            fact: fields.fact,
            filter: [],
            comparison: 'atMost',
            target: fields.most,
            weight: 1,
            stop: true,
          },
        ],
      })),
    board: (graph) => {
      for (const { id, fields } of graph.all(checkpoint)) {
        const { title, lookedAt, lookedAtInstant, lookedAtDay } = fields;
        if (lookedAt === undefined || lookedAtInstant === undefined || lookedAtDay === undefined) continue;
        const at = { instant: lookedAtInstant, today: lookedAtDay };
        return { id, title, decidedOn: lookedAtDay, at, sequence: lookedAt, above: [] };
      }
      return undefined;
    },
    views: [inventory, overview],
    documents: [
      {
        name: 'sheet',
        label: 'Sheet',
        help: 'A title and nothing else.',
        build: ({ readiness }) => ({ title: readiness.title, sections: [] }),
      },
    ],
  };
}

/** A handful of kinds that show what the server does with any kind. */
export const testRegistry: Registry = createRegistry([testDiscipline(parcelOne)], RECORD_COMMANDS);

/** The same a version later: the kind `parcel` has changed its declaration. */
export const laterRegistry: Registry = createRegistry([testDiscipline(parcelTwo)], RECORD_COMMANDS);
