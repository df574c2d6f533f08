import { rule, say, type Sentence } from './say.ts';
import { z } from 'zod';
import type { GraphReader } from '../graph/reader.ts';
import { ATTACHMENT_COMMANDS } from './attachment-commands.ts';
import { type BoundCommand, type DecideContext, type Decision, defineCommand } from './command.ts';
import type { ChecklistItem, Fields } from './field.ts';
import { itemsOf, keepsTicks } from './fields/checklist.ts';
import { type FieldChanges, type FieldValues, type Json, sameJson } from './json.ts';
import { isOwn } from './own-field.ts';
import { Problem } from './problem.ts';
import type { Registry } from './registry.ts';
import { stateMove } from './signing.ts';

const id = z.uuid();
const values: z.ZodType<Readonly<Record<string, Json>>> = z.record(z.string(), z.json());
const newLink = z.strictObject({ type: z.string(), to: id, fields: values.optional() });

function refused(code: Problem['code'], message: Sentence, remedy?: Sentence): Decision {
  return { problems: [new Problem({ code, message, ...(remedy ? { remedy } : {}) })] };
}

/**
 * Refuses values of fields that commands set, ticks that nobody's command has stamped, other values of fields that were
 * fixed when the record was made, and records without a field the project requires.
 * @param stored the record's values; undefined for one that is being made.
 */
function typedIn(fields: Fields | undefined, given: FieldChanges, stored?: FieldValues): Decision | undefined {
  const before = stored ?? {};
  for (const [name, field] of Object.entries(fields ?? {})) {
    if (!isOwn(name) || !field.required) continue;
    const missing = stored ? given[name] === null : (given[name] ?? null) === null;
    if (missing) return missingField(name, field.label);
  }
  for (const [name, value] of Object.entries(given)) {
    const field = fields && Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field?.computed) {
      const message = say`“${field.label}” is set by commands and cannot be typed in.`;
      return { problems: [new Problem({ code: 'refused', message, path: ['fields', name] })] };
    }
    if (field?.fixed && before[name] !== undefined && !sameJson(before[name], value)) {
      return refused(
        'refused',
        say`“${field.label}” cannot be changed once the record is made.`,
        say`Make another record.`,
      );
    }
    if (field?.type === 'checklist' && !keepsTicks(itemsOf(before[name]), itemsOf(value))) {
      return refused(
        'refused',
        say`Items of “${field.label}” are ticked one by one.`,
        say`Use the command record.tick.`,
      );
    }
  }
  return undefined;
}

/** Refuses to touch links that named commands look after. */
function linkedBy(registry: Registry, type: string | undefined, what: 'making' | 'removing'): Decision | undefined {
  const link = registry.links.get(type ?? '');
  if (link?.byHand === undefined || (link.byHand === 'adding' && what === 'making')) return undefined;
  const done = link.byHand === 'never' ? 'made and removed' : 'removed';
  return refused('refused', say`A link “${link.label}” is ${done} by its own command and not by hand.`);
}

function missingField(name: string, label: string): Decision {
  const message = say`${label} is missing.`;
  return { problems: [new Problem({ code: 'invalid', message, path: ['fields', name] })] };
}

const createRecord = defineCommand({
  name: 'record.create',
  label: 'Create',
  allow: 'kinds',
  input: z.strictObject({
    kind: z.string(),
    id: id.optional(),
    fields: values,
    links: z.array(newLink).max(1_000).optional(),
  }),
  decide: (_graph, input, context) => {
    const typed = typedIn(context.registry.kinds.get(input.kind)?.fields, input.fields);
    if (typed) return typed;
    const [untouchable] = (input.links ?? []).flatMap(({ type }) => linkedBy(context.registry, type, 'making') ?? []);
    if (untouchable) return untouchable;
    const record = input.id ?? context.newId();
    const links = (input.links ?? []).map((link) => ({
      action: 'link' as const,
      id: context.newId(),
      type: link.type,
      from: record,
      to: link.to,
      fields: link.fields ?? {},
    }));
    return {
      changes: [{ action: 'create', kind: input.kind, id: record, fields: input.fields }, ...links],
      result: { id: record },
    };
  },
});

