import { say } from '../declare/say.ts';
import { mayHaveHeld } from '../declare/earlier-field.ts';
import type { External } from '../declare/change.ts';
import { applyChanges, effectiveChanges, type FieldValues, type Json } from '../declare/json.ts';
import type { Kind } from '../declare/kind.ts';
import { Problem } from '../declare/problem.ts';
import { SCOPE_WORDS } from '../declare/scope.ts';
import { checkFields, checkPresent, checkRecord } from '../declare/validate.ts';
import {
  deniedMove,
  deny,
  type Draft,
  type Drafted,
  draftRow,
  failed,
  isOwn,
  lockedField,
  maySee,
  notBefore,
  notOwn,
  notThere,
  NOTHING,
  type RecordChange,
} from './draft.ts';
import { materialVersion } from './material.ts';
import type { Row } from './reader.ts';
import { splitSpine } from './replay.ts';
import { SPINE, type Write } from './write.ts';

/** Works out one change to a record. */
export function recordWrites(draft: Draft, change: RecordChange): Drafted {
  if (change.action === 'create') return create(draft, change);
  const before = draftRow(draft, change.id);
  const kind = before && draft.registry.kinds.get(before.kind);
  if (!before || !kind) return failed('not-found', say`There is no record ${change.id}.`);
  if (!maySee(draft, kind, before)) return { writes: [], problems: [notThere(before.id)] };
  if (!isOwn(draft, before.id)) return notOwn(draft, name(kind, before), before.id);
  if (change.action === 'update') return update(draft, kind, before, change);
  if (change.action === 'redact') return redact(kind, before, change.fields);
  return change.action === 'withdraw' ? withdraw(draft, kind, before) : restore(draft, kind, before);
}

function create(draft: Draft, change: Extract<RecordChange, { action: 'create' }>): Drafted {
  const kind = draft.registry.kinds.get(change.kind);
  if (!kind) return failed('invalid', say`There is no kind of record called “${change.kind}”.`);
  if (!kind.home.includes(draft.graph.scope.type)) return elsewhere(kind);
  if (draftRow(draft, change.id)) return failed('conflict', say`The record ${change.id} exists already.`);
  const state = change.state ?? kind.lifecycle.initial;
  if (!Object.hasOwn(kind.lifecycle.states, state))
    return failed('invalid', say`${kind.label.one} has no state “${state}”.`);
  const fields = applyChanges({}, change.fields);
  const made = { id: change.id, kind: kind.name, state, fields };
  const denied = deny(draft, kind, 'create', made) ?? lockedField(draft, kind, made, fields);
  // Whoever may not do it learns nothing about how it would have to be done.
  if (denied) return { writes: [], problems: [denied] };
  const problems = [...checkFields(kind, fields), ...checkPresent(kind.fields, fields)];
  if (problems.length === 0) problems.push(...checkRecord(kind, made, draft.registry));
  const clash = change.external && takenExternal(draft, change.external.source, change.external.id);
  if (clash) problems.push(clash);
  if (problems.length > 0) return { writes: [], problems };

  const number = draft.numbers.get(kind.name) ?? draft.graph.nextNumber(kind.name);
  draft.numbers.set(kind.name, number + 1);
  const { external } = change;
  if (external) draft.externals.set(`${external.source}\n${external.id}`, change.id);
  const row = {
    id: change.id,
    kind: kind.name,
    number,
    version: 1,
    state,
    withdrawn: false,
    fields,
    ...(external ? { external } : {}),
  };
  const values = { ...fields, [SPINE.state]: state, [SPINE.number]: number, ...originOf(external) };
  return write(kind, 'create', row, values);
}

