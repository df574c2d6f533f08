import { say } from '../declare/say.ts';
import { fieldType } from '../declare/fields/index.ts';
import { applyChanges, effectiveChanges, type FieldChanges, sameJson } from '../declare/json.ts';
import type { Kind } from '../declare/kind.ts';
import { Problem } from '../declare/problem.ts';
import { distinction, linkFields, type LinkType, PINNED } from '../declare/registry.ts';
import { checkLink, checkPresent, checkValues } from '../declare/validate.ts';
import {
  deny,
  maySee,
  notThere,
  type Draft,
  draftEdge,
  type Drafted,
  draftRow,
  failed,
  isOwn,
  leavingKey,
  type LinkChange,
  notBefore,
  NOTHING,
  notOwn,
  pairKey,
} from './draft.ts';
import type { Edge, Row } from './reader.ts';
import type { Write } from './write.ts';

/** Works out one change to a link. Changing a link needs the right to update the record it leaves. */
export function linkWrites(draft: Draft, change: LinkChange): Drafted {
  if (change.action === 'link') return create(draft, change);
  const before = draftEdge(draft, change.id);
  const type = before && draft.registry.links.get(before.type);
  const kind = type && draft.registry.kinds.get(type.from);
  if (!before || !type || !kind) return failed('not-found', say`There is no link ${change.id}.`);
  if (!isOwn(draft, before.id)) return notOwn(draft, `This link “${type.label}”`, before.id);
  const from = draftRow(draft, before.from);
  const denied = from && denyLink(draft, kind, from, draftRow(draft, before.to));
  if (denied) return { writes: [], problems: [denied] };
  if (change.action === 'repin') return repin(draft, kind, type, before);
  if (change.action === 'relink') return relink(draft, kind, type, before, change.fields);
  const state = from && draft.registry.kinds.get(from.kind)?.lifecycle.states[from.state];
  if (type.lasting && from && !from.withdrawn && !state?.closed) {
    return failed(
      'refused',
      say`“${type.label}” stays while ${kind.prefix}-${from.number} is “${state?.label ?? ''}”.`,
    );
  }
  return write(kind, 'withdraw', { ...before, version: before.version + 1 }, {}, { gone: before });
}

/** What this batch has made was allowed when it was made, and its links with it. The other end must be seen. */
function denyLink(draft: Draft, kind: Kind, from: Row, to: Row | undefined): Problem | undefined {
  const own = draft.registry.kinds.get(from.kind) ?? kind;
  const denied = draft.graph.find(from.id) === undefined ? undefined : deny(draft, own, 'update', from);
  const other = to && draft.registry.kinds.get(to.kind);
  return denied ?? (to && other && !maySee(draft, other, to) ? notThere(to.id) : undefined);
}

function create(draft: Draft, change: Extract<LinkChange, { action: 'link' }>): Drafted {
  const type = draft.registry.links.get(change.type);
  const kind = type && draft.registry.kinds.get(type.from);
  if (!type || !kind) return failed('invalid', say`There is no link called “${change.type}”.`);
  if (draftEdge(draft, change.id)) return failed('conflict', say`The link ${change.id} exists already.`);
  const from = draftRow(draft, change.from);
  const to = draftRow(draft, change.to);
  if (!from || !to || from.withdrawn || to.withdrawn)
    return failed('not-found', say`One end of the link is not there.`);
  const denied = denyLink(draft, kind, from, to);
  if (denied) return { writes: [], problems: [denied] };
  if (from.kind !== type.from || !type.to.includes(to.kind)) {
    return failed('invalid', say`“${type.label}” does not go from ${from.kind} to ${to.kind}.`);
  }
  if (!isOwn(draft, from.id)) return downward(draft, type, from);
  if (type.within && !isOwn(draft, to.id)) {
    const one = draft.registry.kinds.get(to.kind)?.label.one ?? to.kind;
    return notOwn(draft, `“${type.label}” joins what lives in one scope, and this ${one.toLowerCase()}`, to.id);
  }
  if (from.id === to.id) return failed('invalid', say`A record cannot be linked to itself.`);
  if (type.most === 1 && hasOne(draft, type.type, from.id)) {
    return failed('conflict', say`Only one “${type.label}” is allowed.`, { remedy: say`Remove the other link first.` });
  }
  if (pinsByHand(change.fields)) return pinnedByHand();
  const fields = applyChanges({}, { ...change.fields, ...(type.pins ? { [PINNED]: to.materialVersion } : {}) });
  const problems = [...checkValues(linkFields(type), fields), ...checkPresent(linkFields(type), fields)];
  if (problems.length === 0) problems.push(...checkLink(type, fields, draft.registry));
  if (problems.length > 0) return { writes: [], problems };
  const edge: Edge = { id: change.id, type: type.type, from: from.id, to: to.id, version: 1, fields };
  const twin = twinOf(draft, type, edge);
  if (twin) return { writes: [], problems: [twin] };
  return write(kind, 'create', edge, fields, { edge });
}