/** Other values, another state by a move of the lifecycle, or both. */
interface Edit {
  readonly id: string;
  readonly fields?: FieldChanges | undefined;
  readonly move?: string | undefined;
}

function editOf(graph: GraphReader, { registry }: DecideContext, { id: record, fields, move }: Edit): Decision {
  const row = graph.find(record);
  const kind = row && registry.kinds.get(row.kind);
  const typed = typedIn(kind?.fields, fields ?? {}, row?.fields);
  if (typed) return typed;
  if (move === undefined) return { changes: [{ action: 'update', id: record, fields: fields ?? {} }] };
  if (!row || !kind) return refused('not-found', say`There is no record ${record}.`);
  const wanted = Object.hasOwn(kind.lifecycle.moves, move) ? kind.lifecycle.moves[move] : undefined;
  if (!wanted) return refused('invalid', say`${kind.label.one} has no move “${move}”.`);
  if (!wanted.from.includes(row.state)) {
    const state = kind.lifecycle.states[row.state]?.label ?? row.state;
    return refused('refused', say`“${wanted.label}” is not possible from “${state}”.`);
  }
  const changes = [{ action: 'update' as const, id: record, fields: fields ?? {}, state: wanted.to }];
  if (wanted.signs === undefined) return { changes };
  if (fields && Object.keys(fields).length > 0) {
    return refused(
      'refused',
      say`“${wanted.label}” is signed, so nothing is changed along with it.`,
      say`Save the change first.`,
    );
  }
  return { changes, stated: stateMove(registry, kind, row, wanted, wanted.signs) };
}

const updateRecord = defineCommand({
  name: 'record.update',
  label: 'Change',
  allow: 'kinds',
  input: z.strictObject({ id, fields: values }),
  decide: (graph, input, context) => editOf(graph, context, input),
});

const moveRecord = defineCommand({
  name: 'record.move',
  label: 'Move',
  allow: 'kinds',
  input: z.strictObject({ id, move: z.string() }),
  decide: (graph, input, context) => editOf(graph, context, input),
});

const editRecords = defineCommand({
  name: 'record.edit',
  label: 'Change several',
  allow: 'kinds',
  input: z.strictObject({
    records: z
      .array(z.strictObject({ id, fields: values.optional(), move: z.string().optional() }))
      .min(1)
      .max(1_000)
      .refine((edits) => new Set(edits.map((edit) => edit.id)).size === edits.length, rule`names a record twice`),
  }),
  decide: (graph, input, context) => {
    const decisions = input.records.map((edit) => editOf(graph, context, edit));
    const problems = decisions.flatMap((decision, index) =>
      'problems' in decision ? decision.problems.map((problem) => problem.within('records', index)) : [],
    );
    if (problems.length > 0) return { problems };
    const [signed] = decisions.flatMap((decision) => ('changes' in decision ? (decision.stated ?? []) : []));
    if (signed && decisions.length > 1) {
      return refused('refused', say`“${signed.title}” is signed, each record by itself.`, say`Choose one record.`);
    }
    return {
      changes: decisions.flatMap((decision) => ('changes' in decision ? decision.changes : [])),
      ...(signed ? { stated: signed } : {}),
    };
  },
});

