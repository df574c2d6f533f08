import { rule, say, type Sentence } from './say.ts';
import { z } from 'zod';
import type { GraphReader, Row } from '../graph/reader.ts';
import type { Change } from './change.ts';
import { type BoundCommand, type DecideContext, type Decision, defineCommand } from './command.ts';
import { mayHaveHeld } from './earlier-field.ts';
import { defineKind, type FieldsOf } from './kind.ts';
import type { Rule } from './permission.ts';
import { rulesFor } from './presets.ts';
import { STATEMENT_FIELD } from '../ledger/signature.ts';
import { Problem, type ProblemParts } from './problem.ts';
import { SCOPE_TYPES } from './scope.ts';
import { restOn, type Stated } from './signing.ts';

/** Who asks for a redaction and who carries it out; always two people. */
export const REDACTORS = ['owner', 'manager'] as const;
const SEEN_BY: readonly Rule[] = rulesFor([...REDACTORS, 'auditor']);

export const MOST_PLACES = 500;
const places = z
  .array(z.strictObject({ record: z.uuid(), field: z.string().min(1).max(128) }))
  .min(1, rule`Name at least one place`)
  .max(MOST_PLACES);

/**
 * The erasing of what should never have been written: a patient's name in a title, a password in a remark. It is
 * asked for by one person and carried out by another. Part of every registry.
 */
export const redaction = defineKind({
  name: 'redaction',
  discipline: 'redaction',
  prefix: 'RDC',
  home: SCOPE_TYPES,
  label: { one: 'Redaction', many: 'Redactions' },
  help: 'What should never have been written is erased, with all its history, by two people. The ledger keeps that it was erased, by whom and when, and still verifies.',
  fields: {
    title: { type: 'text', label: 'What', required: true, maxLength: 200, computed: true },
    reason: {
      type: 'choice',
      label: 'Reason',
      required: true,
      computed: true,
      sortable: true,
      options: {
        patient: 'Patient data',
        personal: 'Personal data',
        credential: 'Password or key',
        retention: 'No longer to be kept',
        other: 'Other',
      },
    },
    places: { type: 'structure', label: 'Places', schema: places, required: true, computed: true },
    askedBy: { type: 'person', label: 'Asked for by', required: true, computed: true },
    answeredBy: { type: 'person', label: 'Answered by', computed: true },
    answeredOn: { type: 'date', label: 'Answered on', computed: true, sortable: true },
  },
  lifecycle: {
    initial: 'asked',
    states: {
      asked: { label: 'Waits for the second person' },
      done: { label: 'Erased', closed: true },
      declined: { label: 'Declined', closed: true },
    },
    moves: {},
  },
  permissions: { read: SEEN_BY },
  waits: rulesFor(REDACTORS, { allOf: [{ state: ['asked'] }, { not: { field: 'askedBy', isMe: true } }] }),
  list: { columns: ['title', 'reason', 'askedBy', 'answeredBy', 'answeredOn'], sort: 'answeredOn' },
  form: [{ title: 'Redaction', fields: ['title', 'reason', 'places', 'askedBy', 'answeredBy', 'answeredOn'] }],
});

/** How often something was erased in a scope: what was replayed before that must not be shown again. */
export function redactionsDone(graph: GraphReader): number {
  let done = 0;
  for (const row of graph.all(redaction)) if (row.state === 'done' && graph.owns(row.id)) done += 1;
  return done;
}

const askRedaction = defineCommand({
  name: 'redaction.ask',
  label: 'Ask for redaction',
  allow: REDACTORS,
  input: z.strictObject({ reason: z.enum(['patient', 'personal', 'credential', 'other']), places }),
  decide: (graph, input, context) => {
    const { actor, registry } = context;
    const nobody = needPerson(actor.account);
    if (nobody) return nobody;
    const problems = input.places.flatMap(({ record, field }, index): Problem[] => {
      const row = graph.find(record);
      const kind = row && registry.kinds.get(row.kind);
      const path = ['places', index];
      if (!row || !kind || !graph.owns(record)) {
        return [new Problem({ code: 'not-found', message: say`There is no record ${record} here.`, path })];
      }
      if (mayHaveHeld(kind, field)) return [];
      return [new Problem({ code: 'invalid', message: say`${kind.label.one} has no field “${field}”.`, path })];
    });
    if (problems.length > 0) return { problems };
    return held(graph, context, input.places) ?? askFor(graph, context, input.reason, input.places);
  },
});

type Place = z.infer<typeof places>[number];
type Reason = keyof typeof redaction.fields.reason.options;

/** Has a redaction wait for its second person. Its own words must not repeat what is to be erased, so nobody writes any. */
export function askFor(
  graph: GraphReader,
  { actor, newId, registry }: DecideContext,
  reason: Reason,
  wanted: readonly Place[],
): Decision {
  const id = newId();
  const records = new Set(wanted.map(({ record }) => record));
  const numbers = [...records].slice(0, SHOWN).map((record) => numberOf(graph, registry, record));
  const more = records.size > SHOWN ? ` and ${records.size - SHOWN} more` : '';
  const fields = { title: numbers.join(', ') + more, reason, places: [...wanted], askedBy: actor.account };
  return { changes: [{ action: 'create', kind: redaction.name, id, fields }], result: { id } };
}

