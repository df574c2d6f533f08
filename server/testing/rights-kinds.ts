import {
  ANYONE_REPORTS,
  type BoundCommand,
  createRegistry,
  defineCommand,
  defineFact,
  defineKind,
  type Discipline,
  type Fact,
  type Kind,
  LEADS_WRITE,
  OPEN_CLOSED,
  type Predicate,
  RECORD_COMMANDS,
  type Registry,
  ROLES,
  rulesFor,
  TEAM_WRITES,
} from '@callosum/kernel';
import { z } from 'zod';
import { project } from './kinds.ts';
import { createProject } from './registry.ts';

const common = { discipline: 'rights', help: 'Shows one way of saying who may do what.', lifecycle: OPEN_CLOSED };
const title = { type: 'text', label: 'Title', required: true } as const;
const owner = { type: 'person', label: 'Owner' } as const;
const INSIDE = ROLES.filter((role) => role !== 'partner' && role !== 'auditor');
const named = (one: string) => ({ one, many: `${one}s` });

/** The common case, with a move that leads alone may make. */
const job = defineKind({
  ...common,
  name: 'job',
  prefix: 'JOB',
  label: named('Job'),
  fields: { title, owner },
  lifecycle: {
    initial: 'open',
    states: { open: { label: 'Open' }, done: { label: 'Done' }, accepted: { label: 'Accepted', closed: true } },
    moves: {
      finish: { label: 'Finish', from: ['open'], to: 'done' },
      accept: { label: 'Accept', from: ['done'], to: 'accepted', by: rulesFor(['owner', 'manager', 'lead']) },
    },
  },
  links: { partOf: { to: ['job'], label: 'is part of', inverse: 'consists of' } },
  permissions: TEAM_WRITES,
  list: { columns: ['title'], sort: 'title' },
  form: [{ title: 'Job', fields: ['title', 'owner'] }],
});

const report = defineKind({
  ...common,
  name: 'report',
  prefix: 'REP',
  label: named('Report'),
  fields: { title, owner },
  permissions: ANYONE_REPORTS,
  list: { columns: ['title'], sort: 'title' },
  form: [{ title: 'Report', fields: ['title', 'owner'] }],
});

/** Fields that some see, some write, and some see in one state only. */
const dossier = defineKind({
  ...common,
  name: 'dossier',
  prefix: 'DOS',
  label: named('Dossier'),
  fields: {
    title,
    owner,
    cost: { type: 'number', label: 'Cost', sortable: true, read: rulesFor(['owner', 'manager']) },
    verdict: {
      type: 'text',
      label: 'Verdict',
      read: [...rulesFor(['owner', 'manager']), ...rulesFor(INSIDE, { state: ['closed'] })],
    },
    plan: { type: 'text', label: 'Plan', write: rulesFor(['owner', 'manager']) },
  },
  permissions: LEADS_WRITE,
  list: { columns: ['title', 'cost'], sort: 'title' },
  form: [{ title: 'Dossier', fields: ['title', 'owner', 'cost', 'verdict', 'plan'] }],
});

/** Written by whoever holds an appointment, while it is open. */
const hazard = defineKind({
  ...common,
  name: 'hazard',
  prefix: 'HZD',
  label: named('Hazard'),
  fields: { title, owner },
  permissions: {
    read: [...rulesFor(INSIDE, { not: { state: ['closed'] } }), { office: 'safetyOfficer' }],
    create: [{ office: 'safetyOfficer' }],
    update: [{ role: 'lead', office: 'safetyOfficer', where: { state: ['open'] } }],
  },
  list: { columns: ['title'], sort: 'title' },
  form: [{ title: 'Hazard', fields: ['title', 'owner'] }],
});

const panel = defineKind({
  ...common,
  name: 'panel',
  prefix: 'PNL',
  label: named('Panel'),
  fields: { title, owner },
  permissions: LEADS_WRITE,
  list: { columns: ['title'], sort: 'title' },
  form: [{ title: 'Panel', fields: ['title', 'owner'] }],
});

const mine: Predicate = { field: 'assessor', isMe: true };