/** Links point upward: what is above does not know who uses it. */
function downward(draft: Draft, type: LinkType, from: Row): Drafted {
  const one = draft.registry.kinds.get(from.kind);
  return notOwn(
    draft,
    `A link “${type.label}” lives with the record it leaves; this ${one?.label.one.toLowerCase()}`,
    from.id,
  );
}

function relink(draft: Draft, kind: Kind, type: LinkType, before: Edge, wanted: FieldChanges): Drafted {
  if (pinsByHand(wanted)) return pinnedByHand();
  const changed = effectiveChanges(before.fields, wanted);
  if (Object.keys(changed).length === 0) return NOTHING;
  const fields = applyChanges(before.fields, changed);
  const problems = [...checkValues(linkFields(type), changed), ...checkPresent(linkFields(type), fields)];
  if (problems.length === 0) {
    const broken = checkLink(type, fields, draft.registry);
    problems.push(...notBefore(broken, () => checkLink(type, before.fields, draft.registry)));
  }
  if (problems.length > 0) return { writes: [], problems };
  const edge: Edge = { ...before, version: before.version + 1, fields };
  const twin = type.parallel && Object.hasOwn(changed, type.parallel.by) && twinOf(draft, type, edge);
  if (twin) return { writes: [], problems: [twin] };
  return write(kind, 'update', edge, changed, { edge });
}

function repin(draft: Draft, kind: Kind, type: LinkType, before: Edge): Drafted {
  const to = draftRow(draft, before.to);
  if (!type.pins) return failed('invalid', say`A link “${type.label}” does not remember what was looked at.`);
  if (!to || to.withdrawn) return failed('not-found', say`What the link ends in is not there any more.`);
  if (before.fields[PINNED] === to.materialVersion) return NOTHING;
  const changed = { [PINNED]: to.materialVersion };
  const edge: Edge = { ...before, version: before.version + 1, fields: applyChanges(before.fields, changed) };
  return write(kind, 'update', edge, changed, { edge });
}

function pinsByHand(fields: FieldChanges | undefined): boolean {
  return fields !== undefined && Object.hasOwn(fields, PINNED);
}

function pinnedByHand(): Drafted {
  return failed('refused', say`Which version was looked at is noted when somebody looks; it cannot be typed in.`, {
    path: ['fields', PINNED],
    remedy: say`Use the command link.review.`,
  });
}

/** Refuses a link that says again what another says about the same two. */
function twinOf(draft: Draft, type: LinkType, edge: Edge): Problem | undefined {
  const own = distinction(type, edge.fields);
  const twin = joining(draft, edge).some(
    (other) => other.id !== edge.id && sameJson(distinction(type, other.fields), own),
  );
  if (!twin) return undefined;
  const by = type.parallel?.by;
  const field = by === undefined ? undefined : linkFields(type)[by];
  if (by === undefined || !field || own === null) {
    return new Problem({ code: 'conflict', message: say`These two are linked already.` });
  }
  return new Problem({
    code: 'conflict',
    message: say`These two are linked already with ${field.label.toLowerCase()} “${fieldType(field).format(own)}”.`,
    path: ['fields', by],
    remedy: say`Change that link, or choose another value.`,
  });
}

/** Links of a type between two records, as the batch sees them. A baseline holds thousands of tasks, so the shorter list is read. */
function joining(draft: Draft, { type, from, to }: Edge): Edge[] {
  const leaving = draft.graph.out(from, type);
  const arriving = draft.graph.in(to, type);
  const fewer = leaving.length <= arriving.length ? leaving : arriving;
  const ids = fewer.filter((edge) => edge.from === from && edge.to === to).map(({ id }) => id);
  const made = draft.made.get(pairKey({ type, from, to })) ?? [];
  return [...ids, ...made].flatMap((id) => draftEdge(draft, id) ?? []);
}

/** Whether a link of the type leaves the record, as the batch sees it. */
function hasOne(draft: Draft, type: string, from: string): boolean {
  if ((draft.leaving.get(leavingKey(type, from)) ?? 0) > 0) return true;
  return draft.graph.out(from, type).some((edge) => stands(draft, edge));
}

/** Whether the batch has left a link of the graph in place. */
function stands(draft: Draft, { id }: Edge): boolean {
  return !draft.edges.has(id) || draft.edges.get(id) !== undefined;
}

function write(
  kind: Kind,
  action: Write['action'],
  edge: Edge,
  values: FieldChanges,
  change: Write['change'],
): Drafted {
  const subject = { type: 'link' as const, id: edge.id, kind: kind.name, kindVersion: kind.version };
  const link = { type: edge.type, from: edge.from, to: edge.to };
  return { writes: [{ subject, action, version: edge.version, link, values, change }], problems: [] };
}