/** What is under a legal hold is not erased, whoever asks. */
function held(
  graph: GraphReader,
  { registry, at }: DecideContext,
  wanted: readonly Pick<Place, 'record'>[],
): Decision | undefined {
  for (const record of new Set(wanted.map((place) => place.record))) {
    const hold = registry.heldBy(graph, record, at);
    if (!hold) continue;
    const message = say`${numberOf(graph, registry, record)} is under the legal hold ${hold.name}: nothing of it may be erased.`;
    return refused('refused', message, {
      remedy: say`It can be erased once whoever is responsible has released the hold.`,
    });
  }
  return undefined;
}

const SHOWN = 5;

function numberOf(graph: GraphReader, registry: DecideContext['registry'], id: string): string {
  const row = graph.find(id);
  return row ? `${registry.kinds.get(row.kind)?.prefix ?? row.kind}-${row.number}` : id;
}

const carryOut = defineCommand({
  name: 'redaction.approve',
  label: 'Erase',
  allow: REDACTORS,
  signs: 'approves the redaction',
  input: z.strictObject({ id: z.uuid() }),
  decide: (graph, { id }, context) => {
    const { actor, at, registry } = context;
    const found = waiting(graph, id, actor.account);
    if ('problems' in found) return found;
    const { fields } = found.row;
    if (fields.askedBy === actor.account) {
      return refused('not-allowed', say`A redaction takes two people, and you have asked for this one.`, {
        remedy: say`Ask another owner or manager to carry it out.`,
      });
    }
    const named = places.parse(fields.places);
    const stopped = held(graph, context, named);
    if (stopped) return stopped;
    const byRecord = Map.groupBy(named, ({ record }) => record);
    const erase = [...byRecord].map(([record, some]): Change => ({
      action: 'redact',
      id: record,
      fields: [...new Set(some.map(({ field }) => field))],
    }));
    const answer = { answeredBy: actor.account, answeredOn: at.today };
    return {
      changes: [...erase, { action: 'update', id, fields: answer, state: 'done' }],
      stated: stateErasing(graph, registry, found.row, byRecord),
    };
  },
});

/** Names records and fields, never words: what is to be erased must not be repeated in what is signed. */
function stateErasing(
  graph: GraphReader,
  registry: DecideContext['registry'],
  row: RedactionRow,
  places: ReadonlyMap<string, readonly { readonly field: string }[]>,
): Stated {
  const label = (record: string, field: string): string => {
    const kind = registry.kinds.get(graph.find(record)?.kind ?? '');
    return field === STATEMENT_FIELD ? SIGNED_LABEL : (kind?.fields[field]?.label ?? field);
  };
  return {
    title: `Erase from ${row.fields.title}`,
    lines: [
      { label: 'Reason', text: redaction.fields.reason.options[row.fields.reason] },
      { label: 'Asked for by', account: row.fields.askedBy },
      ...[...places].map(([record, some]) => ({
        label: numberOf(graph, registry, record),
        text: some.map(({ field }) => label(record, field)).join(', '),
      })),
      { label: 'Effect', text: 'The fields named lose their values with all their history. This cannot be undone.' },
    ],
    rests: [row, ...[...places.keys()].flatMap((record) => graph.find(record) ?? [])].map((one) =>
      restOn(registry, one),
    ),
    on: row.id,
  };
}

/** What somebody signed, as a place from which words can be erased. */
export const SIGNED_LABEL = 'What was signed';

type RedactionRow = Row<FieldsOf<typeof redaction>>;

const declineRedaction = defineCommand({
  name: 'redaction.decline',
  label: 'Decline',
  allow: REDACTORS,
  input: z.strictObject({ id: z.uuid() }),
  decide: (graph, { id }, { actor, at }) => {
    const found = waiting(graph, id, actor.account);
    if ('problems' in found) return found;
    const answer = { answeredBy: actor.account, answeredOn: at.today };
    return { changes: [{ action: 'update', id, fields: answer, state: 'declined' }] };
  },
});

function waiting(graph: GraphReader, id: string, account: string) {
  const nobody = needPerson(account);
  if (nobody) return nobody;
  const row = graph.get(redaction, id);
  if (!row) return refused('not-found', say`There is no such redaction.`, { path: ['id'] });
  if (row.state !== 'asked') return refused('refused', say`This redaction was answered already.`);
  return { row };
}

/** The command line has no name to answer for it. */
export function needPerson(account: string) {
  if (account !== 'console') return undefined;
  return refused('not-allowed', say`The command line account cannot redact.`, {
    remedy: say`Sign in as a person who owns or manages the project.`,
  });
}

function refused(code: Problem['code'], message: Sentence, more: Pick<ProblemParts, 'remedy' | 'path'> = {}) {
  return { problems: [new Problem({ code, message, ...more })] } satisfies Decision;
}

/** After a restore: what two people had erased before is erased again. */
const replayRedaction = defineCommand({
  name: 'redaction.replay',
  label: 'Erase again after a restore',
  allow: ['owner'],
  internal: true,
  input: z.strictObject({ record: z.uuid(), fields: z.array(z.string()).min(1) }),
  decide: (_graph, { record, fields }) => ({ changes: [{ action: 'redact', id: record, fields }] }),
});

export const REDACTING: readonly BoundCommand[] = [askRedaction, carryOut, declineRedaction, replayRedaction];