/** Given blindly: each sees his own until the panel is closed. */
export const score = defineKind({
  ...common,
  name: 'score',
  prefix: 'SCO',
  label: named('Score'),
  fields: {
    title,
    assessor: { type: 'person', label: 'Assessor', required: true },
    points: { type: 'number', label: 'Points', sortable: true },
  },
  links: { of: { to: ['panel'], label: 'is given in', inverse: 'has score', most: 1 } },
  permissions: {
    read: rulesFor(INSIDE, { anyOf: [mine, { linkedTo: 'score.of', where: { state: ['closed'] } }] }),
    create: rulesFor(INSIDE, mine),
    update: rulesFor(INSIDE, { allOf: [mine, { linkedTo: 'score.of', where: { state: ['open'] } }] }),
  },
  list: { columns: ['title', 'points'], sort: 'title' },
  form: [{ title: 'Score', fields: ['title', 'assessor', 'points'] }],
});

/** Nobody knows who gave it. */
export const ballot = defineKind({
  ...common,
  name: 'ballot',
  prefix: 'BAL',
  label: named('Ballot'),
  fields: {
    title,
    grade: { type: 'number', label: 'Grade', min: 0, max: 10 },
    ward: { type: 'choice', label: 'Ward', options: { icu: 'ICU', er: 'ER', lab: 'Laboratory' } },
    comment: { type: 'text', label: 'Comment' },
  },
  links: { in: { to: ['panel'], label: 'is given in', inverse: 'has ballot', most: 1 } },
  anonymous: { minimumGroup: 3 },
  permissions: { read: [], create: rulesFor(INSIDE) },
  list: { columns: ['title'], sort: 'title' },
  form: [{ title: 'Ballot', fields: ['title', 'grade', 'ward', 'comment'] }],
});

/** A gate with a criterion over all records of one kind. */
const gate = defineKind({
  ...common,
  name: 'gate',
  prefix: 'GTE',
  label: named('Gate'),
  fields: { title },
  permissions: LEADS_WRITE,
  list: { columns: ['title'], sort: 'title' },
  form: [{ title: 'Gate', fields: ['title'] }],
});

const kinds: readonly Kind[] = [project, job, report, dossier, hazard, panel, score, ballot, gate];

/** For every kind, how many records of it are open. */
const facts: readonly Fact[] = kinds.map((kind) =>
  defineFact({
    name: `${kind.name}.open`,
    label: `Open ${kind.label.many.toLowerCase()}`,
    help: 'How many there are.',
    unit: 'records',
    fold: 'failing',
    better: 'lower',
    select: kind,
    whenEmpty: 'unknown',
    reasons: { open: 'Open.', closed: 'Closed.' },
    judge: ({ state, fields }) => ({
      ok: state === 'closed',
      reason: 'open',
      details: { title: fields.title ?? null },
    }),
  }),
);

/** Opened by an appointment. */
const sign: BoundCommand = defineCommand({
  name: 'hazard.sign',
  label: 'Sign',
  allow: ['owner', 'manager', 'lead', 'executive'],
  office: 'safetyOfficer',
  input: z.strictObject({}),
  decide: () => ({ changes: [] }),
});

const rights: Discipline = {
  name: 'rights',
  label: 'Rights',
  kinds,
  commands: [createProject, sign],
  facts,
  // Whoever owns an open panel called “safetyOfficer” is one.
  appointments: (graph, account) =>
    [...graph.all(panel)]
      .filter(({ state, fields }) => state === 'open' && fields.owner === account && fields.title === 'safetyOfficer')
      .map(({ fields }) => fields.title),
  gates: (graph) =>
    [...graph.all(gate)].map(({ id, fields }) => ({
      id,
      key: fields.title,
      title: fields.title,
      goLive: false,
      criteria: [
        {
          id,
          key: fields.title,
          title: fields.title,
          fact: fields.title,
          filter: [],
          comparison: 'atMost',
          target: 0,
          weight: 1,
          stop: true,
        },
      ],
    })),
};

/** Kinds that use every way of saying who may do what. */
export const rightsRegistry: Registry = createRegistry([rights], RECORD_COMMANDS);
