import { z } from 'zod';
import type { FieldValues, Json } from '../declare/json.ts';
import { ROLES } from '../declare/role.ts';
import { filterSchema } from '../declare/filter.ts';
import { SCOPE_TYPES } from '../declare/scope.ts';
import { COMPARISONS } from '../readiness/gate.ts';
import { held } from './matrix.ts';
import { sentenceShape, toldShape } from './problem.ts';
import { rule } from '../declare/say.ts';

/** Shapes that travel between server and browser. Every list says how much of it is shown. */

export const projectKey = z
  .string()
  .regex(/^[A-Z][A-Z0-9-]{1,15}$/, rule`must be 2 to 16 capital letters, digits or hyphens`);
/** Key of any scope: a project's, a programme's, or the organisation's own. */
export const scopeKey = z.union([projectKey, z.literal('organisation')]);
export const calendarDate = z.iso.date();
export const json: z.ZodType<Json> = z.json();
const fields: z.ZodType<FieldValues> = z.record(z.string(), json);

export const person = z.object({ id: z.string(), name: z.string() });

/** Who may do what in a scope, and which roles the reader may give and take there. */
export const members = z.object({
  people: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      roles: z.array(z.enum(ROLES)),
      /** Held above, and reaching down from there. */
      inherited: z.array(z.enum(ROLES)),
      /** The account is switched off. */
      off: z.boolean(),
    }),
  ),
  grantable: z.array(z.enum(ROLES)),
});

export const me = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  /** Roles in the organisation. */
  roles: z.array(z.enum(ROLES)),
});

export const criterionState = z.enum(['met', 'unmet', 'unknown', 'waived']);
const gateState = z.enum(['passed', 'conditional', 'refused', 'reopened', 'ready', 'blocked', 'short']);

export const criterion = z.object({
  id: z.string(),
  key: z.string(),
  title: z.string(),
  fact: z.string(),
  value: z.number().nullable(),
  unit: z.string(),
  comparison: z.enum(['atMost', 'atLeast', 'exactly']),
  target: z.number(),
  weight: z.number(),
  stop: z.boolean(),
  /** The day of the gate it is judged for; null when that is not to come, or it is asked of today. */
  on: z.string().nullable(),
  state: criterionState,
  /** Rows the number rests on, and how many of them are not in order. */
  total: z.number(),
  failing: z.number(),
  waiver: z.object({ by: z.string(), until: z.string(), reason: z.string() }).nullable(),
});

const condition = z.object({ id: z.string(), title: z.string(), due: z.string(), fulfilled: z.boolean() });

export const gate = z.object({
  id: z.string(),
  key: z.string(),
  title: z.string(),
  date: z.string().nullable(),
  milestone: z.string().nullable(),
  goLive: z.boolean(),
  state: gateState,
  score: z.number().nullable(),
  criteria: z.array(criterion),
  decision: z
    .object({
      id: z.string(),
      outcome: z.enum(['go', 'conditional', 'noGo']),
      decidedOn: z.string(),
      conditions: z.array(condition),
    })
    .nullable(),
  expired: z.array(condition),
});

export const forecast = z.object({
  planned: z.string().nullable(),
  forecast: z.string().nullable(),
  milestone: z.string().nullable(),
  overdue: z.number(),
});

/** What turned since the last frozen decision: criteria by state then and now. */
export const sinceBoard = z.object({
  decision: z.string(),
  title: z.string(),
  decidedOn: z.string(),
  turned: z.array(
    z.object({
      gate: z.string(),
      criterion: z.string(),
      title: z.string(),
      before: criterionState,
      after: criterionState,
      valueBefore: z.number().nullable(),
      valueAfter: z.number().nullable(),
      unit: z.string(),
    }),
  ),
  /** Records changed since then, by kind. */
  changed: z.array(z.object({ kind: z.string(), count: z.number() })),
});

export const readiness = z.object({
  project: scopeKey,
  title: z.string(),
  at: z.object({ instant: z.string(), today: z.string() }),
  /** Ledger position the answer was computed at. */
  sequence: z.number(),
  gates: z.array(gate),
  forecast,
  sinceBoard: sinceBoard.nullable(),
});

export const record = z.object({
  /** Key of the scope it lives in: the one asked for, or one above, where alone it can be changed. */
  scope: z.string(),
  id: z.string(),
  kind: z.string(),
  number: z.number(),
  version: z.number(),
  state: z.string(),
  withdrawn: z.boolean(),
  fields,
});

export const recordPage = z.object({
  sequence: z.number(),
  total: z.number(),
  offset: z.number(),
  rows: z.array(record),
});

export const recordGroups = z.object({
  /** In the order a person expects; null is told last, for records without a value. */
  groups: z.array(z.object({ value: z.union([z.string(), z.boolean()]).nullable(), count: z.number() })),
});

/** What a register shows, and how: as it stands in an address. */
export const viewDefinition = z.strictObject({
  q: z.string().max(200).exactOptional(),
  filter: filterSchema.exactOptional(),
  sort: z.string().max(64).exactOptional(),
  down: z.boolean().exactOptional(),
  group: z.string().max(64).exactOptional(),
  columns: z.array(z.string().max(64)).max(100).exactOptional(),
  as: z.enum(['list', 'board', 'matrix']).exactOptional(),
});

export const savedView = z.object({
  id: z.string(),
  name: z.string(),
  owner: z.string(),
  shared: z.boolean(),
  definition: viewDefinition,
  may: z.object({ remove: z.boolean() }),
});