function update(
  draft: Draft,
  kind: Kind,
  before: Row,
  { fields: wanted, state, external }: Extract<RecordChange, { action: 'update' }>,
): Drafted {
  const denied = deny(draft, kind, 'update', before);
  if (denied) return { writes: [], problems: [denied] };
  if (before.withdrawn)
    return failed('refused', say`${name(kind, before)} is withdrawn.`, { remedy: say`Restore it first.` });
  if (state !== undefined && !Object.hasOwn(kind.lifecycle.states, state)) {
    return failed('invalid', say`${kind.label.one} has no state “${state}”.`);
  }
  const changed = effectiveChanges(before.fields, wanted);
  const fields = applyChanges(before.fields, changed);
  const problems = [...checkFields(kind, changed), ...checkPresent(kind.fields, fields)];
  if (problems.length > 0) return { writes: [], problems };
  const moved = state !== undefined && state !== before.state;
  const narrowed =
    lockedField(draft, kind, before, changed, wanted) ?? (moved ? deniedMove(draft, kind, before, state) : undefined);
  if (narrowed) return { writes: [], problems: [narrowed] };
  const named = external && before.external === undefined ? external : undefined;
  if (Object.keys(changed).length === 0 && !moved && !named) return NOTHING;
  const clash = named && takenExternal(draft, named.source, named.id);
  if (clash) return { writes: [], problems: [clash] };
  const row: Row = {
    ...before,
    version: before.version + 1,
    state: state ?? before.state,
    fields,
    ...(named ? { external: named } : {}),
  };
  const broken = notBefore(checkRecord(kind, row, draft.registry), () => checkRecord(kind, before, draft.registry));
  if (broken.length > 0) return { writes: [], problems: broken };
  if (named) draft.externals.set(`${named.source}\n${named.id}`, before.id);
  const values = { ...changed, ...(moved ? { [SPINE.state]: row.state } : {}), ...originOf(named) };
  return write(kind, 'update', row, values, before);
}

function withdraw(draft: Draft, kind: Kind, before: Row): Drafted {
  const denied = deny(draft, kind, 'withdraw', before);
  if (denied) return { writes: [], problems: [denied] };
  if (before.withdrawn) return NOTHING;
  return write(kind, 'withdraw', { ...before, version: before.version + 1, withdrawn: true }, {}, before);
}

function restore(draft: Draft, kind: Kind, before: Row): Drafted {
  const denied = deny(draft, kind, 'withdraw', before);
  if (denied) return { writes: [], problems: [denied] };
  if (!before.withdrawn) return NOTHING;
  return write(kind, 'restore', { ...before, version: before.version + 1, withdrawn: false }, {}, before);
}

/** What stands in place of a required text that was redacted: a record cannot be without it. */
export const REDACTED = '[redacted]';

/**
 * The fields lose their values, now and in all history; a field that is empty today may have held something before.
 * Who may redact is settled by the command: it takes two people, whatever the kind says of changes.
 */
function redact(kind: Kind, before: Row, names: readonly string[]): Drafted {
  const unknown = names.find((one) => !mayHaveHeld(kind, one));
  if (unknown !== undefined) return failed('invalid', say`${kind.label.one} has no field “${unknown}”.`);
  const kept = names.find((one) => kind.fields[one]?.required && kind.fields[one].type !== 'text');
  if (kept !== undefined) {
    return failed(
      'refused',
      say`“${kind.fields[kept]?.label ?? kept}” is required and no text, so it cannot be redacted.`,
      {
        remedy: say`Change the value first; then only its history holds what was wrong.`,
      },
    );
  }
  if (names.length === 0) return NOTHING;
  const values = Object.fromEntries(names.map((one) => [one, kind.fields[one]?.required ? REDACTED : null]));
  const fields = applyChanges(before.fields, splitSpine(values).fields);
  const row: Row = { ...before, version: before.version + 1, fields };
  return write(kind, 'redact', row, values, before);
}

function write(
  kind: Kind,
  action: Write['action'],
  changed: Omit<Row, 'materialVersion'>,
  values: Readonly<Record<string, Json>>,
  before?: Row,
): Drafted {
  const subject = { type: 'record' as const, id: changed.id, kind: kind.name, kindVersion: kind.version };
  const { version } = changed;
  const row: Row = {
    ...changed,
    materialVersion: materialVersion(kind, { action, version, values }, before?.materialVersion),
  };
  const change = before ? { row, before } : { row };
  return { writes: [{ subject, action, version: row.version, values, change }], problems: [] };
}

/** A kind that does not live in scopes of this type. */
function elsewhere(kind: Kind): Drafted {
  const homes = kind.home.map((type) => SCOPE_WORDS[type]).join(' or ');
  return failed('refused', say`${kind.label.many} live in ${homes}, not here.`, {
    remedy: say`Create the ${kind.label.one.toLowerCase()} there${kind.home.includes('project') ? '' : '; every project below sees it'}.`,
  });
}

function originOf(external: External | undefined): FieldValues {
  return external ? { [SPINE.source]: external.source, [SPINE.externalId]: external.id } : {};
}

function takenExternal(draft: Draft, source: string, id: string): Problem | undefined {
  const known = draft.graph.byExternal(source, id);
  // Unique per scope: the same id above is another record.
  if (!draft.externals.has(`${source}\n${id}`) && !(known && draft.graph.owns(known.id))) return undefined;
  return new Problem({ code: 'conflict', message: say`“${id}” of ${source} is here already.` });
}

function name(kind: Kind, row: Row): string {
  return `${kind.prefix}-${row.number}`;
}