const tickItem = defineCommand({
  name: 'record.tick',
  label: 'Tick',
  allow: 'kinds',
  input: z.strictObject({ id, field: z.string(), item: z.int(), done: z.boolean() }),
  decide: (graph, input, { registry, actor, at }) => {
    const row = graph.find(input.id);
    const fields = row && registry.kinds.get(row.kind)?.fields;
    if (!row || !fields) return refused('not-found', say`There is no record ${input.id}.`);
    const field = Object.hasOwn(fields, input.field) ? fields[input.field] : undefined;
    if (field?.type !== 'checklist') return refused('invalid', say`“${input.field}” is no list to be ticked.`);
    const items = itemsOf(row.fields[input.field]);
    const wanted = items.find((item) => item.id === input.item);
    if (!wanted) return refused('not-found', say`The list has no item ${input.item}.`, say`Look at the list again.`);
    // Whoever comes second with the same tick changes nothing: the stamp of the first stays.
    if ((wanted.done !== undefined) === input.done) return { changes: [] };
    const stamp = { by: actor.account, at: at.instant };
    const ticked = items.map((item): ChecklistItem => {
      if (item.id !== input.item) return item;
      return input.done ? { ...item, done: stamp } : { id: item.id, text: item.text };
    });
    return { changes: [{ action: 'update', id: row.id, fields: { [input.field]: ticked } }] };
  },
});

const withdrawRecord = defineCommand({
  name: 'record.withdraw',
  label: 'Withdraw',
  allow: 'kinds',
  input: z.strictObject({ id }),
  decide: (_graph, input) => ({ changes: [{ action: 'withdraw', id: input.id }] }),
});

const restoreRecord = defineCommand({
  name: 'record.restore',
  label: 'Restore',
  allow: 'kinds',
  input: z.strictObject({ id }),
  decide: (_graph, input) => ({ changes: [{ action: 'restore', id: input.id }] }),
});

const createLink = defineCommand({
  name: 'link.create',
  label: 'Link',
  allow: 'kinds',
  input: newLink.extend({ from: id }),
  decide: (_graph, input, context) => {
    const untouchable = linkedBy(context.registry, input.type, 'making');
    if (untouchable) return untouchable;
    const link = context.newId();
    return { changes: [{ action: 'link', id: link, ...input, fields: input.fields ?? {} }], result: { id: link } };
  },
});

const updateLink = defineCommand({
  name: 'link.update',
  label: 'Change link',
  allow: 'kinds',
  input: z.strictObject({ id, fields: values }),
  decide: (graph, input, { registry }) =>
    linkedBy(registry, graph.edge(input.id)?.type, 'making') ?? {
      changes: [{ action: 'relink', id: input.id, fields: input.fields }],
    },
});

const reviewLinks = defineCommand({
  name: 'link.review',
  label: 'Looked at',
  allow: 'kinds',
  input: z.strictObject({ ids: z.array(id).min(1).max(1_000) }),
  decide: (graph, { ids }, { registry }) => {
    const problems = ids.flatMap((one, index): Problem[] => {
      const type = registry.links.get(graph.edge(one)?.type ?? '');
      if (!type || type.pins === 'review') return [];
      const message = type.pins
        ? say`“${type.label}” is renewed by verifying again.`
        : say`A link “${type.label}” does not remember what was looked at.`;
      return [new Problem({ code: 'refused', message, path: ['ids', index] })];
    });
    if (problems.length > 0) return { problems };
    return { changes: ids.map((one) => ({ action: 'repin', id: one })) };
  },
});

const removeLink = defineCommand({
  name: 'link.remove',
  label: 'Remove link',
  allow: 'kinds',
  input: z.strictObject({ id }),
  decide: (graph, input, { registry }) =>
    linkedBy(registry, graph.edge(input.id)?.type, 'removing') ?? { changes: [{ action: 'unlink', id: input.id }] },
});

/** Commands that work for every kind; what they may do is said by the kind's permissions and lifecycle. */
export const RECORD_COMMANDS: readonly BoundCommand[] = [
  createRecord,
  updateRecord,
  moveRecord,
  editRecords,
  tickItem,
  withdrawRecord,
  restoreRecord,
  createLink,
  updateLink,
  reviewLinks,
  removeLink,
  ...ATTACHMENT_COMMANDS,
];