/** What anonymous answers come to, by groups of at least the minimum. */
export const groupResults = z.object({
  minimumGroup: z.number(),
  groups: z.array(
    z.object({
      /** The value they have in common; null for all of them, or for those that left the question out. */
      value: json,
      size: z.number(),
      fields: z.record(
        z.string(),
        z.union([z.object({ mean: z.number() }), z.object({ counts: z.record(z.string(), z.number()) })]),
      ),
    }),
  ),
});

export const judgedPage = z.object({
  total: z.number(),
  failing: z.number(),
  offset: z.number(),
  notShown: z.number(),
  rows: z.array(
    z.object({
      record,
      ok: z.boolean(),
      value: z.number().nullable(),
      reason: z.string(),
      details: z.record(z.string(), json),
    }),
  ),
});

export const linkView = z.object({
  id: z.string(),
  type: z.string(),
  direction: z.enum(['out', 'in']),
  version: z.number(),
  fields,
  /** It remembers what was looked at, and that has changed since in a way that matters. */
  suspect: z.boolean(),
  other: z.object({ id: z.string(), kind: z.string(), number: z.number(), title: z.string(), state: z.string() }),
});

export const recordView = z.object({
  record,
  links: z.array(linkView),
  /** Links beyond those listed. */
  moreLinks: z.number(),
  /** What the reader may do with it: which declared moves, and which fields he may not write. */
  may: z.object({
    update: z.boolean(),
    withdraw: z.boolean(),
    share: z.boolean(),
    moves: z.array(z.string()),
    locked: z.array(z.string()),
  }),
  /** Fields that are not shown to the reader. */
  hidden: z.array(z.string()),
  /** For a record that rests on evidence: how much, and why it no longer counts, each a chain of causes. */
  standing: z.object({ rests: z.number(), causes: z.array(toldShape) }).nullable(),
  /** For a record that is rated: which of its ratings holds today. */
  held: held.nullable(),
});

export const project = z.object({
  id: z.string(),
  key: scopeKey,
  type: z.enum(SCOPE_TYPES),
  /** The scopes above it that it sees, the nearest first. */
  above: z.array(z.object({ key: scopeKey, type: z.enum(SCOPE_TYPES), title: z.string() })),
  /** Who holds which office here. */
  holders: z.array(
    z.object({
      appointment: z.string(),
      office: z.string(),
      label: z.string(),
      holder: z.string(),
      until: z.string().nullable(),
      scope: z.string(),
    }),
  ),
  title: z.string(),
  zone: z.string(),
  today: z.string(),
  /** What the reader is in the project: his roles, those from above among them, and his appointments. */
  roles: z.array(z.enum(ROLES)),
  offices: z.array(z.string()),
  /** The emergency access by which the reader is here, as long as it lasts. */
  emergency: z.object({ id: z.string(), until: z.string() }).nullable(),
  /** Registers shown while they are empty. */
  registers: z.array(z.string()),
  goLive: z.string().nullable(),
  sequence: z.number(),
  counts: z.record(z.string(), z.number()),
  /** Fields the project, or a scope above it, has given to kinds: they join the declarations of its kinds. */
  ownFields: z.array(z.object({ id: z.string(), fields })),
});

export const projectCard = z.object({
  key: projectKey,
  title: z.string(),
  roles: z.array(z.enum(ROLES)),
  goLive: z.string().nullable(),
  /** The next gate that is not decided. */
  next: z
    .object({
      key: z.string(),
      title: z.string(),
      date: z.string().nullable(),
      state: gateState,
      score: z.number().nullable(),
    })
    .nullable(),
  counts: z.object({ met: z.number(), unmet: z.number(), unknown: z.number(), waived: z.number() }),
});

/** A place in the tree of scopes. */
export const scopeNode = z.object({
  key: scopeKey,
  type: z.enum(SCOPE_TYPES),
  title: z.string(),
  /** Key of the scope above it. */
  parent: z.string().nullable(),
  /** None: one sees that it is there, because something below it is open to one. */
  roles: z.array(z.enum(ROLES)),
});

export const ledgerStatus = z.object({
  events: z.number(),
  head: z.string(),
  lastSeal: z.object({ number: z.number(), sealedAt: z.string(), size: z.number(), root: z.string() }).nullable(),
  keyFingerprint: z.string(),
});

export const ledgerCheck = z.object({
  events: z.number(),
  ok: z.boolean(),
  firstFault: z
    .object({
      scope: z.string(),
      sequence: z.number(),
      code: z.string(),
      detail: z.string(),
      sentences: z.object({ detail: sentenceShape }),
    })
    .nullable(),
  ms: z.number(),
});

/** What the event stream sends: something new is in the ledger of the scope. */
export const streamMessage = z.object({
  sequence: z.number(),
  /** Kinds of records the events touched. */
  kinds: z.array(z.string()),
  /** Records touched, when there are few. */
  records: z.array(z.string()),
});

export const comparisonLabels = COMPARISONS;

/** Fields in whose history some words stand. */
export const redactionPlaces = z.object({
  places: z.array(
    z.object({
      record: z.uuid(),
      kind: z.string(),
      number: z.int(),
      title: z.string(),
      field: z.string(),
      label: z.string(),
      /** Events whose value holds the words; none where it was written under another name. */
      events: z.int(),
    }),
  ),
  /** There are more than are listed. */
  more: z.boolean(),
});
